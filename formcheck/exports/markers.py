"""Landmarks as markers of motion laboratories: y upwards, a level floor, metres if wished."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.errors import UsageError
from formcheck.exports.exported_set import ExportedSet, seen_only
from formcheck.exports.resampling import EvenFrames, fill_gaps, make_even
from formcheck.history.models import Landmarks
from formcheck.kinematics.roll import level_picture
from formcheck.pose.landmarks import Landmark, Side, landmark_of

#: Names as in Pose2Sim's marker set for BlazePose, in its order.
MARKERS: dict[str, Landmark] = {
    "Nose": Landmark.NOSE,
    "LEye": Landmark.LEFT_EYE,
    "REye": Landmark.RIGHT_EYE,
    "LShoulder": Landmark.LEFT_SHOULDER,
    "RShoulder": Landmark.RIGHT_SHOULDER,
    "LElbow": Landmark.LEFT_ELBOW,
    "RElbow": Landmark.RIGHT_ELBOW,
    "LWrist": Landmark.LEFT_WRIST,
    "RWrist": Landmark.RIGHT_WRIST,
    "LHip": Landmark.LEFT_HIP,
    "RHip": Landmark.RIGHT_HIP,
    "LKnee": Landmark.LEFT_KNEE,
    "RKnee": Landmark.RIGHT_KNEE,
    "LAnkle": Landmark.LEFT_ANKLE,
    "RAnkle": Landmark.RIGHT_ANKLE,
    "LHeel": Landmark.LEFT_HEEL,
    "RHeel": Landmark.RIGHT_HEEL,
    "LBigToe": Landmark.LEFT_FOOT_INDEX,
    "RBigToe": Landmark.RIGHT_FOOT_INDEX,
    "LThumb": Landmark.LEFT_THUMB,
    "RThumb": Landmark.RIGHT_THUMB,
    "LIndex": Landmark.LEFT_INDEX,
    "RIndex": Landmark.RIGHT_INDEX,
    "LPinky": Landmark.LEFT_PINKY,
    "RPinky": Landmark.RIGHT_PINKY,
}
#: Between two others: trunk angles of Sports2D and Pose2Sim need them.
MIDDLES: dict[str, tuple[str, str]] = {
    "Hip": ("LHip", "RHip"),
    "Neck": ("LShoulder", "RShoulder"),
}
MARKER_NAMES = (*MARKERS, *MIDDLES)

#: Shoulder to ankle along the bones, as a share of body height: acromion at 0.818 and malleolus
#: at 0.039 of it (Drillis and Contini 1966, in Winter, Biomechanics and Motor Control, fig. 4.1).
_SHOULDER_TO_ANKLE = 0.818 - 0.039
_LONGEST_PERCENTILE = 90.0


@dataclass(frozen=True)
class MarkerTable:
    """Markers at one rate.

    Attributes
    ----------
    frames : EvenFrames
        ``values`` are (N, markers, 2): right and up, in ``unit``; NaN where not seen.
    unit : {"px", "m"}
    """

    frames: EvenFrames
    unit: str


def make_markers(
    exported: ExportedSet, landmarks: Landmarks, *, height_cm: float | None, fill: bool
) -> MarkerTable:
    """Return the landmarks of a set as markers.

    Parameters
    ----------
    exported : ExportedSet
    landmarks : Landmarks
        Of that set.
    height_cm : float or None
        Body height: with it positions are metres, otherwise pixels.
    fill : bool
        Close gaps.

    Raises
    ------
    UsageError
        Metres are asked for, and no whole side of the body was ever seen.
    """
    xy_px = seen_only(landmarks)
    per_px = 1.0
    if height_cm is not None:
        length_px = _shoulder_to_ankle_px(xy_px, exported.result.view.side)
        per_px = _SHOULDER_TO_ANKLE * height_cm / 100.0 / length_px
    level = level_picture(xy_px, exported.result.view.roll_deg)
    up = np.stack([level[..., 0], landmarks.height_px - level[..., 1]], axis=-1) * per_px
    markers = np.stack([up[:, at] for at in MARKERS.values()], axis=1)
    names = list(MARKERS)
    middles = [
        (markers[:, names.index(left)] + markers[:, names.index(right)]) / 2.0
        for left, right in MIDDLES.values()
    ]
    even = make_even(landmarks.time_s, np.concatenate([markers, np.stack(middles, axis=1)], axis=1))
    if fill:
        even = EvenFrames(even.time_s, fill_gaps(even.values), even.rate_hz, even.resampled)
    return MarkerTable(even, "px" if height_cm is None else "m")


def _shoulder_to_ankle_px(xy_px: FloatArray, side: Side) -> float:
    """Return how long the near side is, from shoulder over hip and knee to ankle.

    Each part by its longest tenth: turned towards the camera it only looks shorter.
    """
    joints = [xy_px[:, landmark_of(joint, side)] for joint in ("shoulder", "hip", "knee", "ankle")]
    total = 0.0
    for one, next_one in itertools.pairwise(joints):
        length_px = np.hypot(*(one - next_one).T)
        seen = length_px[np.isfinite(length_px)]
        if seen.size == 0 or not (seen > 0).any():
            raise UsageError(
                "Metres cannot be told: shoulder, hip, knee and ankle were never seen together.",
                "Leave out --height-cm; positions are then pixels.",
            )
        total += float(np.percentile(seen, _LONGEST_PERCENTILE))
    return total
