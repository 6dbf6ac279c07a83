"""How far the camera is tipped sideways, told by the bodies that rest on a level floor."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.body import BodyFrame, joint_px

#: Nobody lies level or stands plumb to the degree: a smaller roll is not told from the body's own.
_SMALLEST_DEG = 4.0
#: A larger one is a camera on its side or a body that is not resting.
_LARGEST_DEG = 12.0
#: Thigh and shank of a leg that rests on the floor slope alike.
_LONG_LEG_DEG = 8.0
#: Legs on the floor slope like the line from hand to foot; those of a plank by 10 degrees more.
_ALONG_FLOOR_DEG = 5.0
_UPRIGHT_DEG = 55.0
_FEWEST_FRAMES = 15
_HELD_SHARE = 0.4


def estimate_roll_deg(xy_px: FloatArray, body: BodyFrame) -> float:
    """Return how far the floor line slopes in the picture.

    Lying on the front the legs are on the floor where they lie on the line from hand to
    foot, on the back shoulders and feet are. The slope that this line has for the largest
    part of the time is the camera's. Nobody stands plumb enough to tell it; what is judged
    in standing are changes.

    Parameters
    ----------
    xy_px : (F, 33, 2) float
        Positions of one stance, pixels; NaN where not seen.
    body : BodyFrame

    Returns
    -------
    float
        Degrees, + where the right end of the floor line lies lower in the picture;
        0 where it is within what bodies do by themselves, or cannot be told.
    """
    shoulder, hip, knee, ankle = (
        joint_px(xy_px, joint, body.near_side) for joint in ("shoulder", "hip", "knee", "ankle")
    )
    trunk = shoulder - hip
    if _steepness_deg(trunk) > _UPRIGHT_DEG and _steepness_deg(hip - knee) > _UPRIGHT_DEG:
        return 0.0
    if _is_prone(trunk, body):
        wrist = joint_px(xy_px, "wrist", body.near_side)
        slopes = _on_floor_deg(_leg_slopes_deg(hip, knee, ankle), wrist - ankle)
    else:
        slopes = _along_picture_deg(shoulder - ankle)
    seen = slopes[np.isfinite(slopes)]
    if seen.size < _FEWEST_FRAMES:
        return 0.0
    roll_deg = _most_common(seen)
    return roll_deg if _SMALLEST_DEG <= abs(roll_deg) <= _LARGEST_DEG else 0.0


def level_picture(xy_px: FloatArray, roll_deg: float) -> FloatArray:
    """Return the positions turned so that the floor line is level.

    Parameters
    ----------
    xy_px : (..., 2) float
    roll_deg : float
        From `estimate_roll_deg`.

    Returns
    -------
    (..., 2) float
        Turned about the picture's top left corner; NaN stays NaN.
    """
    cosine, sine = np.cos(np.radians(-roll_deg)), np.sin(np.radians(-roll_deg))
    turn = np.array([[cosine, -sine], [sine, cosine]])
    return np.asarray(xy_px @ turn.T)


def _leg_slopes_deg(hip: FloatArray, knee: FloatArray, ankle: FloatArray) -> FloatArray:
    """Return the slope of the leg where it is long; NaN where the knee is bent."""
    thigh, shank = _along_picture_deg(hip - knee), _along_picture_deg(knee - ankle)
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(thigh - shank) < _LONG_LEG_DEG, (thigh + shank) / 2, np.nan)


def _on_floor_deg(slopes_deg: FloatArray, hand_to_foot: FloatArray) -> FloatArray:
    """Return the slopes of legs that lie along the floor, from hand to foot; NaN elsewhere.

    In a plank the legs are as straight as at rest, and slope against the floor.
    """
    with np.errstate(invalid="ignore"):
        along = np.abs(slopes_deg - _along_picture_deg(hand_to_foot)) < _ALONG_FLOOR_DEG
    return np.where(along, slopes_deg, np.nan)


def _most_common(slopes_deg: FloatArray) -> float:
    """Return the middle of the narrowest range that holds two frames of five."""
    ordered = np.sort(slopes_deg)
    held = max(1, int(_HELD_SHARE * len(ordered)))
    widths = ordered[held - 1 :] - ordered[: len(ordered) - held + 1]
    first = int(np.argmin(widths))
    return float(ordered[first : first + held].mean())


def _along_picture_deg(along_px: FloatArray) -> FloatArray:
    """Return the slope against the picture's rows, whichever way the line runs."""
    slope_deg = np.degrees(np.arctan2(along_px[:, 1], along_px[:, 0]))
    return np.asarray((slope_deg + 90.0) % 180.0 - 90.0)


def _steepness_deg(along_px: FloatArray) -> float:
    steepness = np.abs(_along_picture_deg(along_px))
    seen = steepness[np.isfinite(steepness)]
    return float(np.median(seen)) if seen.size else 0.0


def _is_prone(trunk: FloatArray, body: BodyFrame) -> bool:
    across = trunk[np.isfinite(trunk[:, 0]), 0]
    headward = 1 if across.size == 0 or np.median(across) >= 0 else -1
    return body.front_sign == headward
