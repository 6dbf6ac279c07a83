"""Legs whose left and right change places in the landmarks for a moment, as when they cross."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.body import joint_px
from formcheck.kinematics.geometry import compute_distance
from formcheck.pose.landmarks import landmark_of

_LEG = ("knee", "ankle", "heel", "foot_index")
_COMPARED = ("knee", "ankle")
#: Knees and ankles of both legs together move this far at once if the legs change places,
_LEAST_JUMP_TORSO = 0.8
#: and by less than this share of it if left is taken for right.
_EXPLAINED_SHARE = 0.4
#: The model finds its way back within this time; after longer it is believed.
_LONGEST_S = 1.0


def mend_swapped_legs(
    time_s: FloatArray, xy_px: FloatArray, torso_px: float, *, causal: bool
) -> FloatArray:
    """Return the positions with the legs back in their places where they had swapped.

    From one frame to the next every joint of both legs jumps to where the same
    joint of the other leg was: no leg moves like that. Only what swaps back
    within a second is mended; what lasts is not known to be wrong.

    Parameters
    ----------
    time_s : (F,) float
    xy_px : (F, 33, 2) float
        Positions as the model gives them, pixels.
    torso_px : float
    causal : bool
        True to know of no frame before its time: then a swap is mended from its
        start, for a second at most.

    Returns
    -------
    (F, 33, 2) float
        A copy where anything was mended.
    """
    swapped = _find_swapped(time_s, _find_jumps(xy_px, torso_px), causal=causal)
    if not swapped.any():
        return xy_px
    mended = xy_px.copy()
    for joint in _LEG:
        left, right = landmark_of(joint, "left"), landmark_of(joint, "right")
        mended[swapped, left] = xy_px[swapped, right]
        mended[swapped, right] = xy_px[swapped, left]
    return mended


def _find_jumps(xy_px: FloatArray, torso_px: float) -> BoolArray:
    """Return the frames in which the legs stand where the other one stood before."""
    stayed = np.zeros(len(xy_px))
    changed = np.zeros(len(xy_px))
    for joint in _COMPARED:
        left, right = joint_px(xy_px, joint, "left"), joint_px(xy_px, joint, "right")
        stayed[1:] += _moved(left, left) + _moved(right, right)
        changed[1:] += _moved(left, right) + _moved(right, left)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (stayed > _LEAST_JUMP_TORSO * torso_px) & (changed < _EXPLAINED_SHARE * stayed)
        )


def _moved(before: FloatArray, after: FloatArray) -> FloatArray:
    return compute_distance(before[:-1], after[1:])


def _find_swapped(time_s: FloatArray, jumps: BoolArray, *, causal: bool) -> BoolArray:
    """Return the frames between a jump and the one back."""
    swapped = np.zeros(len(jumps), dtype=bool)
    frames = np.flatnonzero(jumps).tolist()
    lasting = False
    while frames:
        first = frames.pop(0)
        latest = int(np.searchsorted(time_s, time_s[first] + _LONGEST_S, side="right"))
        back = frames[0] if frames and frames[0] < latest else None
        if causal and lasting:
            # Most likely the way back from a swap that was believed.
            lasting = False
        elif back is not None:
            swapped[first : frames.pop(0)] = True
        else:
            swapped[first:latest] |= causal
            lasting = not lasting
    return swapped
