"""The texts of a fault that a therapist names."""

from __future__ import annotations

from typing import Any

from formcheck.errors import ReviewError
from formcheck.exercises.registry import find_exercise


def describe_fault(exercise: str, fault_id: str) -> dict[str, Any]:
    """Return id, name, severity, unit and cue of a fault.

    Raises
    ------
    ReviewError
        The exercise has no such fault.
    UnknownExerciseError
        There is no such exercise.
    """
    declared = find_exercise(exercise)
    try:
        spec = declared.fault(fault_id)
    except KeyError:
        known = ", ".join(item.id for item in declared.faults)
        raise ReviewError(
            f"{declared.title} has no fault {fault_id}.", f"It has: {known}."
        ) from None
    return {
        "id": spec.id,
        "name": spec.name,
        "severity": spec.severity,
        "unit": spec.unit,
        "cue": spec.cue,
    }
