"""The parts of an exercise that are loaded when they are asked for: rules, evidence, pictures."""

from __future__ import annotations

from importlib import import_module

from formcheck.drawing.body import Picture
from formcheck.exercises.base import Exercise
from formcheck.exercises.evidence import FindEvidence
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.rules import Rules


def get_rules(name: str) -> Rules:
    """Return the rules of an exercise: the ``RULES`` of its module; errors as `get_exercise`."""
    rules: Rules = import_module(f"{get_exercise(name).package}.rules").RULES
    return rules


def get_evidence(name: str) -> FindEvidence:
    """Return what tells how far a shot speaks for an exercise; errors as `get_exercise`."""
    find: FindEvidence = import_module(f"{get_exercise(name).package}.evidence").find_evidence
    return find


def get_pictures(exercise: Exercise) -> tuple[Picture, Picture]:
    """Return the start and the end of an exercise as drawn, with their words."""
    drawn = import_module(f"{exercise.package}.picture").PICTURE
    text = exercise.words.text
    return (
        Picture(drawn.start, text("pictures.start.caption"), text("pictures.start.words")),
        Picture(drawn.end, text("pictures.end.caption"), text("pictures.end.words"), drawn.arrows),
    )
