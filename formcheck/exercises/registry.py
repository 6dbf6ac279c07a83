"""The exercises by name; light to import, rule modules are loaded when asked for."""

from __future__ import annotations

import difflib
from importlib import import_module
from typing import TYPE_CHECKING

from formcheck.errors import UnknownExerciseError

if TYPE_CHECKING:
    from formcheck.exercises.base import Exercise
    from formcheck.exercises.rules import Rules

#: A new exercise is one rule module and one line here.
_NAMES = (
    "knee_hug",
    "pelvic_tilt",
    "prone_press_up",
    "seal_stretch",
    "standing_back_extension",
)


def exercise_names() -> tuple[str, ...]:
    """Return the API names of all exercises."""
    return _NAMES


def get_rules(name: str) -> Rules:
    """Return the rules of an exercise.

    Raises
    ------
    UnknownExerciseError
        If there is no exercise of that name; the message suggests the nearest.
    """
    if name not in _NAMES:
        near = difflib.get_close_matches(name.lower(), _NAMES, n=1, cutoff=0.4)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(_NAMES)}."
        raise UnknownExerciseError(f"There is no exercise {name!r}.", hint)
    rules: Rules = import_module(f"formcheck.exercises.{name}.rules").RULES
    return rules


def get_exercise(name: str) -> Exercise:
    """Return what an exercise declares; see `get_rules` for errors."""
    return get_rules(name).exercise
