"""The rest level that movements are measured from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

#: A running statistic looks back this far and is renewed this often.
_LOOK_BACK_S = 60.0
_RENEW_S = 0.25


def compute_rest_level(values: FloatArray, resting: BoolArray, *, spread: float) -> float:
    """Return the level at which the person rests.

    The lowest tenth of the still frames marks the bottom; everything within
    `spread` of it is rest, and its median is the level. Holds at the top lie
    far above and do not pull it up, however long they last.

    Parameters
    ----------
    values : (F,) float
    resting : (F,) bool
        Frames in the start posture and still.
    spread : float
        Width of the band that counts as rest.

    Returns
    -------
    float
        NaN if there is no resting frame.
    """
    still = values[resting & np.isfinite(values)]
    if still.size == 0:
        return float("nan")
    bottom = float(np.percentile(still, 10))
    return float(np.median(still[np.abs(still - bottom) <= spread]))


def compute_running_rest_level(
    time_s: FloatArray, values: FloatArray, resting: BoolArray, *, spread: float
) -> FloatArray:
    """Return the rest level as it was known at each moment; NaN before the first resting frame.

    Parameters
    ----------
    time_s, values : (F,) float
    resting : (F,) bool
    spread : float
        See `compute_rest_level`.

    Returns
    -------
    (F,) float
    """
    return _run(time_s, values, resting, partial(compute_rest_level, spread=spread))


def compute_reference(values: FloatArray, resting: BoolArray) -> float:
    """Return the median of a secondary signal over the resting frames; NaN if never seen."""
    seen = values[resting & np.isfinite(values)]
    return float(np.median(seen)) if seen.size else float("nan")


def compute_running_reference(
    time_s: FloatArray, values: FloatArray, resting: BoolArray
) -> FloatArray:
    """Return the median over the resting frames seen so far; NaN before the first.

    Parameters
    ----------
    time_s, values : (F,) float
    resting : (F,) bool

    Returns
    -------
    (F,) float
    """
    return _run(time_s, values, resting, compute_reference)


def _run(
    time_s: FloatArray,
    values: FloatArray,
    resting: BoolArray,
    statistic: Callable[[FloatArray, BoolArray], float],
) -> FloatArray:
    """Renew a statistic of the past every half second; keep the last known value between."""
    known, due_s = float("nan"), -np.inf
    running = np.full_like(values, np.nan)
    for index in range(len(values)):
        if time_s[index] >= due_s:
            due_s = time_s[index] + _RENEW_S
            past = slice(int(np.searchsorted(time_s, time_s[index] - _LOOK_BACK_S)), index + 1)
            newest = statistic(values[past], resting[past])
            known = newest if np.isfinite(newest) else known
        running[index] = known
    return running
