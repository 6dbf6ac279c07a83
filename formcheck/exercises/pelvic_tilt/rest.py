"""How the pelvis lies between tilts: the neutral that tilts rise from and arches fall below."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.drift import compute_drifting_level

#: Lying still so early, for so long, within so little, shows the neutral.
_EARLY_S = 1.0
#: Live it is not known yet whether that is the top of a tilt: it has to come at once.
_LIVE_EARLY_S = 0.2
_STILL_S = 0.5
_STILL_SPREAD = 0.15
_LEAST_TREND = 0.05
#: Someone still for as long as this at first is not in the middle of a hold.
_SURELY_REST_S = 2.0
#: Rest is what lies still within this band around the neutral; typical tilts, a second.
_BAND = 0.22
_STILL_SPEED = 0.15
#: The neutral wanders no faster than this, typical tilts a second.
_FASTEST_DRIFT = 0.05
_STEP_S = 0.5
_LOOK_S = 3.0
_LOW_PERCENT = 10.0
#: Live, a neutral below the assumed one is believed sooner than one above: holds are above.
_HIGHER_LATER = 3.0


def find_neutral(time_s: FloatArray, rise: FloatArray, lost_s: float) -> FloatArray | None:
    """Return the neutral at every frame of a recorded clip.

    The low level that `rise` is measured from is the neutral, unless the person
    arches: then it is where the person lay at first, before going up and down
    from it.

    Parameters
    ----------
    time_s : (F,) float
    rise : (F,) float
        Typical tilts above the low level; NaN where not known.
    lost_s : float
        A neutral not visited for so long is given up.

    Returns
    -------
    (F,) float or None
        In the same measure; None where the low level must stand for it.
    """
    known = np.flatnonzero(np.isfinite(rise))
    if known.size == 0:
        return None
    first = _find_first_rest(time_s[known], rise[known], _EARLY_S)
    if first is None or not _is_neutral(time_s[known[first:]], rise[known[first:]]):
        return None
    return _follow(time_s, rise, int(known[first]), lost_s, ahead_s=_LOOK_S)


def find_running_neutral(
    time_s: FloatArray, rise: FloatArray, lost_s: float, window_s: float
) -> tuple[FloatArray, bool]:
    """Return the neutral as it is known at each moment, and whether it is more than the low level.

    Where the person lies still at first that is it, and it is followed from
    there; else it is the low level of the past.

    Parameters
    ----------
    time_s, rise, lost_s
        See `find_neutral`.
    window_s : float
        How far back the low level is looked for.

    Returns
    -------
    neutral : (F,) float
    known : bool
    """
    known = np.flatnonzero(np.isfinite(rise))
    first = None
    if known.size:
        first = _find_first_rest(time_s[known], rise[known], _LIVE_EARLY_S)
    if first is None:
        return compute_drifting_level(time_s, rise, window_s, causal=True), False
    return _follow(time_s, rise, int(known[first]), lost_s, ahead_s=0.0), True


def _find_first_rest(times: FloatArray, values: FloatArray, early_s: float) -> int | None:
    """Return the first frame of lying still early on; None if nobody does."""
    for first in np.flatnonzero(times <= times[0] + early_s):
        window = values[(times >= times[first]) & (times < times[first] + _STILL_S)]
        half = len(window) // 2
        trend = abs(float(window[half:].mean() - window[:half].mean())) if half else 0.0
        if np.ptp(window) < _STILL_SPREAD and trend < _LEAST_TREND:
            # Still after a rise is the top of a tilt that the clip began with.
            risen = float(np.median(window) - values[: first + 1].min()) > _STILL_SPREAD
            return None if risen else int(first)
    return None


def _is_neutral(times: FloatArray, values: FloatArray) -> bool:
    """Tell whether the rest at first is the neutral, and not a hold that the clip begins with."""
    level = float(np.median(values[times < times[0] + _STILL_S]))
    below = level - float(np.percentile(values, 2))
    above = float(np.percentile(values, 98)) - level
    moved = np.abs(values - level) > _STILL_SPREAD
    still_s = times[int(np.argmax(moved))] - times[0] if moved.any() else np.inf
    both_ways = above > max(_BAND, 0.5 * below)
    return bool(below < _BAND or both_ways or still_s >= _SURELY_REST_S)


def _follow(
    time_s: FloatArray, rise: FloatArray, first: int, lost_s: float, *, ahead_s: float
) -> FloatArray:
    """Follow the neutral from the rest that begins at a frame."""
    # What passes through the band on its way up is no rest.
    with np.errstate(invalid="ignore"):
        still = np.abs(compute_velocity(time_s, rise)) < _STILL_SPEED
    at_first = (time_s >= time_s[first]) & (time_s < time_s[first] + _STILL_S)
    level = float(np.nanmedian(rise[at_first]))
    grid = np.arange(time_s[0], time_s[-1] + _STEP_S, _STEP_S)
    levels, visited_s = np.empty(len(grid)), time_s[first]
    for index, moment in enumerate(grid):
        begin, stop = np.searchsorted(time_s, [moment - _LOOK_S, moment + ahead_s])
        seen = rise[begin:stop][still[begin:stop]]
        # While it was out of sight, as during a hold, it may have wandered.
        furthest = _FASTEST_DRIFT * max(_STEP_S, moment - visited_s)
        near = seen[np.abs(seen - level) < _BAND + furthest]
        if near.size:
            level += float(np.clip(np.median(near) - level, -furthest, furthest))
            visited_s = moment
        elif moment > visited_s + lost_s:
            level = _find_again(time_s, rise, (visited_s, moment + ahead_s), level, lost_s)
        levels[index] = level
    if ahead_s > 0:
        return np.asarray(np.interp(time_s, grid, levels))
    latest = np.searchsorted(grid, time_s, side="right") - 1
    return np.asarray(levels[np.clip(latest, 0, None)])


def _find_again(
    time_s: FloatArray,
    rise: FloatArray,
    span_s: tuple[float, float],
    level: float,
    lost_s: float,
) -> float:
    """Return the low level of the time in which the neutral was not visited."""
    begin, stop = np.searchsorted(time_s, span_s)
    seen = rise[begin:stop][np.isfinite(rise[begin:stop])]
    if seen.size == 0:
        return level
    low = float(np.percentile(seen, _LOW_PERCENT))
    sure = low < level or span_s[1] - span_s[0] > _HIGHER_LATER * lost_s
    return low if sure else level
