"""How a body lies in the picture: margins, size, turn, posture of trunk and arms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.view import compute_body_yaw_deg, compute_yaw_deg
from formcheck.pose.landmarks import Landmark, Side, landmark_of
from formcheck.pose.people import torso_px, trunk_ends_px
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

FloatArray = NDArray[np.float64]

_SIDES: tuple[Side, Side] = ("left", "right")
_NEAR_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
#: The crown lies this far above the eyes.
_CROWN_TORSO = 0.2


@dataclass(frozen=True)
class Framing:
    """What one pose tells of its place in the picture; NaN where it cannot be told.

    Attributes
    ----------
    head_margin, feet_margin : float
        Distance of nose and near ear, and of the near ankle and toes, from the nearest
        edge, as a share of the picture's shorter side; negative outside.
    feet_visibility : float
        What the model believes of the near foot, 0 to 1.
    torso_share : float
        Length of the trunk as a share of the picture's longer side.
    extent_share : float
        Length of the body along the picture's width or height, whichever it fills more.
    yaw_deg : float
        Turn away from side-on.
    """

    head_margin: float
    feet_margin: float
    feet_visibility: float
    torso_share: float
    extent_share: float
    yaw_deg: float


def frame_body(pose: Pose, width_px: int, height_px: int, breadth_torso: float) -> Framing:
    """Measure the place of a body in its picture.

    Parameters
    ----------
    pose : Pose
    width_px, height_px : int
        Size of the picture.
    breadth_torso : float
        Assumed shoulder breadth in torso lengths.
    """
    side = near_side(pose)
    size_px = np.array([width_px, height_px], dtype=np.float64)
    head = [Landmark.NOSE, landmark_of("ear", side)]
    feet = [landmark_of("ankle", side), landmark_of("foot_index", side)]
    body_px = pose.xy_px[head + feet]
    extent_px = body_px.max(axis=0) - body_px.min(axis=0)
    return Framing(
        head_margin=_margin(pose.xy_px[head], size_px),
        feet_margin=_margin(pose.xy_px[feet], size_px),
        feet_visibility=float(pose.visibility[feet].max()),
        torso_share=torso_px(pose) / float(size_px.max()),
        extent_share=float((extent_px / size_px).max()),
        yaw_deg=yaw_deg(pose, width_px, height_px, breadth_torso),
    )


def near_side(pose: Pose) -> Side:
    """Return the side of the body that the model sees better."""
    left, right = (
        float(pose.visibility[[landmark_of(joint, side) for joint in _NEAR_SIDE_JOINTS]].mean())
        for side in _SIDES
    )
    return "left" if left >= right else "right"


def yaw_deg(pose: Pose, width_px: int, height_px: int, breadth_torso: float) -> float:
    """Return the turn away from side-on, as the judging of recorded clips reckons it."""
    track = PoseTrack(
        time_s=np.zeros(1),
        xy_px=pose.xy_px[None],
        visibility=pose.visibility[None],
        presence=pose.presence[None],
        world_m=pose.world_m[None],
        picture_change=np.zeros(1),
        people=np.ones(1, dtype=np.int64),
        width_px=width_px,
        height_px=height_px,
    )
    return float(np.fmax(compute_yaw_deg(track, breadth_torso), compute_body_yaw_deg(track))[0])


def trunk_inclination_deg(pose: Pose) -> float:
    """Return the slope of the trunk: 90 upright, 0 lying, negative head down."""
    shoulders, hips = trunk_ends_px(pose)
    return float(np.degrees(np.arctan2(hips[1] - shoulders[1], abs(hips[0] - shoulders[0]))))


def hand_height_torso(pose: Pose) -> float:
    """Return how clearly a hand is above the head, torso lengths.

    The smaller of two heights, of the arm that has it larger: of the wrist above
    the crown and of the elbow above the shoulder. Negative with both arms down.
    """
    length_px = torso_px(pose)
    crown_px = pose.xy_px[: Landmark.LEFT_SHOULDER, 1].min() - _CROWN_TORSO * length_px
    heights_px = []
    for side in _SIDES:
        wrist_px, elbow_px, shoulder_px = (
            pose.xy_px[landmark_of(joint, side), 1] for joint in ("wrist", "elbow", "shoulder")
        )
        heights_px.append(min(crown_px - wrist_px, shoulder_px - elbow_px))
    return float(max(heights_px) / length_px) if length_px > 0 else float("nan")


def _margin(points_px: FloatArray, size_px: FloatArray) -> float:
    nearest_px = np.minimum(points_px, size_px - 1 - points_px).min()
    return float(nearest_px / size_px.min())
