"""Signals of both legs, for exercises in which either leg may be the one that moves.

The near side is better seen, but a hidden leg that moves is often found all
the same: its angle can be right where its visibility is 0.08 (clinical-spec §0.6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.body import joint_px
from formcheck.kinematics.geometry import compute_distance, compute_joint_angle_deg
from formcheck.pose.landmarks import Side, landmark_of, other_side
from formcheck.pose.track import PoseTrack

SIDES: tuple[Side, Side] = ("left", "right")
#: A hand that is no further than this above the line of the trunk lies beside it. Of hugs, on film
#: and rendered, the nearer hand is 0.39 to 0.83 above it; of knees drawn up without hands -0.09 to
#: 0.05 (29 repetitions in all).
_BESIDE_TORSO = 0.2

_ONE_LEG = {
    "knee_to_chest_deg": "180 minus the angle at the hip, 0 straight",
    "knee_deg": "angle at the knee, 180 straight",
    "ankle_height_torso": "height of the ankle",
    "ankle_across_torso": "ankle along the floor, + towards the right of the picture",
    "knee_shoulder_torso": "distance from knee to shoulder",
    "wrist_knee_torso": "distance from the knee to the nearer wrist",
    "hand_leg_torso": "distance from the leg around the knee to the nearer wrist; from the thigh "
    "only to one that is above the trunk",
    "hand_below_knee_torso": "nearer wrist along the shin from the knee, + towards the foot",
    "knee_other_ankle_torso": "distance from the knee to the ankle of the other leg",
}

#: Signals of both legs, with what they mean; see `formcheck.kinematics.signals.SIGNALS`.
LEG_SIGNALS: Mapping[str, str] = {
    **{
        f"{side}_{name}": f"{side} leg: {text}" for side in SIDES for name, text in _ONE_LEG.items()
    },
    "knee_to_chest_deg": "the larger of the two knee-to-chest angles",
    "knees_apart_torso": "distance between the knees",
}

#: What the model says of the knees, with what it means.
VISIBILITY_SIGNALS: Mapping[str, str] = {
    f"{side}_knee_visibility_0_to_1": f"how well the model saw the {side} knee" for side in SIDES
}


def compute_leg_signals(xy_px: FloatArray, torso_px: float) -> dict[str, FloatArray]:
    """Return every signal of `LEG_SIGNALS`.

    Parameters
    ----------
    xy_px : (F, 33, 2) float
        Smoothed positions, pixels; NaN where not seen.
    torso_px : float
        Trunk length of the shot.

    Returns
    -------
    dict of str to (F,) float
        NaN wherever a landmark that the signal needs was not seen; of the wrists
        the one that was seen, of the legs (`knee_to_chest_deg`) likewise.
    """
    signals: dict[str, FloatArray] = {}
    for side in SIDES:
        one = _compute_one_leg(xy_px, side, torso_px)
        signals.update({f"{side}_{name}": values for name, values in one.items()})
    left, right = (joint_px(xy_px, "knee", side) for side in SIDES)
    signals["knee_to_chest_deg"] = larger_knee_to_chest_deg(signals)
    signals["knees_apart_torso"] = compute_distance(left, right) / torso_px
    return signals


def larger_knee_to_chest_deg(signals: Mapping[str, FloatArray]) -> FloatArray:
    """Return the larger of the two knee-to-chest angles, (F,) degrees.

    When legs cross, left and right of the landmarks may change places; the
    larger of the two does not notice.
    """
    left, right = (signals[f"{side}_knee_to_chest_deg"] for side in SIDES)
    return np.asarray(np.fmax(left, right))


def compute_knee_visibility(track: PoseTrack) -> dict[str, FloatArray]:
    """Return every signal of `VISIBILITY_SIGNALS`: how visible the model thinks each knee is.

    Returns
    -------
    dict of str to (F,) float
        ``left_knee_visibility_0_to_1`` and the same of the right; NaN where
        nobody was found.
    """
    return {
        f"{side}_knee_visibility_0_to_1": track.visibility[:, landmark_of("knee", side)]
        for side in SIDES
    }


def _compute_one_leg(xy_px: FloatArray, side: Side, torso_px: float) -> dict[str, FloatArray]:
    shoulder, hip, knee, ankle = (
        joint_px(xy_px, joint, side) for joint in ("shoulder", "hip", "knee", "ankle")
    )
    wrists = [joint_px(xy_px, "wrist", of) for of in SIDES]
    shin = ankle - knee
    length = np.hypot(shin[:, 0], shin[:, 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        along = shin / np.where(length > 0, length, np.nan)[:, None]
    wrist_knee = np.stack([compute_distance(wrist, knee) for wrist in wrists])
    below = np.stack([((wrist - knee) * along).sum(axis=1) for wrist in wrists])
    return {
        "knee_to_chest_deg": 180.0 - compute_joint_angle_deg(shoulder, hip, knee),
        "knee_deg": compute_joint_angle_deg(hip, knee, ankle),
        "ankle_height_torso": -ankle[:, 1] / torso_px,
        "ankle_across_torso": ankle[:, 0] / torso_px,
        "knee_shoulder_torso": compute_distance(knee, shoulder) / torso_px,
        "wrist_knee_torso": np.fmin(*wrist_knee) / torso_px,
        "hand_leg_torso": _nearest_to_leg(
            wrists, (shoulder, hip, knee, ankle), _BESIDE_TORSO * torso_px
        )
        / torso_px,
        "hand_below_knee_torso": _of_nearer(wrist_knee, below) / torso_px,
        "knee_other_ankle_torso": compute_distance(knee, joint_px(xy_px, "ankle", other_side(side)))
        / torso_px,
    }


def _nearest_to_leg(
    wrists: Sequence[FloatArray], joints: tuple[FloatArray, ...], beside_px: float
) -> FloatArray:
    """Return how far the nearer wrist is from the leg around the knee, pixels.

    That is mid-thigh to mid-shin. To the thigh of a leg that is drawn up, a hand that lies beside
    the trunk comes near without holding it: for such a hand the thigh does not count.
    """
    shoulder, hip, knee, ankle = joints
    knee_side = np.sign(_off_line(knee, hip, shoulder))
    distances = []
    for wrist in wrists:
        to_thigh = _distance_to_segment(wrist, (hip + knee) / 2, knee)
        with np.errstate(invalid="ignore"):
            beside = knee_side * _off_line(wrist, hip, shoulder) < beside_px
        distances.append(np.where(beside, np.nan, to_thigh))
        distances.append(_distance_to_segment(wrist, knee, (ankle + knee) / 2))
    return np.asarray(np.fmin.reduce(distances))


def _off_line(point: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return how far a point is to one side of the line through two others, pixels."""
    along, to = second - first, point - first
    with np.errstate(invalid="ignore", divide="ignore"):
        across = along[:, 0] * to[:, 1] - along[:, 1] * to[:, 0]
        return np.asarray(across / np.hypot(along[:, 0], along[:, 1]))


def _distance_to_segment(point: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    along = second - first
    length_squared = (along**2).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(((point - first) * along).sum(axis=1) / length_squared, 0.0, 1.0)
    share = np.where(length_squared == 0, 0.0, share)
    return compute_distance(point, first + share[:, None] * along)


def _of_nearer(distances: FloatArray, values: FloatArray) -> FloatArray:
    """Return the value (2, F) of whichever is nearer, or of the one that was seen."""
    first = ~(distances[0] > distances[1]) & np.isfinite(distances[0])
    return np.asarray(np.where(first, values[0], values[1]))
