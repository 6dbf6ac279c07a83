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
