"""The signals of the clinical specification, computed from true joint positions.

One function serves both truths: places in the plane through the body (metres,
what the person really does) and places in the picture (pixels, what a perfect
pose estimator would see).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from .body import JOINT_NAMES

Track = npt.NDArray[np.float64]
SIGNAL_NAMES = (
    "trunk_inclination_deg",
    "lean_deg",
    "shoulder_hip_knee_deg",
    "hip_deg",
    "left_knee_to_chest_deg",
    "right_knee_to_chest_deg",
    "knee_deg",
    "elbow_deg",
    "thigh_inclination_deg",
    "leg_lean_deg",
    "neck_deg",
    "hip_rise_torso",
    "hip_slide_torso",
    "shoulder_rise_torso",
    "ear_rise_torso",
    "ankle_rise_torso",
    "other_ankle_rise_torso",
    "knee_shift_torso",
    "foot_shift_torso",
    "ear_shoulder_torso",
    "elbow_ahead_torso",
    "elbow_above_wrist_torso",
    "wrist_ahead_torso",
    "wrist_hip_torso",
    "wrist_knee_torso",
    "left_wrist_knee_torso",
    "right_wrist_knee_torso",
    "nose_above_ear_torso",
)


def compute_signals(places: Track, near: str, rest: slice) -> dict[str, Track]:
    """Compute every signal.

    Parameters
    ----------
    places : ndarray of float, shape (frames, joints, 2)
        x ahead (the way the toes or, on the front, the head point) and y up,
        in metres or pixels; joints as in ``JOINT_NAMES``.
    near : {"left", "right"}
        The side that the camera sees.
    rest : slice
        Frames in the start position, the baseline of all changes.

    Returns
    -------
    dict of str to ndarray of float, shape (frames,)
        One entry for each of ``SIGNAL_NAMES``. Angles in degrees; lengths in
        torso lengths of the start position.
    """
    body = _named(places, near)
    far = _named(places, "left" if near == "right" else "right")
    torso = float(np.median(np.linalg.norm(body["shoulder"] - body["hip"], axis=1)[rest]))
    trunk = body["shoulder"] - body["hip"]
    found = {
        "trunk_inclination_deg": np.degrees(np.arctan2(trunk[:, 1], np.abs(trunk[:, 0]))),
        "lean_deg": _tip(trunk),
        "shoulder_hip_knee_deg": _angle(body["shoulder"], body["hip"], body["knee"]),
        "hip_deg": _angle_through_front(body["shoulder"], body["hip"], body["knee"]),
        "knee_deg": _angle(body["hip"], body["knee"], body["ankle"]),
        "elbow_deg": _angle(body["shoulder"], body["elbow"], body["wrist"]),
        "thigh_inclination_deg": _slope(body["hip"] - body["knee"]),
        "leg_lean_deg": _tip(body["hip"] - body["ankle"]),
        "neck_deg": _neck(body),
        "hip_slide_torso": _slide(body, rest) / torso,
        "ear_shoulder_torso": np.linalg.norm(body["ear"] - body["shoulder"], axis=1) / torso,
        "elbow_ahead_torso": (body["elbow"] - body["shoulder"])[:, 0] / torso,
        "elbow_above_wrist_torso": (body["elbow"] - body["wrist"])[:, 1] / torso,
        "wrist_ahead_torso": (body["wrist"] - body["shoulder"])[:, 0] / torso,
        "wrist_hip_torso": np.linalg.norm(body["wrist"] - body["hip"], axis=1) / torso,
        "wrist_knee_torso": np.linalg.norm(body["wrist"] - body["knee"], axis=1) / torso,
        "knee_shift_torso": _shift(body["knee"], rest) / torso,
        "foot_shift_torso": _shift(body["foot_index"], rest) / torso,
        "other_ankle_rise_torso": _change(far["ankle"][:, 1], rest) / torso,
    }
    nose = places[:, JOINT_NAMES.index("nose")]
    found["nose_above_ear_torso"] = (nose - body["ear"])[:, 1] / torso
    for side in ("left", "right"):
        own = body if side == near else far
        grip = np.linalg.norm(own["wrist"] - own["knee"], axis=1)
        found[f"{side}_wrist_knee_torso"] = grip / torso
        closed = 180.0 - _angle(own["shoulder"], own["hip"], own["knee"])
        found[f"{side}_knee_to_chest_deg"] = closed
    for joint in ("hip", "shoulder", "ear", "ankle"):
        found[f"{joint}_rise_torso"] = _change(body[joint][:, 1], rest) / torso
    return {name: found[name] for name in SIGNAL_NAMES}


def _named(places: Track, side: str) -> Mapping[str, Track]:
    return {
        name.removeprefix(f"{side}_"): places[:, number]
        for number, name in enumerate(JOINT_NAMES)
        if name.startswith(side)
    }


def _angle(first: Track, middle: Track, last: Track) -> Track:
    a, b = first - middle, last - middle
    cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    angle: Track = np.degrees(np.arctan2(np.abs(cross), (a * b).sum(axis=1)))
    return angle


def _angle_through_front(first: Track, middle: Track, last: Track) -> Track:
    """Angle at the middle joint on the side of the belly: above 180 bent backwards."""
    a, b = first - middle, last - middle
    turn = np.degrees(np.arctan2(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], (a * b).sum(axis=1)))
    angle: Track = np.mod(-turn, 360.0)
    return angle


def _slope(vector: Track) -> Track:
    slope: Track = np.degrees(np.arctan2(vector[:, 1], np.abs(vector[:, 0])))
    return slope


def _tip(vector: Track) -> Track:
    tip: Track = np.degrees(np.arctan2(-vector[:, 0], vector[:, 1]))
    return tip


def _neck(body: Mapping[str, Track]) -> Track:
    trunk, head = body["shoulder"] - body["hip"], body["ear"] - body["shoulder"]
    cross = trunk[:, 0] * head[:, 1] - trunk[:, 1] * head[:, 0]
    neck: Track = np.degrees(np.arctan2(cross, (trunk * head).sum(axis=1)))
    return neck


def _change(values: Track, rest: slice) -> Track:
    change: Track = values - np.median(values[rest])
    return change


def _shift(places: Track, rest: slice) -> Track:
    shift: Track = np.linalg.norm(places - np.median(places[rest], axis=0), axis=1)
    return shift


def _slide(body: Mapping[str, Track], rest: slice) -> Track:
    axis = np.median((body["shoulder"] - body["ankle"])[rest], axis=0)
    moved = body["hip"] - np.median(body["hip"][rest], axis=0)
    slide: Track = moved @ (axis / np.linalg.norm(axis))
    return slide
