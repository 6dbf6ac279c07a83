"""A person lying prone whose trunk rises, as landmarks with known angles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from formcheck.exercises.base import JudgedAngle
from formcheck.judge.scored import Phase, ScoredClip, Timeline
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import landmark_of
from formcheck.words import Words
from tests.support.scored import make_scored

SIZE_PX = (640, 480)
HIP_PX = (300.0, 300.0)
TORSO_PX = 120.0

SIGNAL = "trunk_inclination_deg"
INCLINATION = JudgedAngle(
    "inclination", ("hip", "shoulder"), SIGNAL, words=Words({"angle": "trunk"})
)
LEAN = JudgedAngle("lean", ("hip", "shoulder"), SIGNAL, words=Words({"angle": "lean"}))
HIP = JudgedAngle("joint", ("shoulder", "hip", "knee"), SIGNAL, words=Words({"angle": "hip"}))


def make_measurements(
    inclinations_deg: Sequence[float], values_deg: Sequence[float] | None = None
) -> Measurements:
    """Return a body with the head to the right; NaN makes a frame not seen.

    Both sides' landmarks lie at the same place. ``values_deg`` is what was
    measured, by default the inclination itself.
    """
    angle = np.radians(np.asarray(inclinations_deg, float))
    frames = len(angle)
    hip = np.tile(HIP_PX, (frames, 1))
    up = np.stack([np.cos(angle), -np.sin(angle)], axis=1)
    shoulder = hip + TORSO_PX * up
    joints = {
        "hip": hip,
        "shoulder": shoulder,
        "ear": shoulder + 40 * up,
        "elbow": shoulder + np.array([0.0, 30.0]),
        "wrist": shoulder + np.array([20.0, 40.0]),
        "knee": hip - np.array([100.0, 0.0]),
        "ankle": hip - np.array([190.0, 0.0]),
        "heel": hip - np.array([200.0, 10.0]),
        "foot_index": hip - np.array([210.0, -10.0]),
    }
    xy_px = np.repeat(joints["ear"][:, None], 33, axis=1)
    for joint, position in joints.items():
        for side in ("left", "right"):
            xy_px[:, landmark_of(joint, side)] = position
    xy_px[np.isnan(angle)] = np.nan
    values = inclinations_deg if values_deg is None else values_deg
    return Measurements(
        time_s=np.arange(frames) / 10,
        near_side="right",
        head_direction=1,
        torso_px=TORSO_PX,
        xy_px=xy_px,
        yaw_deg=np.zeros(frames),
        seen=np.isfinite(angle),
        posture=("prone",) * frames,
        signals={"trunk_inclination_deg": np.asarray(values, float)},
    )


def make_moving_clip(
    inclinations_deg: Sequence[float],
    phases: Sequence[Phase],
    *,
    fps: float = 10.0,
    size_px: tuple[int, int] = SIZE_PX,
) -> ScoredClip:
    """Return a scored clip of this body, without repetitions and faults."""
    frames = len(phases)
    scored = make_scored(fps=fps, duration_s=frames / fps)
    time_s = scored.track.time_s
    measurements = replace(make_measurements(inclinations_deg), time_s=time_s)
    track = replace(
        scored.track,
        xy_px=measurements.xy_px,
        width_px=size_px[0],
        height_px=size_px[1],
    )
    timeline = Timeline(
        time_s=time_s,
        signal=measurements.signals["trunk_inclination_deg"],
        phase=tuple(phases),
        reps_counted=np.zeros(frames, np.int64),
        hold_s=np.zeros(frames),
    )
    clip = scored.result.clip.model_copy(update={"duration_s": frames / fps})
    view = scored.result.view.model_copy(update={"ok": True, "problems": []})
    result = scored.result.model_copy(update={"reps": [], "faults": [], "clip": clip, "view": view})
    return replace(scored, track=track, measurements=measurements, timeline=timeline, result=result)
