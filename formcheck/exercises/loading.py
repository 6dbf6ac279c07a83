"""The parts of an exercise that are loaded when they are asked for: rules, pictures, evidence."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from formcheck.drawing.body import Picture
from formcheck.errors import UnknownExerciseError
from formcheck.exercises.base import Exercise
from formcheck.exercises.evidence import FindEvidence
from formcheck.exercises.registry import BUILT_IN, get_exercise, in_one_line
from formcheck.exercises.rules import Rules


def get_rules(name: str) -> Rules:
    """Return the rules of an exercise: the ``RULES`` of its module; errors as `get_exercise`."""
    rules: Rules = _part(get_exercise(name), "rules", "RULES")
    return rules


def get_pictures(exercise: Exercise) -> tuple[Picture, Picture]:
    """Return the start and the end of an exercise as drawn, with their words.

    Raises
    ------
    UnknownExerciseError
        Its package holds no pictures that can be loaded.
    """
    drawn = _part(exercise, "picture", "PICTURE")
    text = exercise.words.text
    return (
        Picture(drawn.start, text("pictures.start.caption"), text("pictures.start.words")),
        Picture(drawn.end, text("pictures.end.caption"), text("pictures.end.words"), drawn.arrows),
    )


def get_evidence(name: str) -> FindEvidence:
    """Return what tells how far a shot speaks for an exercise; errors as `get_exercise`."""
    find: FindEvidence = _part(get_exercise(name), "evidence", "find_evidence")
    return find


def _part(exercise: Exercise, module: str, attribute: str) -> Any:
    """Return what a module of an exercise holds; one line names the package that lacks it."""
    try:
        return getattr(import_module(f"{exercise.package}.{module}"), attribute)
    except Exception as error:
        if exercise.name in BUILT_IN:
            raise
        raise UnknownExerciseError(
            f"The exercise {exercise.name!r} cannot be used: {module}.py of its package "
            f"{exercise.package} cannot be loaded ({in_one_line(error)}).",
            f"Uninstall the package, or see: formcheck exercises --check {exercise.name}",
        ) from error
