"""How far this person tilts: from the swings of a clip, or from those so far."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.order import quick_median
from formcheck.reps.swings import find_swings

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
    swings = np.sort([swing.prominence for swing in find_swings(rise, smallest)])
    if swings.size == 0:
        return float("nan")
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
    own = np.full_like(rise, np.nan)
    due_s, known = -np.inf, float("nan")
    for index in range(len(rise)):
        if time_s[index] >= due_s:
            due_s = time_s[index] + _STEP_S
            begin = int(np.searchsorted(time_s, time_s[index] - _HISTORY_S))
            newest = compute_own_tilt(rise[begin : index + 1], float(smallest[index]))
            known = newest if np.isfinite(newest) else known
        own[index] = known
    return own


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
    kept = known.copy()
    for index in range(1, len(known)):
        before = kept[index - 1]
        if rise[index] >= rest_share * before:
            kept[index] = before
    return kept
