"""Tells the author of an exercise what is missing, before anybody meets it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from formcheck.drawing.body import StartAndEnd
from formcheck.exercises.base import Exercise
from formcheck.exercises.declaration import find_own_gaps
from formcheck.exercises.registry import exercise_names, get_exercise, plug_ins
from formcheck.exercises.rules import Rules

#: What is said aloud is said within two seconds: so many letters.
_LONGEST_CUE = 75


def find_gaps(name: str) -> list[str]:
    """Return what an exercise lacks, or declares wrongly, one sentence each.

    Parameters
    ----------
    name : str
        The API name.

    Returns
    -------
    list of str
        Empty if the exercise can be scored, recognised, done live, planned, taught and
        reviewed.

    Raises
    ------
    UnknownExerciseError
        There is no such exercise, or it cannot be loaded.
    """
    exercise = plug_ins().unfinished.get(name) or get_exercise(name)
    return [
        *find_own_gaps(exercise),
        *_check_cues(exercise),
        *_check_others(exercise),
        *_check_modules(exercise),
    ]


def _check_cues(exercise: Exercise) -> Iterator[str]:
    for spec in exercise.faults:
        if len(spec.cue) > _LONGEST_CUE:
            yield f"words: faults.{spec.id}.cue is too long to be said within two seconds."


def _check_others(exercise: Exercise) -> Iterator[str]:
    """Check what has to do with the other exercises."""
    for _, other in exercise.alike:
        if other not in exercise_names():
            yield f"alike: there is no exercise {other!r}."
    taken = {
        spec.id: other
        for other in exercise_names()
        if other != exercise.name
        for spec in get_exercise(other).faults
    }
    for spec in exercise.faults:
        if spec.id in taken:
            yield f"Fault {spec.id} belongs to {taken[spec.id]} already: take other letters."


def _check_modules(exercise: Exercise) -> Iterator[str]:
    wanted = {"rules": "RULES", "picture": "PICTURE", "evidence": "find_evidence"}
    kinds = {"rules": Rules, "picture": StartAndEnd}
    for module, attribute in wanted.items():
        try:
            found = getattr(import_module(f"{exercise.package}.{module}"), attribute)
        except Exception as error:  # code of other people may raise anything
            yield f"{module}.py: {attribute} cannot be found ({type(error).__name__}: {error})."
            continue
        if module in kinds and not isinstance(found, kinds[module]):
            yield f"{module}.py: {attribute} is no {kinds[module].__name__}."
        elif isinstance(found, Rules) and found.exercise is not exercise:
            yield "rules.py: RULES.exercise is not the EXERCISE of the package."
