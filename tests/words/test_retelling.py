"""What a result keeps in English is said in the language in force when it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.words import read_words, speaking
from formcheck.words.retelling import retell


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "telling"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "words.en.toml").write_text(
        '[told]\nfar = "The body is turned about {angle} degrees (from side-on)."\nlost = "Lost."\n'
    )
    (folder / "words.de.toml").write_text('[told]\nfar = "Um {angle} Grad gedreht."\n')
    monkeypatch.syspath_prepend(tmp_path)
    return "telling"


def test_a_sentence_is_found_again_and_its_places_filled_in(package: str) -> None:
    text = read_words(package, "en").text("told.far", angle=31)
    assert retell(text, [package]) == text
    with speaking("de"):
        assert retell(text, [package]) == "Um 31 Grad gedreht."


def test_what_nobody_knows_and_what_is_not_translated_stays(package: str) -> None:
    with speaking("de"):
        assert retell("Something else.", [package]) == "Something else."
        assert retell("Lost.", [package]) == "Lost."
        # The whole sentence must match.
        assert retell("Lost. Lost.", [package]) == "Lost. Lost."


def test_what_is_filled_in_is_told_too_and_the_longest_sentence_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "filling"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "words.en.toml").write_text(
        '[told]\nof = "{name}: {message}"\nset = "{name} cannot be: {words}."\n'
        'text = "it must be text"\nlist = "Write {{{name}}}."\n'
    )
    (folder / "words.de.toml").write_text(
        '[told]\nof = "{name}: {message}"\nset = "{name} geht nicht: {words}."\n'
        'text = "es muss Text sein"\nlist = "Schreiben Sie {{{name}}}."\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    with speaking("de"):
        told = [retell(text, ["filling"]) for text in ("a.toml: b cannot be: it must be text.",)]
        assert told == ["a.toml: b geht nicht: es muss Text sein."]
        assert retell("Write {a}.", ["filling"]) == "Schreiben Sie {a}."
