"""Where a tilt begins and ends if the back is not let go between tilts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.session.movements import Movement
from formcheck.session.rules import Prepared

FloatArray = NDArray[np.float64]

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
