"""The exercises by name: the built-in five, then those of other packages that are installed.

Another package offers an exercise by an entry point of the group ``formcheck.exercises``. What an
exercise declares is light; the rest of its package is loaded by `formcheck.exercises.loading`.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.base import Exercise
from formcheck.exercises.declaration import find_own_gaps
from formcheck.exercises.not_installed import stand_in

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
        Entry points whose exercise cannot be offered, and why in one line; unfinished ones by
        the names of their exercises.
    unfinished : mapping of str to Exercise
        Those of the broken ones that could be loaded, but lack something.
    """

    exercises: Mapping[str, Exercise]
    broken: Mapping[str, str]
    unfinished: Mapping[str, Exercise] = field(default_factory=dict)

    def remedy(self, name: str) -> str:
        """Return what to do about a broken one."""
        if name in self.unfinished:
            return f"All that it lacks is listed by: formcheck exercises --check {name}"
        return "Install its package again, or ask whoever wrote it."


def load_plug_ins(points: Iterable[EntryPoint]) -> PlugIns:
    """Load exercises of other packages; one that cannot be offered harms no other.

    Parameters
    ----------
    points : iterable of EntryPoint
        Each names a module with an ``EXERCISE``.
    """
    found: dict[str, Exercise] = {}
    broken: dict[str, str] = {}
    unfinished: dict[str, Exercise] = {}
    for point in sorted(points, key=lambda point: point.name):
        try:
            exercise = point.load().EXERCISE
            wrong = _find_wrong(exercise, found)
            gaps = [] if wrong else find_own_gaps(exercise)
        except Exception as error:  # code of other people may raise anything
            broken[point.name] = in_one_line(error)
            continue
        if wrong:
            broken[point.name] = wrong
        elif gaps:
            broken[exercise.name] = gaps[0].removesuffix(".")
            unfinished[exercise.name] = exercise
        else:
            found[exercise.name] = exercise
    return PlugIns(found, broken, unfinished)


def _find_wrong(exercise: object, found: Collection[str]) -> str:
    """Return why something is no further exercise; empty if it is one."""
    if not isinstance(exercise, Exercise):
        return "its EXERCISE is no formcheck.exercises.base.Exercise"
    if exercise.name in BUILT_IN or exercise.name in found:
        return f"there is another exercise called {exercise.name}"
    return ""


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


def in_one_line(error: Exception) -> str:
    """Return what went wrong in code of other people, in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _unknown(name: str) -> UnknownExerciseError:
    names = exercise_names()
    if name in plug_ins().broken:
        reason = plug_ins().broken[name]
        return UnknownExerciseError(
            f"The exercise {name!r} cannot be offered: {reason}."
            if name in plug_ins().unfinished
            else f"The exercise {name!r} cannot be loaded: {reason}.",
            plug_ins().remedy(name),
        )
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.4)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}."
    return UnknownExerciseError(f"There is no exercise {name!r}.", hint)
