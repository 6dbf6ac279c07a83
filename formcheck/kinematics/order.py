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
