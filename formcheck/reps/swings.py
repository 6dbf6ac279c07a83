"""Swings of a signal that stand out: up by so much, and down again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, IntArray


@dataclass(frozen=True)
class Swing:
    """One swing; ``prominence`` is its height above the higher of the lows beside it."""

    height: float
    prominence: float


def find_swings(values: FloatArray, smallest: float) -> list[Swing]:
    """Return every peak that is parted from its neighbours by at least `smallest`.

    One pass that turns from up to down, and back, only after a change of
    `smallest`; ripples and flat tops make no peaks of their own.

    Parameters
    ----------
    values : (F,) float
        NaN counts as 0, and so does what lies before and after.
    smallest : float
        Greater than 0.

    Returns
    -------
    list of Swing
        In order.
    """
    peaks: list[tuple[float, float]] = []
    lows: list[float] = []
    low = high = 0.0
    rising = False
    for value in [*np.nan_to_num(values, nan=0.0).tolist(), 0.0]:
        if rising:
            high = max(high, value)
            if value <= high - smallest:
                peaks.append((high, lows[-1]))
                rising, low = False, value
        else:
            low = min(low, value)
            if value >= low + smallest:
                lows.append(low)
                rising, high = True, value
    after = [*lows[1:], low]
    return [
        Swing(height, height - max(before, then))
        for (height, before), then in zip(peaks, after, strict=False)
    ]


def find_corners(values: FloatArray) -> IntArray:
    """Return the frames at which a signal does not simply go on rising or falling.

    Between two of them it does nothing but rise, or fall: `find_swings` finds the same in
    these frames and the two ends as in all.

    Parameters
    ----------
    values : (F,) float
        NaN counts as 0.

    Returns
    -------
    (N,) int
        In order; the first and the last frame are among them.
    """
    direction = np.sign(np.diff(np.nan_to_num(values, nan=0.0)))
    goes_on = np.zeros(len(values), dtype=bool)
    goes_on[1:-1] = (direction[1:] == direction[:-1]) & (direction[1:] != 0)
    return np.flatnonzero(~goes_on)


def find_turns(values: FloatArray, smallest: float) -> list[int]:
    """Return where each way up or down of at least `smallest` ends.

    Parameters
    ----------
    values : (F,) float
        Without NaN.
    smallest : float
        Greater than 0.

    Returns
    -------
    list of int
        Frames of the highs and lows, in order; the way that is under way at the
        end counts too.
    """
    turns: list[int] = []
    high = low = 0
    direction = 0
    for index, value in enumerate(values.tolist()):
        high = index if value > values[high] else high
        low = index if value < values[low] else low
        if direction <= 0 and value >= values[low] + smallest:
            direction, high = 1, index
            turns.append(index)
        elif direction >= 0 and value <= values[high] - smallest:
            direction, low = -1, index
            turns.append(index)
        elif (direction > 0 and high == index) or (direction < 0 and low == index):
            turns[-1] = index
    return turns
