"""Whether a plan can be followed: its names exist and its numbers fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from formcheck.bounds import explain_value, show_value
from formcheck.errors import PlanError, SettingsError
from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.learn.topics import all_topics
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings

_HINT = "Correct it and save again."


def parse_plan(document: str | bytes) -> Plan:
    """Read a plan from JSON.

    Raises
    ------
    PlanError
        It is none.
    """
    try:
        return Plan.model_validate_json(document)
    except ValidationError as error:
        raise explain(error) from None


def plan_from_mapping(values: Mapping[str, Any], known_before: Collection[str] = ()) -> Plan:
    """Return the plan that nested tables describe, checked.

    Parameters
    ----------
    values : mapping
    known_before : collection of str
        See `check_plan`.

    Raises
    ------
    PlanError
        A name does not exist, or a value does not fit.
    """
    try:
        plan = Plan.model_validate(values)
    except ValidationError as error:
        raise explain(error) from None
    check_plan(plan, known_before)
    return plan


def check_plan(plan: Plan, known_before: Collection[str] = ()) -> None:
    """Raise `PlanError` if a plan names exercises, faults or settings that do not exist.

    Parameters
    ----------
    plan : Plan
    known_before : collection of str
        Names that an earlier version holds: they may stay, although they are not installed here.
    """
    for name in plan.not_installed:
        if name not in known_before:
            raise PlanError(
                f"There is no exercise {name!r}.", f"There are: {', '.join(exercise_names())}."
            )
    _check_lessons(plan.lessons)
    for name in plan.exercises.keys() - plan.not_installed.keys():
        _check_item(get_exercise(name), plan.exercises[name])
    try:
        plan_settings(plan)
    except SettingsError as error:
        raise PlanError(error.message, error.hint) from error


def _check_lessons(lessons: list[str]) -> None:
    known = all_topics() if lessons else {}
    for name in lessons:
        if name not in known:
            there = ", ".join(known)
            raise PlanError(f"There is no page {name!r} to read.", f"There are: {there}.")


def _check_item(exercise: Exercise, item: PlannedExercise) -> None:
    known = [spec.id for spec in exercise.faults]
    for fault_id in (*item.watch, *item.ignore, *item.cues):
        if fault_id not in known:
            raise PlanError(
                f"{exercise.title} has no fault {fault_id}.", f"It has: {', '.join(known)}."
            )
    if item.side is not None and not exercise.sided:
        raise PlanError(f"{exercise.title} has no sides.", "Leave the side out.")
    if item.variant is not None and item.variant not in exercise.variants:
        if not exercise.variants:
            raise PlanError(f"{exercise.title} has no variants.", "Leave the variant out.")
        raise PlanError(
            f"{exercise.title} has no variant {item.variant!r}.",
            f"It has: {', '.join(exercise.variants)}.",
        )


def explain(error: ValidationError) -> PlanError:
    """Turn the first complaint into a sentence that names the place."""
    problem = error.errors()[0]
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return PlanError(f"A plan has no setting {place!r}.", "Check its spelling, or remove it.")
    if problem["type"] == "json_invalid":
        return PlanError("This plan cannot be read.", _HINT)
    words = explain_value(problem, Plan)
    if problem["type"] in ("value_error", "missing"):
        if not place:
            return PlanError(f"The plan cannot be followed: {words}.", _HINT)
        return PlanError(f"The plan cannot be followed at {place!r}: {words}.", _HINT)
    value = show_value(problem["input"])
    return PlanError(f"In the plan, {place!r} cannot be {value}: {words}.", _HINT)
