"""What doses and targets are aimed for, and which of them no source calls usual."""

from __future__ import annotations

from typing import Any, cast

from formcheck.exercises.base import Exercise, Target
from formcheck.exercises.registry import find_exercise
from formcheck.exercises.settings import Settings
from formcheck.plan.model import PlannedExercise
from formcheck.words import format_number, read_words

_WORDS = read_words(__package__)


def find_target(exercise: str, settings: Settings) -> float | None:
    """Return what is aimed for, in the target's unit; None for the person's own best.

    None, too, for an exercise that is not installed.
    """
    declared = find_exercise(exercise)
    if not declared.installed:
        return None
    own: Any = settings.own(exercise)
    target = declared.target(getattr(own, "variant", None))
    value = cast("float | None", getattr(own.states, target.key))
    return None if value is None else value * target.factor


def is_target_setting(exercise: Exercise, place: tuple[str, ...]) -> bool:
    """Whether a setting is a target, which a plan has a field of its own for."""
    keys = {target.key for target in exercise.targets}
    return len(place) == 2 and place[0] == "states" and place[1] in keys


def dose_cautions(exercise: Exercise, planned: PlannedExercise) -> list[str]:
    """Return a sentence for each part of a dose, and a target, that no source supports."""
    limits = exercise.dose_limits
    sentences = []
    if planned.reps is not None and not limits.reps[0] <= planned.reps <= limits.reps[1]:
        low, high = limits.reps
        sentences.append(_WORDS.text("dose.reps", number=planned.reps, low=low, high=high))
    if planned.hold_s is not None and not limits.hold_s[0] <= planned.hold_s <= limits.hold_s[1]:
        seconds, least, most = map(_shortest, (planned.hold_s, *limits.hold_s))
        sentences.append(_WORDS.text("dose.hold", seconds=seconds, low=least, high=most))
    if caution := _target_caution(exercise.target(planned.variant), planned.target):
        sentences.append(caution)
    return sentences


def _target_caution(target: Target, aimed_for: float | None) -> str | None:
    low, high = target.usual
    if aimed_for is None or low <= aimed_for <= high:
        return None
    key = "dose.target_deg" if target.unit == "deg" else "dose.target_percent"
    number, least, most = map(_shortest, (aimed_for, low, high))
    return _WORDS.text(key, number=number, low=least, high=most)


def _shortest(value: float) -> str:
    """Return a number with as many decimals as it has."""
    return format_number(value, len(f"{value:g}".partition(".")[2]))
