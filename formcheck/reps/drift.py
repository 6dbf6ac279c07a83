"""A rest level that drifts slowly, and the jitter around it."""

from __future__ import annotations

import math

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.order import quick_median, quick_percentile

_LEVEL_STEP_S = 0.2
_SHORTEST_HISTORY_S = 1.0
_NOISE_HISTORY_S = 60.0
_NOISE_STEP_S = 0.1
_FEWEST_FOR_NOISE = 20


def compute_drifting_level(
    time_s: FloatArray,
    values: FloatArray,
    window_s: float,
    *,
    causal: bool,
    percentile: float = 10.0,
) -> FloatArray:
    """Return the low level around (or before) every frame.

    Parameters
    ----------
    time_s, values : (F,) float
    window_s : float
        Width of the window: centred, or ending at the frame if `causal`.
    causal : bool
    percentile : float
        Which level counts as low.

    Returns
    -------
    (F,) float
        NaN where the window holds less than a second of seen frames.
    """
    before_s = window_s if causal else window_s / 2
    after_s = 0.0 if causal else window_s / 2
    grid = np.arange(time_s[0], time_s[-1] + _LEVEL_STEP_S, _LEVEL_STEP_S)
    levels = np.full(len(grid), np.nan)
    for index, moment in enumerate(grid):
        start, stop = np.searchsorted(time_s, [moment - before_s, moment + after_s + 1e-9])
        window = values[start:stop]
        known = np.isfinite(window)
        seen_s = known.mean() * (time_s[stop - 1] - time_s[start]) if stop > start else 0.0
        if seen_s >= _SHORTEST_HISTORY_S:
            levels[index] = quick_percentile(window[known], percentile)
    usable = np.isfinite(levels)
    if not usable.any():
        return np.full_like(values, np.nan)
    if causal:
        # The newest level at or before each frame: interpolating would look ahead.
        latest = np.searchsorted(grid, time_s, side="right") - 1
        return np.asarray(levels[np.clip(latest, 0, None)])
    return np.asarray(np.interp(time_s, grid[usable], levels[usable]))


def compute_noise(time_s: FloatArray, values: FloatArray) -> float:
    """Return the jitter of a slow signal, as a standard deviation.

    From second differences at 10 samples a second: they cancel slow movement
    and leave jitter, whose variance they multiply by 6. The median absolute
    deviation keeps fast moments out.

    Parameters
    ----------
    time_s, values : (F,) float

    Returns
    -------
    float
        0 if too little was seen.
    """
    known = np.isfinite(values)
    if known.sum() < _FEWEST_FOR_NOISE:
        return 0.0
    nearest = np.searchsorted(time_s, np.arange(time_s[0], time_s[-1], _NOISE_STEP_S))
    # The last step may come out a rounding error past the last frame.
    nearest = nearest[nearest < len(time_s)]
    second = np.diff(values[nearest], n=2)
    second = second[np.isfinite(second)]
    if second.size == 0:
        return 0.0
    return 1.4826 * quick_median(np.abs(second)) / math.sqrt(6.0)


def compute_running_noise(time_s: FloatArray, values: FloatArray) -> FloatArray:
    """Return the jitter as it was known at each moment; see `compute_noise`.

    Parameters
    ----------
    time_s, values : (F,) float

    Returns
    -------
    (F,) float
    """
    noise = np.zeros_like(values)
    due_s, known = -np.inf, 0.0
    for index in range(len(values)):
        if time_s[index] >= due_s:
            due_s = time_s[index] + _LEVEL_STEP_S
            begin = int(np.searchsorted(time_s, time_s[index] - _NOISE_HISTORY_S))
            past = slice(begin, index + 1)
            known = compute_noise(time_s[past], values[past])
        noise[index] = known
    return noise
