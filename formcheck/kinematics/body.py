"""Which side faces the camera, which way the person faces, how long the trunk is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.geometry import compute_distance, compute_turn_deg
from formcheck.pose.landmarks import Landmark, Side, landmark_of, other_side
from formcheck.pose.track import PoseTrack

#: Landmarks whose mean visibility decides the near side (clinical-spec §1.4).
_NEAR_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
_CLEAR_KNEE_BEND_DEG = 20.0
_CLEAR_VISIBILITY_LEAD = 0.1


@dataclass(frozen=True)
class BodyFrame:
    """How the body lies in the picture during one shot.

    Attributes
    ----------
    near_side : {"left", "right"}
        The side that faces the camera.
    front_sign : {-1, +1}
        +1 if the front of the body lies clockwise of the direction to the head.
    torso_px : float
        Median shoulder-to-hip length of the near side.
    """

    near_side: Side
    front_sign: int
    torso_px: float


def joint_px(xy_px: FloatArray, joint: str, side: Side) -> FloatArray:
    """Return the (F, 2) positions of a joint, pixels."""
    return xy_px[:, landmark_of(joint, side)]


def estimate_near_side(track: PoseTrack) -> Side:
    """Return the side with the higher mean visibility.

    The model marks the landmarks of the hidden side as less visible
    (clinical-spec §1.4). Ties go to the left.
    """
    means: dict[Side, float] = {}
    for side in ("left", "right"):
        columns = [landmark_of(joint, side) for joint in _NEAR_SIDE_JOINTS]
        means[side] = _mean(track.visibility[:, columns])
    return "left" if means["left"] >= means["right"] else "right"


def estimate_front_sign(track: PoseTrack, near_side: Side) -> int:
    """Return which way the front of the body points, from three signs that must outvote each other.

    - Seen from its right side a body has its front clockwise of its head, from
      its left side counter-clockwise; this counts as much as the two sides
      differ in visibility.
    - A knee only bends backwards.
    - The nose lies in front of the ears.

    Parameters
    ----------
    track : PoseTrack
    near_side : {"left", "right"}

    Returns
    -------
    int
        +1 if the front lies clockwise of the direction to the head, else -1.
    """
    votes = (
        _vote_of_sides(track, near_side) + _vote_of_knee(track, near_side) + _vote_of_nose(track)
    )
    if votes == 0.0:
        return 1 if near_side == "right" else -1
    return 1 if votes > 0 else -1


def _vote_of_sides(track: PoseTrack, near_side: Side) -> float:
    near = [landmark_of(joint, near_side) for joint in _NEAR_SIDE_JOINTS]
    far = [landmark_of(joint, other_side(near_side)) for joint in _NEAR_SIDE_JOINTS]
    lead = _mean(track.visibility[:, near]) - _mean(track.visibility[:, far])
    strength = float(np.clip(lead / _CLEAR_VISIBILITY_LEAD, 0.0, 1.0))
    return strength if near_side == "right" else -strength


def _vote_of_knee(track: PoseTrack, side: Side) -> float:
    seen = int(np.sum(np.isfinite(joint_px(track.xy_px, "knee", side)[:, 0])))
    return float(np.sum(_knee_signs(track, side)) / max(1, seen))


def _knee_signs(track: PoseTrack, side: Side) -> FloatArray:
    """Return the sign of the front by the knee's bend in every frame; 0 where it is straight."""
    hip, knee, ankle = (joint_px(track.xy_px, joint, side) for joint in ("hip", "knee", "ankle"))
    bend = compute_turn_deg(knee - hip, ankle - knee)
    with np.errstate(invalid="ignore"):
        clear = np.abs(bend) > _CLEAR_KNEE_BEND_DEG
    # Standing and facing right, a bent knee brings the foot backwards, clockwise on the screen.
    return np.where(clear, -np.sign(bend), 0.0)


def _vote_of_nose(track: PoseTrack) -> float:
    signs = _nose_signs(track)
    seen = signs[np.isfinite(signs)]
    return float(np.mean(seen)) if seen.size else 0.0


def _nose_signs(track: PoseTrack) -> FloatArray:
    """Return the sign of the front by the nose in every frame; NaN where not seen."""
    xy = track.xy_px
    ears = (xy[:, Landmark.LEFT_EAR] + xy[:, Landmark.RIGHT_EAR]) / 2
    shoulders = (xy[:, Landmark.LEFT_SHOULDER] + xy[:, Landmark.RIGHT_SHOULDER]) / 2
    hips = (xy[:, Landmark.LEFT_HIP] + xy[:, Landmark.RIGHT_HIP]) / 2
    turn = compute_turn_deg(shoulders - hips, xy[:, Landmark.NOSE] - ears)
    return np.sign(-np.sin(np.radians(turn)))


def vote_front_signs(track: PoseTrack) -> FloatArray:
    """Return where the front points by the three signs of `estimate_front_sign`, frame by frame.

    Returns
    -------
    (F,) float
        -3 (certainly counter-clockwise of the direction to the head) to +3; 0 where not seen.
    """
    lead = np.nan_to_num(_visibility_of(track, "right") - _visibility_of(track, "left"))
    sides = np.clip(lead / _CLEAR_VISIBILITY_LEAD, -1.0, 1.0)
    near = np.where(lead >= 0, _knee_signs(track, "right"), _knee_signs(track, "left"))
    return np.asarray(sides + near + np.nan_to_num(_nose_signs(track)))


def compute_torso_px(track: PoseTrack, side: Side) -> float:
    """Return the median shoulder-to-hip length of one side; NaN if never seen.

    The median over the whole shot follows clinical-spec §1.2; bending the
    trunk shortens the chord for a part of the time only.
    """
    length = compute_distance(
        joint_px(track.xy_px, "shoulder", side), joint_px(track.xy_px, "hip", side)
    )
    seen = length[np.isfinite(length)]
    return float(np.median(seen)) if seen.size else float("nan")


def estimate_body_frame(track: PoseTrack) -> BodyFrame:
    """Return near side, facing and trunk length of one shot."""
    near_side = estimate_near_side(track)
    return BodyFrame(
        near_side=near_side,
        front_sign=estimate_front_sign(track, near_side),
        torso_px=compute_torso_px(track, near_side),
    )


def _visibility_of(track: PoseTrack, side: Side) -> FloatArray:
    columns = [landmark_of(joint, side) for joint in _NEAR_SIDE_JOINTS]
    return np.asarray(track.visibility[:, columns].mean(axis=1))


def _mean(values: FloatArray) -> float:
    seen = values[np.isfinite(values)]
    return float(np.mean(seen)) if seen.size else 0.0
