"""Frame times from presentation timestamps, mended where a container gives bad ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray

#: No two pictures lie further apart, whatever their timestamps say: a camera that was off for
#: a night, or a damaged clock, must not make a clip of hours out of a few hundred pictures.
LONGEST_PAUSE_S = 60.0
#: Pictures that are closer together have the same timestamp; no camera takes 10,000 a second.
_SHORTEST_STEP_S = 1e-4


@dataclass(frozen=True)
class Jump:
    """A place at which a clip's clock leaps ahead by more than `LONGEST_PAUSE_S`.

    Attributes
    ----------
    at_s : float
        Time of the last frame before it.
    length_s : float
        How far the timestamps leap, seconds.
    """

    at_s: float
    length_s: float


def find_jumps(time_s: FloatArray) -> tuple[Jump, ...]:
    """Return where the times of frames leap ahead, in order.

    Parameters
    ----------
    time_s : (F,) float
        Increasing, by the timestamps.
    """
    jumps, left_out_s = [], 0.0
    for last in np.flatnonzero(np.diff(time_s) > LONGEST_PAUSE_S):
        length_s = float(time_s[last + 1] - time_s[last])
        jumps.append(Jump(at_s=float(time_s[last]) - left_out_s, length_s=length_s))
        left_out_s += length_s - LONGEST_PAUSE_S
    return tuple(jumps)


def close_jumps(time_s: float, jumps: Sequence[Jump]) -> float | None:
    """Return the time of the clip that a `PresentationClock` makes of a moment between frames.

    Parameters
    ----------
    time_s : float
        Seconds after the clip's first frame by its timestamps.
    jumps : sequence of Jump
        In order.

    Returns
    -------
    float or None
        None for what lies in the part of a jump that is left out.
    """
    for jump in jumps:
        if time_s <= jump.at_s + LONGEST_PAUSE_S:
            break
        time_s -= jump.length_s - LONGEST_PAUSE_S
        if time_s < jump.at_s + LONGEST_PAUSE_S:
            return None
    return time_s


class PresentationClock:
    """Turns presentation timestamps into strictly increasing seconds.

    Timestamps are taken as they are wherever they increase; one that is missing,
    repeated, hardly later or goes backwards is replaced by the time before it plus
    one nominal frame interval. Of a leap ahead, `LONGEST_PAUSE_S` is kept.

    Parameters
    ----------
    first_s : float
        Timestamp of the clip's first frame, seconds; becomes time 0.
    interval_s : float
        Nominal time between frames, seconds, greater than 0.
    """

    def __init__(self, first_s: float, interval_s: float) -> None:
        self._first_s = first_s
        self._interval_s = min(max(interval_s, _SHORTEST_STEP_S), LONGEST_PAUSE_S)
        self._left_out_s = 0.0
        self._last_s: float | None = None

    def time_of(self, timestamp_s: float | None) -> float:
        """Return the time of the next frame, seconds after the clip's first frame.

        Parameters
        ----------
        timestamp_s : float or None
            The frame's own timestamp in seconds, None if it has none.
        """
        time_s = None if timestamp_s is None else timestamp_s - self._first_s - self._left_out_s
        if self._last_s is None:
            time_s = 0.0 if time_s is None else time_s
        elif time_s is None or time_s < self._last_s + _SHORTEST_STEP_S:
            time_s = self._last_s + self._interval_s
        elif time_s - self._last_s > LONGEST_PAUSE_S:
            self._left_out_s += time_s - self._last_s - LONGEST_PAUSE_S
            time_s = self._last_s + LONGEST_PAUSE_S
        self._last_s = time_s
        return time_s
