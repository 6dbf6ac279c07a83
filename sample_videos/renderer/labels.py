"""Labels of a clip, in the form that ``formcheck evaluate`` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from formcheck.files import write_text

from .exercises.base import LookAlike
from .performer import Performer
from .scene import Scene
from .true_faults import TrueFault
from .truth import Truth
from .verdict import ClipVerdict

NOTE = (
    "Rendered; every value is true by construction. reps run from leaving the start position "
    "to being back; holds_s is the time at the far end at 80 % or more of the range and slower "
    "than 5 degrees/s (knee hug: 8; a tilt: a quarter of its range/s; seal stretch: "
    "hips down); faults are the specification's criteria on the true joints. "
    "close_calls are faults within a quarter of their threshold, near misses, and what "
    "cannot be asked of anybody: out of the picture, seen from more than 30 degrees aside, or "
    "beside the fault that makes a movement another one. A bridge, a push-up and a lift with idle "
    "arms are in lookalike_movements, not in reps."
)


def label_clip(
    scene: Scene, performer: Performer, truth: Truth, verdict: ClipVerdict
) -> dict[str, Any]:
    """Describe what a clip truly shows.

    Returns
    -------
    dict
        One entry of a labels file; paths are relative to the labels file.
    """
    movement = scene.exercise.movement
    look_alike = isinstance(movement, LookAlike)
    whole = [movement for movement in verdict.movements if movement.kind == "whole"]
    holds = [None if m.hold_s is None else round(m.hold_s, 3) for m in whole]
    return {
        "clip": f"{scene.name}.mp4",
        "title": scene.title,
        "exercise": movement.judged_as.name,
        "variant": scene.exercise.variant,
        "role": f"lookalike: {movement.name}" if look_alike else "target",
        "reps": _spans(verdict, "whole"),
        "partial_reps": _spans(verdict, "partial", "cut_off"),
        "borderline_reps": _spans(verdict, "borderline"),
        "lookalike_movements": _spans(verdict, "other"),
        "holds_s": holds,
        "prescribed": {"hold_s": scene.exercise.hold_s, "reps": len(scene.repetition)},
        "faults": [describe_fault(fault) for fault in verdict.faults if fault.certain],
        "close_calls": [describe_fault(fault) for fault in verdict.faults if not fault.certain],
        "angles": f"{scene.name}.truth.npz",
        "view": f"side-{performer.near_side}",
        "near_side": performer.near_side,
        "legs": [repetition.leg for repetition in scene.repetition],
        "person": _person(scene),
        "conditions": list(scene.tags),
        "camera": scene.camera.model_dump(),
        "uncertainty_s": 0.0,
    }


def write_labels(path: Path, entries: list[dict[str, Any]], **about: object) -> None:
    """Write a labels file into the folder of the clips; ``about`` is said at its top."""
    ordered = sorted(entries, key=lambda entry: str(entry["clip"]))
    write_text(path, json.dumps({"note": NOTE, **about, "clips": ordered}, indent=1) + "\n")


def _spans(verdict: ClipVerdict, *kinds: str) -> list[tuple[float, float]]:
    return [
        (round(movement.start_s, 3), round(movement.end_s, 3))
        for movement in verdict.movements
        if movement.kind in kinds
    ]


def describe_fault(fault: TrueFault) -> dict[str, Any]:
    """Return a fault as labels tell it."""
    entry: dict[str, Any] = {
        "id": fault.id,
        "rep": fault.repetition,
        "start_s": round(fault.start_s, 3),
        "end_s": round(fault.end_s, 3),
        "value": round(fault.value, 3),
        "threshold": round(fault.threshold, 3),
    }
    return entry if fault.severity is None else entry | {"severity": fault.severity}


def _person(scene: Scene) -> str:
    person, look = scene.person, scene.look
    sex = "man" if person.male > 0.5 else "woman"
    return (
        f"rendered {sex}, {person.age_years:.0f} years, {person.stature_m:.2f} m, "
        f"{look.skin} skin, {look.hair} hair, {look.shirt} shirt"
    )
