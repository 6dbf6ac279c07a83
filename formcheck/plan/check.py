"""Whether a plan can be followed: its names exist and its numbers fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from formcheck.errors import PlanError, SettingsError
from formcheck.exercises.registry import get_exercise
from formcheck.plan.model import Plan
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


def plan_from_mapping(values: Mapping[str, Any]) -> Plan:
    """Return the plan that nested tables describe, checked.

    Raises
    ------
    PlanError
        A name does not exist, or a value does not fit.
    """
    try:
        plan = Plan.model_validate(values)
    except ValidationError as error:
        raise explain(error) from None
    check_plan(plan)
    return plan


def check_plan(plan: Plan) -> None:
    """Raise `PlanError` if a plan names faults or settings that do not exist."""
    for name, item in plan.exercises.items():
        declared = get_exercise(name)
        known = [spec.id for spec in declared.faults]
        for fault_id in (*item.watch, *item.ignore, *item.cues):
            if fault_id not in known:
                raise PlanError(
                    f"{declared.title} has no fault {fault_id}.", f"It has: {', '.join(known)}."
                )
        if item.side is not None and name != "knee_hug":
            raise PlanError(f"{declared.title} has no sides.", "Leave the side out.")
        if item.variant is not None and name != "seal_stretch":
            raise PlanError(f"{declared.title} has no variants.", "Leave the variant out.")
    try:
        plan_settings(plan)
    except SettingsError as error:
        raise PlanError(error.message, error.hint) from error


def explain(error: ValidationError) -> PlanError:
    """Turn the first complaint into a sentence that names the place."""
    problem = error.errors()[0]
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return PlanError(f"A plan has no setting {place!r}.", "Check its spelling, or remove it.")
    if problem["type"] == "json_invalid":
        return PlanError("This plan cannot be read.", _HINT)
    where = f" at {place!r}" if place else ""
    said = problem["msg"].removeprefix("Value error, ")
    return PlanError(f"The plan cannot be followed{where}: {said}.", _HINT)
