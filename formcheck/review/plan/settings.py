"""From a plan to the settings that clips and live sessions are judged by."""

from __future__ import annotations

from typing import Any

from formcheck.exercises.settings import Settings
from formcheck.review.plan.model import Plan, PlannedExercise

#: Where an exercise keeps its target; those that are missing aim for the person's own best.
_TARGETS = {
    "standing_back_extension": ("states", "target_deg"),
    "knee_hug": ("states", "target_deg"),
}
_SEAL_TARGETS = {"forearms": "forearms_target_deg", "straight_arms": "straight_arms_target_deg"}


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
    values = (base or Settings()).model_dump()
    for name, item in plan.enabled.items():
        _merge(values[name], item.thresholds)
        _merge(values[name], _own_settings(name, item, values[name]))
    return Settings.from_mapping(values)


def has_target(exercise: str) -> bool:
    """Whether a target can be set for an exercise."""
    return exercise in _TARGETS or exercise == "seal_stretch"


def _own_settings(name: str, item: PlannedExercise, present: dict[str, Any]) -> dict[str, Any]:
    dose = {"reps": item.reps, "hold_s": item.hold_s}
    if "rest_s" in present["dose"]:
        dose["rest_s"] = item.rest_s
    given = {key: value for key, value in dose.items() if value is not None}
    settings: dict[str, Any] = {"dose": given}
    if item.variant is not None:
        settings["variant"] = item.variant
    if item.target is not None and has_target(name):
        table, key = _TARGETS.get(name) or (
            "states",
            _SEAL_TARGETS[item.variant or "forearms"],
        )
        settings[table] = {key: item.target}
    return settings


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
