"""Scenes and truths made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from sample_videos.renderer.body import JOINT_NAMES
from sample_videos.renderer.exercises.base import Exercise
from sample_videos.renderer.exercises.registry import MOVEMENTS
from sample_videos.renderer.measure import measure_scene
from sample_videos.renderer.motion import PHASES, Repetition
from sample_videos.renderer.repetition_view import RepetitionView, view_repetitions
from sample_videos.renderer.scene import Scene
from sample_videos.renderer.signals import SIGNAL_NAMES
from sample_videos.renderer.true_faults import TrueFault, find_true_faults
from sample_videos.renderer.truth import Truth

RATE = 20
# Rest, out, hold, return, rest; a second each but for the hold of two.
SECONDS = {"rest": 1, "out": 1, "hold": 2, "return": 1, "": 1}
PLAN = Repetition(out_s=1, hold_s=2, return_s=1, rest_s=1)
STANDING_CAMERA = {"distance_m": 2.9, "height_m": 1.05, "aim_height_m": 0.87}


def make_truth(times: int = 1, **held: float | list[float]) -> Truth:
    """Make the truth of one repetition after the other.

    All signals are 0 but those named, which rise to their value (one for all
    repetitions, or one each) and fall again.
    """
    named = [name or "rest" for name, seconds in SECONDS.items() for _ in range(seconds * RATE)]
    once = np.array([PHASES.index(name) for name in named], np.int8)
    phase = np.tile(once, times)
    time_s = np.arange(len(phase)) / RATE
    since_s = np.tile(np.arange(len(once)) / RATE, times)
    share = np.clip(np.minimum((since_s - 1) / 0.98, (5 - since_s) / 0.98), 0, 1)
    number = np.repeat(np.arange(1, times + 1), len(once))
    signals = {name: np.zeros(len(phase)) for name in (*SIGNAL_NAMES, "knee_to_chest_deg")}
    signals |= {"wrist_hip_torso": np.full(len(phase), 0.2), "hip_deg": 0.8 * 15 * share}
    for name, value in held.items():
        values = value if isinstance(value, list) else [value] * times
        signals[name] = np.array(values)[number - 1] * share
    return Truth(
        time_s=time_s,
        phase=phase,
        repetition=np.where(phase > 1, number, 0).astype(np.int16),
        amount=share,
        joints_m=np.zeros((len(phase), len(JOINT_NAMES), 3)),
        joints_px=np.zeros((len(phase), len(JOINT_NAMES), 2)),
        segments_deg=np.zeros((len(phase), 4)),
        signals=signals,
        picture_signals=signals,
        near_side="right",
        facing="right",
        rest=slice(0, RATE),
    )


def view(
    exercise: Exercise,
    truth: Truth,
    *plans: Repetition,
    prescribed_hold_s: float = 2.0,
    variant: str = "",
) -> list[RepetitionView]:
    """View every repetition of a truth."""
    told = plans or [PLAN] * int(truth.repetition.max())
    return view_repetitions(truth, told, exercise.hold_rule, variant, prescribed_hold_s)


def find_faults(
    exercise: Exercise, truth: Truth, *plans: Repetition, **more: Any
) -> list[TrueFault]:
    """Apply the criteria of an exercise to a truth."""
    return find_true_faults(view(exercise, truth, *plans, **more), exercise)


def make_scene(
    movement: str,
    *changes: dict[str, Any],
    constant: Any = None,
    variant: str = "",
    **more: Any,
) -> Scene:
    """Make a scene of repetitions held a little longer than told, each with its changes."""
    known = MOVEMENTS[movement]
    in_sets = known.judged_as.in_sets
    told_s = in_sets.prescribed_hold_s
    ordinary: dict[str, Any] = {"out_s": 2.0, "hold_s": told_s + 0.3, "return_s": 2.2}
    ordinary |= {"rest_s": 1.2} | ({"leg": "right"} if in_sets.legs else {})
    values = {
        "name": "test",
        "frames_per_second": 10,
        "camera": STANDING_CAMERA if known.stance == "standing" else {},
        "person": {"male": 0.0, "stature_m": 1.68},
        "exercise": {
            "name": movement,
            "variant": variant,
            "prescribed_hold_s": told_s,
            "constant": dict(constant or {}),
        },
        "repetition": [Repetition(**(ordinary | dict(change))) for change in changes or [{}]],
    }
    return Scene(**(values | more))


def measure(movement: str, *changes: dict[str, Any], **more: Any) -> tuple[dict[str, Any], Truth]:
    """Label and truth of a scene made by `make_scene`."""
    return measure_scene(make_scene(movement, *changes, **more))
