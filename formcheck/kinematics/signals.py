"""The named signals of the clinical specification (§1.2), from landmark positions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.body import BodyFrame, joint_px
from formcheck.kinematics.geometry import (
    compute_distance,
    compute_inclination_deg,
    compute_joint_angle_deg,
    compute_turn_deg,
    compute_ventral_angle_deg,
)
from formcheck.kinematics.legs import LEG_SIGNALS, compute_leg_signals
from formcheck.pose.landmarks import Landmark

FloatArray = NDArray[np.float64]

#: Every signal, with what it means. Angles in degrees, lengths in torso lengths,
#: heights upwards from the bottom of the picture, along-floor positions towards the head.
SIGNALS: Mapping[str, str] = {
    "trunk_inclination_deg": "slope of hip to shoulder against the floor, + shoulder higher",
    "thigh_inclination_deg": "slope of knee to hip against the floor, + hip higher",
    "lean_deg": "hip to shoulder from the vertical, + backwards",
    "leg_lean_deg": "ankle to hip from the vertical, + backwards",
    "shoulder_hip_knee_deg": "plain angle at the hip, 180 straight",
    "hip_deg": "angle at the hip through the front, above 180 extended",
    "knee_deg": "angle at the knee, 180 straight",
    "elbow_deg": "angle at the elbow, 180 straight",
    "neck_deg": "hip-shoulder line to shoulder-ear line, + head tipped back",
    "hip_height_torso": "height of the hip",
    "shoulder_height_torso": "height of the shoulder",
    "ear_height_torso": "height of the ear",
    "wrist_height_torso": "height of the wrist",
    "ankle_height_torso": "height of the ankle",
    "elbow_height_torso": "height of the elbow",
    "hip_slide_torso": "hip along the line from ankle to shoulder, + towards the head",
    "knee_across_torso": "knee along the floor, + towards the right of the picture",
    "knee_height_torso": "height of the knee",
    "foot_across_torso": "ankle along the floor, + towards the right of the picture",
    "wrist_ahead_torso": "wrist along the floor from the shoulder, + towards the head",
    "wrist_across_torso": "wrist along the floor, + towards the right of the picture",
    "wrist_hip_torso": "distance from wrist to hip",
    "elbow_ahead_torso": "elbow along the floor from the shoulder, + towards the head",
    "elbow_above_wrist_torso": "height of the elbow above the wrist",
    "ear_shoulder_torso": "distance from ear to shoulder",
    "nose_above_ear_torso": "height of the nose above the ear",
    **LEG_SIGNALS,
}


def compute_signals(xy_px: FloatArray, body: BodyFrame) -> dict[str, FloatArray]:
    """Return every signal of `SIGNALS`: of the near side, and of both legs.

    Parameters
    ----------
    xy_px : (F, 33, 2) float
        Smoothed positions, pixels; NaN where not seen.
    body : BodyFrame
        Near side, facing and trunk length of the shot.

    Returns
    -------
    dict of str to (F,) float
        NaN wherever a landmark that the signal needs was not seen.
    """
    at = {
        joint: joint_px(xy_px, joint, body.near_side)
        for joint in ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    }
    at["nose"] = xy_px[:, Landmark.NOSE]
    signals = _angles(at, body.front_sign)
    signals.update(_lengths(at, body))
    signals.update(compute_leg_signals(xy_px, body.torso_px))
    return signals


def _angles(at: Mapping[str, FloatArray], front_sign: int) -> dict[str, FloatArray]:
    trunk = at["shoulder"] - at["hip"]
    return {
        "trunk_inclination_deg": compute_inclination_deg(at["hip"], at["shoulder"]),
        "thigh_inclination_deg": compute_inclination_deg(at["knee"], at["hip"]),
        "lean_deg": _lean_deg(at["hip"], at["shoulder"], front_sign),
        "leg_lean_deg": _lean_deg(at["ankle"], at["hip"], front_sign),
        "shoulder_hip_knee_deg": compute_joint_angle_deg(at["shoulder"], at["hip"], at["knee"]),
        "hip_deg": compute_ventral_angle_deg(at["shoulder"], at["hip"], at["knee"], front_sign),
        "knee_deg": compute_joint_angle_deg(at["hip"], at["knee"], at["ankle"]),
        "elbow_deg": compute_joint_angle_deg(at["shoulder"], at["elbow"], at["wrist"]),
        "neck_deg": front_sign * compute_turn_deg(trunk, at["ear"] - at["shoulder"]),
    }


def _lean_deg(lower_px: FloatArray, upper_px: FloatArray, front_sign: int) -> FloatArray:
    """Return the tilt from the vertical, + away from the front."""
    forward = front_sign * (upper_px[:, 0] - lower_px[:, 0])
    return np.asarray(np.degrees(np.arctan2(-forward, lower_px[:, 1] - upper_px[:, 1])))


def _lengths(at: Mapping[str, FloatArray], body: BodyFrame) -> dict[str, FloatArray]:
    torso_px = body.torso_px
    heights = {
        f"{joint}_height_torso": -at[joint][:, 1] / torso_px
        for joint in ("hip", "shoulder", "ear", "elbow", "wrist", "ankle", "knee")
    }
    headward = _headward_sign(at)
    return heights | {
        "hip_slide_torso": _slide(at) / torso_px,
        "knee_across_torso": at["knee"][:, 0] / torso_px,
        "foot_across_torso": at["ankle"][:, 0] / torso_px,
        "wrist_ahead_torso": headward * (at["wrist"][:, 0] - at["shoulder"][:, 0]) / torso_px,
        "wrist_across_torso": at["wrist"][:, 0] / torso_px,
        "wrist_hip_torso": compute_distance(at["wrist"], at["hip"]) / torso_px,
        "elbow_ahead_torso": headward * (at["elbow"][:, 0] - at["shoulder"][:, 0]) / torso_px,
        "elbow_above_wrist_torso": (at["wrist"][:, 1] - at["elbow"][:, 1]) / torso_px,
        "ear_shoulder_torso": compute_distance(at["ear"], at["shoulder"]) / torso_px,
        "nose_above_ear_torso": (at["ear"][:, 1] - at["nose"][:, 1]) / torso_px,
    }


def _headward_sign(at: Mapping[str, FloatArray]) -> float:
    offset = at["shoulder"][:, 0] - at["hip"][:, 0]
    seen = offset[np.isfinite(offset)]
    return 1.0 if seen.size == 0 or np.median(seen) >= 0 else -1.0


def _slide(at: Mapping[str, FloatArray]) -> FloatArray:
    """Return the hip's position along the body's mean axis, pixels, + towards the head.

    The axis runs from knee to shoulder, both fixed in a pelvic tilt; the ankle
    is often out of the picture.
    """
    axis = at["shoulder"] - at["knee"]
    seen = axis[np.isfinite(axis).all(axis=1)]
    if seen.size == 0:
        return np.full(len(axis), np.nan)
    direction = np.median(seen, axis=0)
    direction = direction / max(float(np.hypot(*direction)), 1e-9)
    return np.asarray(at["hip"] @ direction)
