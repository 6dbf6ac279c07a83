"""One rate for formats that count frames and know no times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray

#: Frames that are this far from an even beat are rounding of the container's ticks.
_EVEN_S = 0.002
#: Between frames further apart than this many beats nothing is made up.
_LONGEST_STEP = 1.75


@dataclass(frozen=True)
class EvenFrames:
    """Values at one rate; N frames.

    Attributes
    ----------
    time_s : (N,) float
        Seconds after the first frame of the clip, evenly apart.
    values : (N, ...) float
        NaN where not seen.
    rate_hz : float
    resampled : bool
        Whether the film had another rhythm, so that values lie between those of its frames.
    """

    time_s: FloatArray
    values: FloatArray
    rate_hz: float
    resampled: bool


def make_even(time_s: FloatArray, values: FloatArray) -> EvenFrames:
    """Return values at the usual rate of their frames.

    Parameters
    ----------
    time_s : (F,) float
        Strictly increasing; F is at least 1.
    values : (F, ...) float
        NaN where not seen.

    Returns
    -------
    EvenFrames
        The frames themselves where they are even already. Otherwise values between two
        neighbours; NaN where either is, or where they are more than 1.75 frames apart.
    """
    if time_s.size == 1:
        return EvenFrames(time_s, values, 1.0, resampled=False)
    mean_s = float((time_s[-1] - time_s[0]) / (time_s.size - 1))
    if np.abs(time_s - time_s[0] - mean_s * np.arange(time_s.size)).max() <= _EVEN_S:
        return EvenFrames(time_s, values, 1.0 / mean_s, resampled=False)
    step_s = float(np.median(np.diff(time_s)))
    count = round((time_s[-1] - time_s[0]) / step_s) + 1
    even_s = time_s[0] + step_s * np.arange(count)
    return EvenFrames(even_s, _between(even_s, time_s, values, step_s), 1.0 / step_s, True)


def _between(
    even_s: FloatArray, time_s: FloatArray, values: FloatArray, step_s: float
) -> FloatArray:
    after = np.clip(np.searchsorted(time_s, even_s), 1, time_s.size - 1)
    before = after - 1
    gap_s = time_s[after] - time_s[before]
    share = np.clip((even_s - time_s[before]) / gap_s, 0.0, 1.0)
    share = share.reshape(-1, *[1] * (values.ndim - 1))
    # A neighbour that is met exactly counts alone: NaN times nought would be NaN.
    mixed = (1.0 - share) * values[before] + share * values[after]
    mixed = np.where(share == 0.0, values[before], np.where(share == 1.0, values[after], mixed))
    apart = (gap_s > _LONGEST_STEP * step_s).reshape(share.shape) & (share > 0.0) & (share < 1.0)
    return np.where(apart, np.nan, mixed)


def fill_gaps(values: FloatArray) -> FloatArray:
    """Return values without NaN, for programs that cannot go on with one.

    Parameters
    ----------
    values : (N, ...) float

    Returns
    -------
    (N, ...) float
        Each series by itself: straight lines over gaps, the nearest value at both ends; 0 where
        nothing was seen at all.
    """
    flat = values.reshape(values.shape[0], -1).copy()
    frames = np.arange(flat.shape[0])
    for series in flat.T:
        seen = np.isfinite(series)
        series[:] = np.interp(frames, frames[seen], series[seen]) if seen.any() else 0.0
    return flat.reshape(values.shape)
