"""A rest level that drifts slowly, and the jitter around it."""

from __future__ import annotations

import math
from bisect import insort

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.order import find_renewals, quick_median, quick_percentile

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
    renewals = find_renewals(time_s, _LEVEL_STEP_S)
    begins = np.searchsorted(time_s, time_s[renewals] - _NOISE_HISTORY_S).tolist()
    young = sum(begin == 0 for begin in begins)
    levels = _noise_so_far(time_s, values, renewals[:young])
    for frame, begin in zip(renewals[young:], begins[young:], strict=True):
        past = slice(begin, frame + 1)
        levels.append(compute_noise(time_s[past], values[past]))
    lengths = np.diff([*renewals, len(values)])
    return np.repeat(np.array(levels), lengths)


def _noise_so_far(time_s: FloatArray, values: FloatArray, frames: list[int]) -> list[float]:
    """Return `compute_noise` of all up to each of some frames, in one pass.

    Nothing that is known falls out of the past meanwhile, so that what comes is put
    where it belongs among what is there in order.
    """
    if not frames:
        return []
    grid = np.arange(time_s[0], time_s[frames[-1]], _NOISE_STEP_S)
    nearest = np.searchsorted(time_s, grid)
    nearest = nearest[nearest < len(time_s)]
    second = np.abs(np.diff(values[nearest], n=2)).tolist()
    seen = np.cumsum(np.isfinite(values))
    # How many of the samples lie before each frame, by the clock and by their place.
    by_clock = np.ceil((time_s[frames] - time_s[0]) / _NOISE_STEP_S).astype(int)
    samples = np.minimum(by_clock, np.searchsorted(nearest, np.array(frames), side="right"))
    ordered: list[float] = []
    levels, taken = [], 0
    for frame, count in zip(frames, samples.tolist(), strict=True):
        for value in second[taken : max(0, count - 2)]:
            if math.isfinite(value):
                insort(ordered, value)
        taken = max(taken, count - 2)
        enough = seen[frame] >= _FEWEST_FOR_NOISE and ordered
        levels.append(1.4826 * _middle(ordered) / math.sqrt(6.0) if enough else 0.0)
    return levels


def _middle(ordered: list[float]) -> float:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
