"""How long a tilt is held: the time near the top in which the pelvis hardly moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.smoothing import find_runs
from formcheck.session.movements import Movement

FloatArray = NDArray[np.float64]

#: Held is what reaches this share of the top (clinical-spec §1.6).
_HELD_SHARE = 0.8
#: The top is where the highest tenth begins: one jerk does not set it.
_TOP_PERCENT = 90.0
#: Speed is taken over so long: breath and jitter come and go within it.
_SPEED_WINDOW_S = 0.8
#: Over the long window a hold seems to begin late and end early; at its ends the short one tells.
_EDGE_WINDOW_S = 0.25
#: A hold goes on through a flicker so short that does not fall below this share.
_FLICKER_S = 0.6
_FLICKER_SHARE = 0.6


def find_tilt_hold(
    time_s: FloatArray, displacement: FloatArray, movement: Movement, hold_speed: float
) -> tuple[int, int] | None:
    """Return the first and last frame of the hold; None if there is none.

    Parameters
    ----------
    time_s, displacement : (F,) float
    movement : Movement
    hold_speed : float
        Displacement units per second; slower is holding.

    Returns
    -------
    (first, last) or None
    """
    inside = slice(movement.start, movement.end + 1)
    times, values = time_s[inside], displacement[inside]
    known = np.isfinite(values)
    if not known.any():
        return None
    top = float(np.percentile(values[known], _TOP_PERCENT))
    with np.errstate(invalid="ignore"):
        high, low = values >= _HELD_SHARE * top, values < _FLICKER_SHARE * top
        held, slow = (
            high & (np.abs(_speed(times, values, known, window_s)) < hold_speed)
            for window_s in (_SPEED_WINDOW_S, _EDGE_WINDOW_S)
        )
    runs: list[tuple[int, int]] = []
    for first, stop in find_runs(held):
        before = runs[-1][1] if runs else first
        short = times[first] - times[before - 1] <= _FLICKER_S or not known[before:first].any()
        if runs and short and not low[before:first].any():
            runs[-1] = (runs[-1][0], stop)
        else:
            runs.append((first, stop))
    if not runs:
        return None
    first, stop = max(runs, key=lambda run: times[run[1] - 1] - times[run[0]])
    while first > 0 and slow[first - 1]:
        first -= 1
    while stop < len(slow) and slow[stop]:
        stop += 1
    return movement.start + first, movement.start + stop - 1


def _speed(
    times: FloatArray, values: FloatArray, known: NDArray[np.bool_], window_s: float
) -> FloatArray:
    """Return the mean speed over the time around every frame, units per second."""
    earlier = np.clip(times - window_s / 2, times[0], None)
    later = np.clip(times + window_s / 2, None, times[-1])
    levels = [np.interp(moments, times[known], values[known]) for moments in (earlier, later)]
    span_s = np.maximum(later - earlier, 1e-9)
    return np.where(known, (levels[1] - levels[0]) / span_s, np.nan)
