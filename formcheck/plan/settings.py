"""From a plan to the settings that clips and live sessions are judged by."""

from __future__ import annotations

from typing import Any

from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.plan.model import Plan, PlannedExercise


def plan_settings(plan: Plan, base: Settings | None = None) -> Settings:
    """Return settings in which a plan's doses, targets, variants and thresholds are in force.

    Parameters
    ----------
    plan : Plan
    base : Settings, optional
        What holds for everything the plan does not say; the defaults without it.

    Raises
    ------
    SettingsError
        A threshold that does not exist, or a value it cannot have.
    """
    values = (base or default_settings()).model_dump()
    for name, item in plan.enabled.items():
        _merge(values[name], item.thresholds)
        _merge(values[name], _own_settings(name, item, values[name]))
    return Settings.from_mapping(values)


def _own_settings(name: str, item: PlannedExercise, present: dict[str, Any]) -> dict[str, Any]:
    dose = {"reps": item.reps, "hold_s": item.hold_s}
    if "rest_s" in present["dose"]:
        dose["rest_s"] = item.rest_s
    given = {key: value for key, value in dose.items() if value is not None}
    settings: dict[str, Any] = {"dose": given}
    if item.variant is not None:
        settings["variant"] = item.variant
    if item.target is not None:
        # Without a variant of the plan's own it is that of the settings beneath.
        target = get_exercise(name).target(item.variant or present.get("variant"))
        settings["states"] = {target.key: item.target / target.factor}
    return settings


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
