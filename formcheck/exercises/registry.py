"""The exercises by name: the built-in five, then those of other packages that are installed.

Another package offers an exercise by an entry point of the group ``formcheck.exercises``. What an
exercise declares is light; its rules and pictures are loaded when they are asked for.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.base import Exercise, stand_in

if TYPE_CHECKING:
    from formcheck.drawing.body import Picture
    from formcheck.exercises.evidence import FindEvidence
    from formcheck.exercises.rules import Rules

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


def get_rules(name: str) -> Rules:
    """Return the rules of an exercise: the ``RULES`` of its module; errors as `get_exercise`."""
    rules: Rules = import_module(f"{get_exercise(name).package}.rules").RULES
    return rules


def get_pictures(exercise: Exercise) -> tuple[Picture, Picture]:
    """Return the start and the end of an exercise as drawn, with their words."""
    from formcheck.drawing.body import Picture  # noqa: PLC0415  names need no bodies

    drawn = import_module(f"{exercise.package}.picture").PICTURE
    text = exercise.words.text
    return (
        Picture(drawn.start, text("pictures.start.caption"), text("pictures.start.words")),
        Picture(drawn.end, text("pictures.end.caption"), text("pictures.end.words"), drawn.arrows),
    )


def get_evidence(name: str) -> FindEvidence:
    """Return what tells how far a shot speaks for an exercise; errors as `get_exercise`."""
    find: FindEvidence = import_module(f"{get_exercise(name).package}.evidence").find_evidence
    return find


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
