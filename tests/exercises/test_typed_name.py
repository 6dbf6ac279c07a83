from __future__ import annotations

import pytest

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.typed_name import find_exercise_name


@pytest.mark.parametrize("name", exercise_names())
def test_api_names_and_their_spellings(name: str) -> None:
    for typed in (name, name.upper(), name.replace("_", " "), name.replace("_", "-"), f" {name}s "):
        assert find_exercise_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("press-up", "prone_press_up"),
        ("Press Ups", "prone_press_up"),
        ("pressup", "prone_press_up"),
        ("tilt", "pelvic_tilt"),
        ("Pelvic Tilts", "pelvic_tilt"),
        ("back extension", "standing_back_extension"),
        ("standing", "standing_back_extension"),
    ],
)
def test_a_part_of_the_name_is_enough(typed: str, name: str) -> None:
    assert find_exercise_name(typed) == name


@pytest.mark.parametrize("typed", ["up", "", "_", "prone up", "ressu", "pushup", "prone_pres_up"])
def test_what_is_no_name(typed: str) -> None:
    with pytest.raises(UnknownExerciseError) as caught:
        find_exercise_name(typed)
    assert caught.value.hint


def test_a_typing_mistake_gets_a_suggestion() -> None:
    with pytest.raises(UnknownExerciseError) as caught:
        find_exercise_name("Prone pres-up")
    assert caught.value.hint == "Did you mean prone_press_up?"
