"""Labels of a clip, in the form that ``formcheck evaluate`` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.files import write_text

from .performer import Performer
from .poses.look_alikes import LOOKS_LIKE
from .scene import Scene
from .true_faults import TrueFault, Values
from .truth import Truth

_HOLD_SPEED_DEG_S = 5.0
_HOLD_SHARE = 0.80
_TILT_HOLD_SPEED = 0.25
MAIN_SIGNALS = {
    "standing_back_extension": "lean_deg",
    "seal_stretch": "trunk_inclination_deg",
    "prone_press_up": "trunk_inclination_deg",
    "pelvic_tilt": "shoulder_hip_knee_deg",
    "knee_hug": "knee_to_chest_deg",
}
NOTE = (
    "Rendered; every value is true by construction. reps run from leaving the start position "
    "to being back; holds_s is the time at the far end at 80 % or more of the range and slower "
    "than 5 degrees/s (a tilt: a quarter of its range/s); faults are the specification's "
    "criteria on the true joints, close_calls those within a quarter of their threshold."
)


def label_clip(
    scene: Scene, performer: Performer, truth: Truth, faults: list[TrueFault]
) -> dict[str, Any]:
    """Describe what a clip truly shows.

    Returns
    -------
    dict
        One entry of a labels file; paths are relative to the labels file.
    """
    look_alike = scene.exercise.name in LOOKS_LIKE
    exercise = LOOKS_LIKE.get(scene.exercise.name, scene.exercise.name)
    spans: dict[str, list[tuple[float, float]]] = {"whole": [], "partial": [], "other": []}
    holds: list[float] = []
    for number in range(len(scene.repetition)):
        span = _span(performer, truth, number)
        if span is None:
            continue
        kind = "other" if look_alike else _kind(scene, truth, number + 1, faults)
        if span[1] < performer.timeline.interval(number)[1] - 0.01 and kind == "whole":
            kind = "partial"
        spans[kind].append(span)
        if kind == "whole":
            holds.append(round(_hold(scene, truth, number + 1), 3))
    return {
        "clip": f"{scene.name}.mp4",
        "title": scene.title,
        "exercise": exercise,
        "variant": scene.exercise.variant,
        "role": f"lookalike: {scene.exercise.name}" if look_alike else "target",
        "reps": spans["whole"],
        "partial_reps": spans["partial"],
        "lookalike_movements": spans["other"],
        "holds_s": holds,
        "prescribed": {"hold_s": scene.exercise.hold_s, "reps": len(scene.repetition)},
        "faults": [_fault(fault) for fault in faults if not fault.close_call],
        "close_calls": [_fault(fault) for fault in faults if fault.close_call],
        "angles": f"{scene.name}.truth.npz",
        "view": f"side-{performer.near_side}",
        "near_side": performer.near_side,
        "legs": [repetition.leg for repetition in scene.repetition],
        "person": _person(scene),
        "conditions": list(scene.tags),
        "camera": scene.camera.model_dump(),
        "uncertainty_s": 0.0,
    }


def write_labels(path: Path, entries: list[dict[str, Any]]) -> None:
    """Write a labels file; ``path`` lies in the folder of the clips."""
    ordered = sorted(entries, key=lambda entry: str(entry["clip"]))
    write_text(path, json.dumps({"note": NOTE, "clips": ordered}, indent=1) + "\n")


def _span(performer: Performer, truth: Truth, number: int) -> tuple[float, float] | None:
    start, end = performer.timeline.interval(number)
    last = float(truth.time_s[-1])
    if start >= last - 0.2:
        return None
    return round(start, 3), round(min(end, last), 3)


def _kind(scene: Scene, truth: Truth, number: int, faults: list[TrueFault]) -> str:
    """Whether a repetition counts in full by the specification's thresholds."""
    if any(fault.id == "PPU-2" and fault.repetition == number for fault in faults):
        return "other"
    inside = truth.repetition == number
    if not inside.any():
        return "partial"
    plan, name = scene.repetition[number - 1], scene.exercise.name
    if name == "pelvic_tilt":
        opened = float(np.max(truth.change("shoulder_hip_knee_deg")[inside]))
        if opened > 30.0 or plan.depth <= 0.05:
            return "other"
        return "whole" if plan.depth >= 0.6 else "partial"
    peak = float(np.max(_main_signal(scene, truth, number)[inside]))
    least = {
        "standing_back_extension": 8.0,
        "seal_stretch": 30.0 if scene.exercise.variant else 18.0,
        "prone_press_up": 20.0,
        "knee_hug": 95.0,
    }[name]
    enough = peak >= least
    if name == "prone_press_up":
        enough &= float(np.max(truth.change("elbow_deg")[inside])) >= 25.0
    return "whole" if enough else "partial"


def _main_signal(scene: Scene, truth: Truth, number: int) -> Values:
    name = scene.exercise.name
    if name == "pelvic_tilt":
        # The angle at the hip also changes when the head lifts; the tilt itself does not.
        return truth.amount
    if name == "knee_hug":
        leg = scene.repetition[number - 1].leg
        sides = ["left", "right"] if leg == "both" else [leg]
        both = [truth.signals[f"{s}_knee_to_chest_deg"] for s in sides]
        return np.asarray(np.mean(both, axis=0))
    if name == "seal_stretch":
        return truth.signals["trunk_inclination_deg"]
    return truth.change(MAIN_SIGNALS[name])


def _hold(scene: Scene, truth: Truth, number: int) -> float:
    values = _main_signal(scene, truth, number)
    inside = truth.repetition == number
    base = float(np.median(values[truth.rest]))
    peak = float(np.max(values[inside]))
    slow = _HOLD_SPEED_DEG_S
    if scene.exercise.name == "pelvic_tilt":
        # So small a movement is always slower than that: its speed counts in ranges a second.
        slow = _TILT_HOLD_SPEED * (peak - base)
    speed = np.abs(np.gradient(values, truth.time_s))
    held = inside & (values - base >= _HOLD_SHARE * (peak - base)) & (speed < slow)
    return float(np.sum(np.gradient(truth.time_s)[held]))


def _fault(fault: TrueFault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "rep": fault.repetition,
        "start_s": round(fault.start_s, 3),
        "end_s": round(fault.end_s, 3),
        "value": round(fault.value, 3),
        "threshold": round(fault.threshold, 3),
    }


def _person(scene: Scene) -> str:
    person, look = scene.person, scene.look
    sex = "man" if person.male > 0.5 else "woman"
    return (
        f"rendered {sex}, {person.age_years:.0f} years, {person.stature_m:.2f} m, "
        f"{look.skin} skin, {look.hair} hair, {look.shirt} shirt"
    )
