"""Settings are described in English and told in the language in force."""

from __future__ import annotations

import pytest

from formcheck.words import speaking
from formcheck.words.settings import retell_setting
from tests.support.translations import LANGUAGES
from tests.words import setting_texts

_DESCRIBED = {path: field.description or "" for path, field in setting_texts.described()}


def test_all_that_a_setting_means_can_be_translated() -> None:
    written = setting_texts.known()
    assert list(written.values()) == setting_texts.gather(), "python -m tests.words.setting_texts"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", _DESCRIBED)
def test_every_setting_is_told_in_every_language(path: str, language: str) -> None:
    english = _DESCRIBED[path]
    with speaking(language):
        told = retell_setting(english)
    fault = setting_texts.FAULT.match(english)
    start = fault.group().rstrip(": ") if fault else ""
    assert told.startswith(start)
    assert told.removeprefix(start).strip("\u00a0: ") != english.removeprefix(start).strip(": ")


def test_a_setting_of_a_fault_names_it_as_the_language_does() -> None:
    english = "SBE-5: less than this share of the target, twice"
    with speaking("fr"):
        assert retell_setting(english) == (
            "SBE-5\u00a0: moins que cette part de l’objectif, au moins deux fois"
        )
    with speaking("en"):
        assert retell_setting(english) == english


def test_what_another_package_says_is_told_as_it_is() -> None:
    with speaking("de"):
        assert retell_setting("bend of the wrist") == "bend of the wrist"
