"""Which language is in force, and how it is asked for, kept and found out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.words import choice, current_language, languages, speaking, use_language
from formcheck.words.language import VARIABLE, matching


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: tmp_path / "own")
    monkeypatch.setenv(VARIABLE, "en")
    with speaking("en"):
        yield


def test_four_languages_come_with_the_program() -> None:
    assert languages() == ("de", "en", "es", "fr")


def test_a_language_holds_for_this_process_and_those_it_starts() -> None:
    use_language("de")
    assert current_language() == "de"
    assert os.environ[VARIABLE] == "de"
    with pytest.raises(UsageError, match="no language “xx”"):
        use_language("xx")
    assert current_language() == "de"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de_AT.UTF-8", "de"), ("fr-CA", "fr"), ("ES", "es"), ("C.UTF-8", None), ("it_IT", None)],
)
def test_tags_of_systems_name_a_language(tag: str, code: str | None) -> None:
    assert matching(tag) == code


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system says it otherwise")
@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "it:es:de"}, "es"),
        ({"LANG": "it_IT.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_is_asked(environment: dict[str, str], code: str) -> None:
    assert choice.system_language(environment) == code


def test_what_was_asked_for_comes_before_what_was_kept_and_that_before_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "system_language", lambda: "fr")
    monkeypatch.delenv(VARIABLE)
    choice.settle_language()
    assert current_language() == "fr"

    choice.keep_language("es")
    monkeypatch.delenv(VARIABLE)
    choice.settle_language()
    assert current_language() == "es"

    monkeypatch.setenv(VARIABLE, "de")
    choice.settle_language()
    assert current_language() == "de"
    assert choice.kept_language() == "es"


@pytest.mark.parametrize("content", [b"xx\n", b"\xff\xfe", b""])
def test_a_kept_choice_that_cannot_be_followed_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "language").write_bytes(content)
    assert choice.kept_language() is None


def test_a_language_that_is_not_there_is_not_kept() -> None:
    with pytest.raises(UsageError):
        choice.keep_language("xx")
    assert choice.kept_language() is None
