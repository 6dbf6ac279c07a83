"""Where a movement began and ended for the eye, although the landmarks start late.

People ease in and out of a movement, and the pose model hides the first degrees
of it. What it shows well is the middle of the slope, and from there a smooth
movement can be followed back: between 20 % and 80 % of the way it spends a known
share of its time (0.41 of it for a raised cosine, 0.35 for the minimum-jerk
profile of Flash and Hogan, 1985).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.reps.movements import Movement

#: From the middle of a slope to its foot, in times from 20 % to 80 %: 1.0 to the first 2 %
#: of either profile, and 1.43 to the very beginning of the minimum-jerk one.
_SLOPES_TO_FOOT, _SLOPES_TO_BEGINNING = 1.1, 1.43
#: Slow movements are more even than that: beyond the foot lies no more than this.
_LONGEST_EASE_S = 0.2
#: Either profile takes twice as long from 20 % to 80 % as from 20 % to the middle. Who creeps on
#: upwards in a long hold reaches 80 % of the peak much later: that is no slope any more.
_CREEPS = 3.0
#: Rest is what lies within this share of the peak of the bound.
_REST_SHARE = 0.07


def ease_bounds(time_s: FloatArray, displacement: FloatArray, movement: Movement) -> Movement:
    """Move the bounds of a movement out to where its smooth slopes begin and end.

    Parameters
    ----------
    time_s, displacement : (F,) float
    movement : Movement
        With the bounds that the landmarks show; they are never moved inwards.

    Returns
    -------
    Movement
    """
    start, end = movement.start, movement.end
    if movement.began == "rest":
        start = min(start, _follow_down(time_s, displacement, movement.peak, start, -1))
    if movement.ended == "returned":
        end = max(end, _follow_down(time_s, displacement, movement.peak, end, 1))
    return replace(movement, start=start, end=end)


def _follow_down(
    time_s: FloatArray, displacement: FloatArray, peak: int, bound: int, step: int
) -> int:
    """Return the frame at which the slope from the peak towards `bound` reaches rest."""
    frames = np.arange(bound, peak, -step) if peak != bound else np.array([bound])
    rise = displacement[frames]
    low, top = displacement[bound], displacement[peak]
    if not np.isfinite(rise).all() or not np.isfinite(low + top) or top <= low:
        return bound
    share = (rise - low) / (top - low)
    reached_s = []
    for level in (0.2, 0.5, 0.8):
        above = np.flatnonzero(share >= level)
        if above.size == 0:
            return bound
        # Between two frames: at 15 frames a second a whole frame would be a bias.
        ends = np.array([max(above[0] - 1, 0), above[0]])
        reached_s.append(float(np.interp(level, share[ends], time_s[frames[ends]])))
    early_s, middle_s, late_s = reached_s
    slope_s, half_s = abs(late_s - early_s), abs(middle_s - early_s)
    if slope_s > _CREEPS * half_s:
        slope_s = 2.0 * half_s
    ease_s = min((_SLOPES_TO_BEGINNING - _SLOPES_TO_FOOT) * slope_s, _LONGEST_EASE_S)
    foot_s = middle_s + step * (_SLOPES_TO_FOOT * slope_s + ease_s)
    frame = bound
    while 0 <= frame + step < len(time_s) and step * (foot_s - time_s[frame + step]) >= 0:
        # Only through rest: not into what was not seen, nor into another movement.
        if not displacement[frame + step] <= low + _REST_SHARE * (top - low):
            break
        frame += step
    return frame
