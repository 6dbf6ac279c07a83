"""Medians and percentiles of small arrays, many times a second.

The general functions of numpy spend most of their time on cases that do not occur here.
"""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray


def quick_median(values: FloatArray) -> float:
    """Return the median.

    Parameters
    ----------
    values : (N,) float
        At least one, none of them NaN.
    """
    half = values.size // 2
    if values.size % 2:
        return float(np.partition(values, half)[half])
    ordered = np.partition(values, (half - 1, half))
    return float(ordered[half - 1] + ordered[half]) / 2


def quick_percentile(values: FloatArray, percent: float, *, lower: bool = False) -> float:
    """Return a percentile.

    Parameters
    ----------
    values : (N,) float
        At least one, none of them NaN.
    percent : float
        0 to 100.
    lower : bool
        True for the next lower of the values, False to interpolate between two.
    """
    place = (values.size - 1) * percent / 100
    below = int(place)
    above = min(below + 1, values.size - 1)
    if lower:
        return float(np.partition(values, below)[below])
    ordered = np.partition(values, (below, above))
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def quick_range(values: FloatArray, percent: float) -> float:
    """Return how far apart two percentiles lie: the given one and its mirror image at the top.

    Parameters
    ----------
    values : (N,) float
        At least one, none of them NaN.
    percent : float
        0 to 50.
    """
    last = values.size - 1
    places = last * percent / 100, last * (100 - percent) / 100
    neighbours = [(int(place), min(int(place) + 1, last)) for place in places]
    ordered = np.partition(values, [*neighbours[0], *neighbours[1]])
    low, high = (
        float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
        for place, (below, above) in zip(places, neighbours, strict=True)
    )
    return high - low


def quick_correlation(first: FloatArray, second: FloatArray) -> float:
    """Return Pearson's correlation, -1 to 1.

    Parameters
    ----------
    first, second : (N,) float
        At least two, none of them NaN, and not all the same.
    """
    both = np.stack([first, second])
    both -= both.mean(axis=1)[:, None]
    # As `numpy.corrcoef` does it, to the last digit.
    covariance = np.dot(both, both.T.conj())
    covariance *= np.true_divide(1, first.size - 1)
    spread = np.sqrt(covariance.diagonal())
    return float(np.clip(covariance[0, 1] / spread[0] / spread[1], -1.0, 1.0))


def find_renewals(time_s: FloatArray, every_s: float) -> list[int]:
    """Return the frames at which a running figure is renewed: the first, then every so often.

    Parameters
    ----------
    time_s : (F,) float
        Increasing.
    every_s : float
        Least time from one renewal to the next.
    """
    times, frames, due_s = time_s.tolist(), [], -np.inf
    for frame, time in enumerate(times):
        if time >= due_s:
            frames.append(frame)
            due_s = time + every_s
    return frames
