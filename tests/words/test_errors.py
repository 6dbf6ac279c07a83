"""Errors are raised in English and told in the language in force."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from formcheck.errors import InputError
from formcheck.words import Words, read_words, speaking
from formcheck.words.errors import retell_error, retell_told
from tests.words import error_texts


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    told = Words({"told": {"there_is_no_file": "Il n’y a pas de fichier « {path} »."}}, None, "fr")
    monkeypatch.setattr(
        "formcheck.words.retelling.read_words",
        lambda package, language=None: read_words(package, language) if language else told,
    )
    with speaking("fr"):
        yield


def test_all_that_may_be_raised_can_be_translated() -> None:
    written = error_texts.known()
    assert set(written.values()) == set(error_texts.gather()), "python -m tests.words.error_texts"
    assert len(set(written.values())) == len(written)


@pytest.mark.usefixtures("french")
def test_what_is_known_is_told_in_the_language_with_its_places() -> None:
    error = InputError("There is no file “/a b/c.mp4”.", "")
    assert retell_error(error) == ("Il n’y a pas de fichier « /a b/c.mp4 ».", "")


@pytest.mark.usefixtures("french")
def test_what_is_not_known_is_told_as_it_is() -> None:
    assert retell_told("Something else.") == "Something else."


def test_english_stays_as_it_was_raised() -> None:
    assert retell_error(InputError("Message.", "Hint.")) == ("Message.", "Hint.")
