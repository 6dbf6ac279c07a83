"""Whoever changes a threshold can read what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from formcheck.exercises.settings import settings_type


def _leaves(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _leaves(inner, f"{path}{name}.")
        else:
            yield f"{path}{name}", field


_SETTINGS = dict(_leaves(settings_type()))


def test_there_are_settings_of_every_table() -> None:
    tables = {path.partition(".")[0] for path in _SETTINGS}
    assert tables == set(settings_type().model_fields)


@pytest.mark.parametrize("path", _SETTINGS)
def test_a_setting_says_what_it_does(path: str) -> None:
    words = _SETTINGS[path].description
    assert words
    assert len(words.split()) > 1
