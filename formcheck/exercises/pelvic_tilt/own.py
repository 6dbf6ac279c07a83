"""How far this person tilts: from the swings of a clip, or from those so far."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.order import find_renewals, quick_median
from formcheck.reps.swings import find_corners, find_swings

#: A swing smaller than this share of the larger ones was not a whole tilt.
_WHOLE_SHARE = 0.55
_HISTORY_S = 60.0
_STEP_S = 0.2


def compute_own_tilt(rise: FloatArray, smallest: float) -> float:
    """Return the person's own tilt: the median of the whole swings.

    Whole is what reaches 55 % of the median of the larger half: one tilt that was
    cut short does not halve the measure, and one huge movement does not set it.

    Parameters
    ----------
    rise : (F,) float
        NaN counts as rest.
    smallest : float
        Swings that stand out by less are not looked at.

    Returns
    -------
    float
        NaN if nothing stands out.
    """
    swings = _sizes(rise, smallest)
    return _middle_of_whole(swings) if swings.size else float("nan")


def _sizes(rise: FloatArray, smallest: float) -> FloatArray:
    return np.sort([swing.prominence for swing in find_swings(rise, smallest)])


def _middle_of_whole(swings: FloatArray) -> float:
    """Return the median of the whole ones of some swings, in order of size; at least one."""
    larger = swings[swings.size // 2 :]
    return quick_median(swings[swings >= _WHOLE_SHARE * quick_median(larger)])


def compute_running_own_tilt(
    time_s: FloatArray, rise: FloatArray, smallest: FloatArray
) -> FloatArray:
    """Return the own tilt as it was known at each moment; NaN before the first swing.

    Parameters
    ----------
    time_s, rise : (F,) float
    smallest : (F,) float
        See `compute_own_tilt`; as it was known at each moment.

    Returns
    -------
    (F,) float
    """
    renewals = find_renewals(time_s, _STEP_S)
    begins = np.searchsorted(time_s, time_s[renewals] - _HISTORY_S).tolist()
    # Between two corners a signal only goes up, or only down: swings are told by the corners.
    corners = find_corners(rise)
    heights = rise[corners]
    firsts, stops = (np.searchsorted(corners, frames).tolist() for frames in (begins, renewals))
    levels, known, before = [], float("nan"), np.empty(0)
    for frame, begin, first, stop in zip(renewals, begins, firsts, stops, strict=True):
        past = np.concatenate([rise[begin : begin + 1], heights[first:stop], [rise[frame]]])
        swings = _sizes(past, float(smallest[frame]))
        if not np.array_equal(swings, before):
            known, before = _middle_of_whole(swings) if swings.size else known, swings
        levels.append(known)
    return np.repeat(np.array(levels), np.diff([*renewals, len(rise)]))


def keep_within_tilts(rise: FloatArray, known: FloatArray, rest_share: float) -> FloatArray:
    """Return the own tilt with what was learnt during a tilt put off to the rest after it.

    A measure that grows while it is used makes a steady hold look like a way down.

    Parameters
    ----------
    rise : (F,) float
        NaN counts as rest.
    known : (F,) float
        As it was known at each moment.
    rest_share : float
        Below this share of the own tilt the person rests.

    Returns
    -------
    (F,) float
    """
    kept: list[float] = []
    for height, newest in zip(rise.tolist(), known.tolist(), strict=True):
        kept.append(kept[-1] if kept and height >= rest_share * kept[-1] else newest)
    return np.array(kept)
