from __future__ import annotations

import tomllib
from typing import Any

import pytest

from formcheck.cli.settings_text import render_settings
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import Settings, default_settings


def _without_unset(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not set, as a TOML file must."""
    return {
        name: _without_unset(value) if isinstance(value, dict) else value
        for name, value in table.items()
        if value is not None
    }


def test_read_back_it_gives_the_defaults() -> None:
    values = tomllib.loads(render_settings())
    assert Settings.from_mapping(values) == default_settings()
    assert values == _without_unset(default_settings().model_dump())


@pytest.mark.parametrize("exercise", exercise_names())
def test_one_exercise_leaves_the_others_out(exercise: str) -> None:
    values = tomllib.loads(render_settings(exercise))
    assert set(values) & set(exercise_names()) == {exercise}
    assert Settings.from_mapping(values) == default_settings()


def test_descriptions_stand_above_their_setting() -> None:
    lines = render_settings().splitlines()
    place = next(index for index, line in enumerate(lines) if line.startswith("yaw_ok_deg = "))
    assert lines[place - 1].startswith("# ")
