"""When a tilt is held, and where it ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Prepared

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


def _speed(times: FloatArray, values: FloatArray, known: BoolArray, window_s: float) -> FloatArray:
    """Return the mean speed over the time around every frame, units per second."""
    earlier = np.clip(times - window_s / 2, times[0], None)
    later = np.clip(times + window_s / 2, None, times[-1])
    levels = [np.interp(moments, times[known], values[known]) for moments in (earlier, later)]
    span_s = np.maximum(later - earlier, 1e-9)
    return np.where(known, (levels[1] - levels[0]) / span_s, np.nan)


#: Lower than this share of the top is no hold, though it may not be rest either.
_DOWN_SHARE = 0.7
_RESTING_S = 0.7
#: Rest is what lies within this share of the way above the lowest.
_REST_SHARE = 0.07


def end_at_rest(prepared: Prepared, movement: Movement) -> Movement:
    """Move the bounds to where the pelvis stops moving, however high that is.

    Parameters
    ----------
    prepared : Prepared
    movement : Movement

    Returns
    -------
    Movement
        One that stops half let go has ended there. One that follows such a half
        rest does not include it.
    """
    start, peak, end = movement.start, movement.peak, movement.end
    pause = _find_pause(prepared, movement)
    if movement.ended in ("clip_end", "returned") and pause is not None:
        movement = replace(movement, end=pause, ended="valley")
    elif movement.ended == "valley":
        movement = replace(movement, end=_foot(prepared.displacement, peak, end))
    if movement.began == "valley":
        movement = replace(movement, start=_foot(prepared.displacement, peak, start))
    return movement


def _find_pause(prepared: Prepared, movement: Movement) -> int | None:
    """Return where the pelvis comes to lie still below the hold, but well above rest."""
    time_s = prepared.shot.time_s[movement.peak : movement.end + 1]
    way = prepared.displacement[movement.peak : movement.end + 1]
    top = float(way[0])
    for index in np.flatnonzero(way < _DOWN_SHARE * top):
        lasting = (time_s >= time_s[index]) & (time_s <= time_s[index] + _RESTING_S)
        if time_s[-1] - time_s[index] < _RESTING_S or way[index] < prepared.limits.exit:
            return None
        if np.ptp(way[lasting]) < _REST_SHARE * top and np.nanmax(way[index:]) < _DOWN_SHARE * top:
            return movement.peak + int(index)
    return None


def _foot(displacement: FloatArray, peak: int, bound: int) -> int:
    """Return the frame nearest to the peak that is as low as the lowest up to the bound."""
    step = 1 if bound >= peak else -1
    frames = np.arange(peak, bound + step, step)
    slope = displacement[frames]
    if not np.isfinite(slope).any():
        return bound
    lowest, top = float(np.nanmin(slope)), float(displacement[peak])
    with np.errstate(invalid="ignore"):
        down = slope <= lowest + _REST_SHARE * (top - lowest)
    return int(frames[int(np.argmax(down))])
