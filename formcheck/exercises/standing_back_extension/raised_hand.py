"""Telling somebody who drinks, or looks at a telephone, from one who bends back."""

from __future__ import annotations

from formcheck.arrays import FloatArray
from formcheck.kinematics.geometry import compute_distance
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import Landmark, Side, landmark_of
from formcheck.reps.prepared import median_over

#: Torso lengths. Who drinks has a wrist within 0.30 to 0.59 of the nose, and no lower than 0.07
#: below the shoulder; hands on hips or back are 0.93 and more away, crossed arms 0.14 below.
_BEFORE_FACE_TORSO, _BELOW_SHOULDER_TORSO = 0.65, 0.11
#: A hand that is stretched upwards is further above the nose than this.
_ABOVE_NOSE_TORSO = 0.3


def holds_hand_before_face(shot: Measurements, span: tuple[int, int]) -> bool:
    """Tell whether a hand is mostly before the face within an inclusive range of frames."""
    return any(_is_before_face(shot, side, span) for side in SIDES)


def _is_before_face(shot: Measurements, side: Side, span: tuple[int, int]) -> bool:
    def at(joint: str) -> FloatArray:
        return shot.xy_px[:, landmark_of(joint, side)]

    wrist, nose = at("wrist"), shot.xy_px[:, Landmark.NOSE]
    away = median_over(compute_distance(wrist, nose) / shot.torso_px, span)
    # A hand behind the head is behind the ear.
    ahead = median_over(shot.head_direction * (wrist - at("ear"))[:, 0], span)
    lower = median_over((wrist - at("shoulder"))[:, 1] / shot.torso_px, span)
    higher = median_over((nose - wrist)[:, 1] / shot.torso_px, span)
    between = lower < _BELOW_SHOULDER_TORSO and higher < _ABOVE_NOSE_TORSO
    return bool(away < _BEFORE_FACE_TORSO and ahead > 0 and between)
