"""Exercises of other packages: offered beside the built-in ones, and harmless where broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck import machine
from formcheck.cli.exercise_pages import print_overview
from formcheck.drawing.figure_svg import draw_pictures
from formcheck.errors import UnknownExerciseError
from formcheck.exercises.loading import get_evidence, get_pictures, get_rules
from formcheck.exercises.registry import (
    BUILT_IN,
    exercise_names,
    find_exercise,
    get_exercise,
    plug_ins,
)
from formcheck.exercises.settings import default_settings
from tests.support.own_package import NAME, PACKAGE, installed, read_example, write_package

_BROKEN = {
    "it raises": (
        "__init__.py",
        "EXERCISE = Exercise(",
        "1 / 0\nEXERCISE = Exercise(",
        "ZeroDivision",
    ),
    "it holds nothing": ("__init__.py", "EXERCISE = Exercise(", "OTHER = Exercise(", "EXERCISE"),
    "it holds something else": (
        *("__init__.py", "EXERCISE = Exercise(", "EXERCISE = dict("),
        "no formcheck.exercises.base.Exercise",
    ),
    "its words are no TOML": ("words.en.toml", "title = ", "title ", "TOMLDecodeError"),
    "it lacks words": ("words.en.toml", "dose = ", "doses = ", "the text dose is missing"),
}


def test_an_installed_exercise_stands_beside_the_built_in_ones(tmp_path: Path) -> None:
    assert exercise_names() == BUILT_IN
    with installed(write_package(tmp_path, read_example())):
        assert exercise_names() == (*BUILT_IN, NAME)
        assert get_exercise(NAME).installed
        assert get_rules(NAME).exercise is get_exercise(NAME)
        assert default_settings().dose(NAME).reps == 10
        start, end = draw_pictures(get_pictures(get_exercise(NAME)))
        assert start != end
    assert exercise_names() == BUILT_IN
    gone = find_exercise(NAME)
    assert (gone.installed, gone.title) == (False, "Forward bend (not installed)")


@pytest.mark.parametrize("broken", _BROKEN)
def test_a_broken_one_is_named_and_harms_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    file, old, new, why = _BROKEN[broken]
    files = read_example()
    path = f"{PACKAGE}/{file}"
    files[path] = files[path].replace(old, new, 1)
    with installed(write_package(tmp_path, files)):
        assert exercise_names() == BUILT_IN
        assert why in plug_ins().broken[NAME]
        with pytest.raises(UnknownExerciseError) as raised:
            get_exercise(NAME)
        assert why in raised.value.message
        assert raised.value.hint
        print_overview()
        said = [line for line in capsys.readouterr().out.splitlines() if line.startswith(NAME)]
        assert len(said) == 1
        assert why in said[0]
        (finding,) = machine._examine_exercises()
        assert why in finding.said
        assert finding.remedy == plug_ins().remedy(NAME)
    assert machine._examine_exercises() == []


def test_one_of_a_name_that_is_taken_is_not_offered(tmp_path: Path) -> None:
    files = read_example()
    files["pyproject.toml"] = files["pyproject.toml"].replace(f"{NAME} = ", "knee_hug = ")
    path = f"{PACKAGE}/__init__.py"
    files[path] = files[path].replace(f'"{NAME}"', '"knee_hug"')
    with installed(write_package(tmp_path, files)):
        assert get_exercise("knee_hug").package == "formcheck.exercises.knee_hug"
        assert plug_ins().broken == {"knee_hug": "there is another exercise called knee_hug"}


@pytest.mark.parametrize(
    ("file", "use"),
    [
        ("rules.py", lambda: get_rules(NAME)),
        ("evidence.py", lambda: get_evidence(NAME)),
        ("picture.py", lambda: get_pictures(get_exercise(NAME))),
    ],
)
def test_a_part_that_cannot_be_loaded_is_said_in_one_line(
    tmp_path: Path, file: str, use: Callable[[], object]
) -> None:
    files = {**read_example(), f"{PACKAGE}/{file}": "import no_such_module_at_all\n"}
    with installed(write_package(tmp_path, files)):
        with pytest.raises(UnknownExerciseError) as raised:
            use()
        assert f"{file} of its package {PACKAGE}" in raised.value.message
        assert "no_such_module_at_all" in raised.value.message
        assert "\n" not in raised.value.message
