"""The exercises by name: the built-in five, then those of other packages that are installed.

Another package offers an exercise by an entry point of the group ``formcheck.exercises``. What an
exercise declares is light; `formcheck.exercises.parts` loads its rules, evidence and pictures.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.base import Exercise, stand_in

#: Given instead of the name of an exercise: it is found out from the clip.
AUTO = "auto"
#: The group in which other packages name theirs.
ENTRY_POINT_GROUP = "formcheck.exercises"

_HOME = "formcheck.exercises"
#: Those that come with formcheck.
BUILT_IN = (
    "knee_hug",
    "pelvic_tilt",
    "prone_press_up",
    "seal_stretch",
    "standing_back_extension",
)
#: The one that a newcomer is shown.
SHOWN_FIRST = "prone_press_up"


@dataclass(frozen=True)
class PlugIns:
    """The exercises of other packages.

    Attributes
    ----------
    exercises : mapping of str to Exercise
        By name, in the order of the names.
    broken : mapping of str to str
        Entry points that could not be loaded, and why in one line.
    """

    exercises: Mapping[str, Exercise]
    broken: Mapping[str, str]


def load_plug_ins(points: Iterable[EntryPoint]) -> PlugIns:
    """Load exercises of other packages; one that cannot be loaded harms no other.

    Parameters
    ----------
    points : iterable of EntryPoint
        Each names a module with an ``EXERCISE``.
    """
    found: dict[str, Exercise] = {}
    broken: dict[str, str] = {}
    for point in sorted(points, key=lambda point: point.name):
        try:
            exercise = point.load().EXERCISE
        except Exception as error:  # code of other people may raise anything
            broken[point.name] = f"{type(error).__name__}: {error}"
            continue
        if not isinstance(exercise, Exercise):
            broken[point.name] = "its EXERCISE is no formcheck.exercises.base.Exercise"
        elif exercise.name in BUILT_IN or exercise.name in found:
            broken[point.name] = f"there is another exercise called {exercise.name}"
        else:
            found[exercise.name] = exercise
    return PlugIns(found, broken)


@cache
def plug_ins() -> PlugIns:
    """Return the exercises of other packages that are installed."""
    return load_plug_ins(entry_points(group=ENTRY_POINT_GROUP))


def exercise_names() -> tuple[str, ...]:
    """Return the API names of all exercises."""
    return (*BUILT_IN, *plug_ins().exercises)


def get_exercise(name: str) -> Exercise:
    """Return what an exercise declares.

    Raises
    ------
    UnknownExerciseError
        If there is no exercise of that name; the message suggests the nearest.
    """
    if name in BUILT_IN:
        exercise: Exercise = import_module(f"{_HOME}.{name}").EXERCISE
        return exercise
    if name in plug_ins().exercises:
        return plug_ins().exercises[name]
    raise _unknown(name)


def find_exercise(name: str) -> Exercise:
    """Return what an exercise declares, or a stand-in for one that is not installed."""
    try:
        return get_exercise(name)
    except UnknownExerciseError:
        return stand_in(name)


def _unknown(name: str) -> UnknownExerciseError:
    names = exercise_names()
    if name in plug_ins().broken:
        return UnknownExerciseError(
            f"The exercise {name!r} cannot be loaded: {plug_ins().broken[name]}.",
            "Install its package again, or ask whoever wrote it.",
        )
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.4)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
    return UnknownExerciseError(f"There is no exercise {name!r}.", hint)
