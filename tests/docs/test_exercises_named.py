"""The README names the five exercises, and says where the camera stands for each."""

from __future__ import annotations

import pytest

from formcheck.exercises.registry import BUILT_IN, get_exercise
from tests.docs.pages import README, first_cells, read, section


def _words(markdown: str) -> str:
    return " ".join(markdown.lower().replace("*", "").split())


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_readme_names_it(name: str) -> None:
    title = get_exercise(name).title.lower()
    assert title in _words(read(README).partition("## ")[0])
    rows = first_cells(section(read(README), "Where to put the camera"))
    assert any(title in row for row in rows)


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_distance_of_the_camera_is_the_exercises_own(name: str) -> None:
    exercise = get_exercise(name)
    lines = section(read(README), "Where to put the camera").splitlines()
    row = next(line for line in lines if line.startswith("|") and exercise.title.lower() in line)
    nearest, farthest = (
        f"{value:g}" for value in (exercise.placement.nearest_m, exercise.placement.farthest_m)
    )
    assert f"{nearest} to {farthest} m" in row
    assert ("on a table" in row) == exercise.placement.on_table
