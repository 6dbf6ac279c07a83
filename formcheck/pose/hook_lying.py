"""Where thigh, pelvis and chest of a person lying with bent knees are in the picture."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.pose.image_layout import PATCHES
from formcheck.pose.landmarks import Side, landmark_of
from formcheck.pose.pose import Pose

#: A thick line: start, end, radius; pixels.
Capsule = tuple[FloatArray, FloatArray, float]

_STEEPEST_TRUNK_DEG = 40.0
_LEAST_KNEE_SLOPE_DEG = 12.0
_SIDES: tuple[Side, Side] = ("left", "right")
#: Between which joints a patch lies, from which share of the way to which, radius in torso lengths.
_PLACES: Mapping[str, tuple[str, str, float, float, float]] = {
    "thigh": ("hip", "knee", 0.35, 0.85, 0.13),
    "pelvis": ("hip", "shoulder", 0.0, 0.15, 0.17),
    "chest": ("shoulder", "hip", 0.15, 0.55, 0.17),
}
_ARM_RADIUS_TORSO = 0.08
#: From elbow to wrist, and as far again times this to the fingertips.
_HAND_SHARE = 0.35
#: Hair, hands and feet reach this far past the landmarks.
_BODY_MARGIN_TORSO = 0.25


def torso_of(pose: Pose, side: Side) -> float:
    """Return the shoulder-to-hip length of one side, pixels."""
    return float(np.hypot(*(_joint(pose, "shoulder", side) - _joint(pose, "hip", side))))


def lies_with_bent_knees(pose: Pose, side: Side) -> bool:
    """Tell whether the trunk is level and the knee above the hip and the ankle.

    Coarse, for choosing what to look at; the posture is judged elsewhere.
    """
    shoulder, hip, knee, ankle = (
        _joint(pose, joint, side) for joint in ("shoulder", "hip", "knee", "ankle")
    )
    level = abs(_slope_deg(shoulder - hip)) < _STEEPEST_TRUNK_DEG
    knee_up = _slope_deg(hip - knee) > _LEAST_KNEE_SLOPE_DEG
    return bool(level and knee_up and knee[1] < ankle[1])


def place_patches(pose: Pose, side: Side) -> dict[str, Capsule]:
    """Return the capsule of each of `PATCHES`, pixels."""
    torso_px = torso_of(pose, side)
    patches = {}
    for name in PATCHES:
        first, second, begin, end, radius_torso = _PLACES[name]
        start, way = _joint(pose, first, side), _joint(pose, second, side)
        way = way - start
        patches[name] = (start + begin * way, start + end * way, radius_torso * torso_px)
    return patches


def place_arms(pose: Pose, side: Side) -> list[Capsule]:
    """Return capsules of both arms, which may lie in front of the trunk."""
    radius_px = _ARM_RADIUS_TORSO * torso_of(pose, side)
    arms: list[Capsule] = []
    for arm in _SIDES:
        shoulder, elbow, wrist = (
            _joint(pose, name, arm) for name in ("shoulder", "elbow", "wrist")
        )
        fingertips = wrist + _HAND_SHARE * (wrist - elbow)
        arms += [(shoulder, elbow, radius_px), (elbow, fingertips, radius_px)]
    return arms


def place_body(pose: Pose, side: Side) -> list[Capsule]:
    """Return capsules that cover all that the body may cover in the picture."""
    radius_px = _BODY_MARGIN_TORSO * torso_of(pose, side)
    corner, opposite = pose.xy_px.min(axis=0), pose.xy_px.max(axis=0)
    middle = (corner + opposite) / 2
    radius_px += float(opposite[1] - corner[1]) / 2
    return [(np.array([corner[0], middle[1]]), np.array([opposite[0], middle[1]]), radius_px)]


def _joint(pose: Pose, joint: str, side: Side) -> FloatArray:
    return np.asarray(pose.xy_px[landmark_of(joint, side)], dtype=np.float64)


def _slope_deg(offset_px: FloatArray) -> float:
    """Return the slope of a line, + where its end lies lower in the picture than its start."""
    return float(np.degrees(np.arctan2(offset_px[1], abs(offset_px[0]))))
