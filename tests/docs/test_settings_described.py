"""Whoever changes a threshold can read what it does."""

from __future__ import annotations

import pytest

from formcheck.exercises.settings import settings_type
from tests.words.setting_texts import described

_SETTINGS = dict(described())


def test_there_are_settings_of_every_table() -> None:
    tables = {path.partition(".")[0] for path in _SETTINGS}
    assert tables == set(settings_type().model_fields)


@pytest.mark.parametrize("path", _SETTINGS)
def test_a_setting_says_what_it_does(path: str) -> None:
    words = _SETTINGS[path].description
    assert words
    assert len(words.split()) > 1
