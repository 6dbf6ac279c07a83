"""The rest level that movements are measured from."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.order import quick_median, quick_percentile

#: A running statistic looks back this far and is renewed this often.
_LOOK_BACK_S = 60.0
_RENEW_S = 0.25
#: Camera tilt and stance together: how far from the vertical people stand upright.
_UPRIGHT_SD_DEG = 8.0


def compute_rest_level(
    values: FloatArray, resting: BoolArray, *, spread: float, bottom_percent: float = 10.0
) -> float:
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
    bottom_percent : float
        Share of the still frames that marks the bottom, where it is not a tenth.

    Returns
    -------
    float
        NaN if there is no resting frame.
    """
    still = values[resting & np.isfinite(values)]
    if still.size == 0:
        return float("nan")
    bottom = quick_percentile(still, bottom_percent, lower=True)
    return quick_median(still[np.abs(still - bottom) <= spread])


def compute_upright_level(values: FloatArray, resting: BoolArray, *, spread: float) -> float:
    """Return the level at which an upright person rests.

    Unlike lying, standing has no floor to rest on: people sway forward as well
    as back. The level is the one that most still frames lie near, where frames
    count for less the further they are from the vertical, so that a long hold
    does not pass for rest.

    Parameters
    ----------
    values : (F,) float
        Lean from the vertical, degrees.
    resting : (F,) bool
    spread : float
        Half-width of the band that counts as one level.

    Returns
    -------
    float
        NaN if there is no resting frame.
    """
    still = values[resting & np.isfinite(values)]
    if still.size == 0:
        return float("nan")
    weight = np.exp(-0.5 * (still / _UPRIGHT_SD_DEG) ** 2)
    centres = np.percentile(still, np.linspace(0, 100, 41), method="lower")
    support = [float(weight[np.abs(still - centre) <= spread].sum()) for centre in centres]
    best = centres[int(np.argmax(support))]
    return quick_median(still[np.abs(still - best) <= spread])


def compute_running_rest_level(
    time_s: FloatArray,
    values: FloatArray,
    resting: BoolArray,
    rest_level: Callable[[FloatArray, BoolArray], float],
    *,
    look_back_s: float = _LOOK_BACK_S,
) -> FloatArray:
    """Return a rest level as it was known at each moment; NaN before the first resting frame.

    Parameters
    ----------
    time_s, values : (F,) float
    resting : (F,) bool
    rest_level : callable
        Gives the level of some values, for example `compute_reference`.
    look_back_s : float
        How much of the past it is given.

    Returns
    -------
    (F,) float
    """
    known, index = float("nan"), 0
    running = np.full_like(values, np.nan)
    # From each moment on, the first that it looks at, and the next at which it is renewed.
    looked_at = np.searchsorted(time_s, time_s - look_back_s)
    renewed = np.searchsorted(time_s, time_s + _RENEW_S).tolist()
    # Only what was seen at rest tells the level: the rest is left out once, not at every moment.
    frames = np.flatnonzero(resting & np.isfinite(values))
    still, all_resting = values[frames], np.ones(len(frames), dtype=bool)
    first = np.searchsorted(frames, looked_at).tolist()
    stop = np.searchsorted(frames, np.arange(len(values)), side="right").tolist()
    before: tuple[int, int] | None = None
    while index < len(values):
        past = first[index], stop[index]
        if past != before and past[0] < past[1]:
            newest = rest_level(still[slice(*past)], all_resting[slice(*past)])
            known = newest if math.isfinite(newest) else known
        before = past
        running[index : renewed[index]] = known
        index = renewed[index]
    return running


def compute_spread(values: FloatArray, resting: BoolArray) -> float:
    """Return the standard deviation of a signal over the resting frames; NaN if seldom seen."""
    seen = values[resting & np.isfinite(values)]
    return float(np.std(seen)) if seen.size > 1 else float("nan")


def compute_reference(values: FloatArray, resting: BoolArray) -> float:
    """Return the median of a secondary signal over the resting frames; NaN if never seen."""
    seen = values[resting & np.isfinite(values)]
    return quick_median(seen) if seen.size else float("nan")
