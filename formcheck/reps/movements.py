"""The repetition state machine: from a displacement over time to movements out and back.

One machine serves live and recorded input. It is fed frame by frame and never
looks ahead; a recorded clip refines the bounds afterwards (`refine_bounds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.arrays import BoolArray, FloatArray

Began = Literal["rest", "valley", "unseen"]
Ended = Literal["returned", "valley", "left_position", "lost", "clip_end"]

#: Below this share of its peak a movement is on its way back (clinical-spec §1.6).
_RETURN_SHARE = 0.7
#: A valley ends a repetition if it is lower than this share of the peak before it,
_VALLEY_SHARE = 0.5
#: and the next rise out of it is at least this share of that peak.
_NEXT_RISE_SHARE = 0.35
#: Who rests on the way back is done from here on; a rest needs no lower level than this.
_STALL_LEVEL_SHARE = 0.6
#: On the way back the body has stalled while it stays within this share of the peak.
_STALL_SHARE = 0.1
#: A signal that has not fallen further for this long has come to rest.
_SETTLED_S = 1.0


@dataclass(frozen=True)
class MovementLimits:
    """Thresholds of the machine, in the unit of the displacement.

    Attributes
    ----------
    enter, exit : float
        Hysteresis: a movement begins above `enter` and ends below `exit`.
    confirm_s : float
        Both must hold for this long (0.2 s, clinical-spec §1.6).
    gap_abort_s : float
        Not seen for longer than this: the movement is lost.
    stall_s : float or None
        Resting for so long on the way down, well below the peak, ends a movement too; None to
        wait for the exit or the next rise.
    rest_below : float or None
        What lies higher is no rest, however far the body has come down: no stall up there
        ends a movement, and no valley above `enter`, which lasts a moment only. None for
        no such height.
    """

    enter: float
    exit: float
    confirm_s: float = 0.2
    gap_abort_s: float = 1.0
    stall_s: float | None = None
    rest_below: float | None = None

    def ends_at(self, level: float, peak: float, share: float) -> bool:
        """Tell whether a body that has come down to `level` may be done with a movement."""
        low = level <= share * peak
        return low and (self.rest_below is None or level < self.rest_below)


@dataclass(frozen=True)
class Movement:
    """One movement out and back, as frame indices (all inclusive)."""

    start: int
    peak: int
    end: int
    began: Began
    ended: Ended

    @property
    def start_seen(self) -> bool:
        """True unless it was under way when the person came into sight."""
        return self.began != "unseen"

    @property
    def end_seen(self) -> bool:
        """True if the way back, or whatever else ended it, was seen."""
        return self.ended not in ("lost", "clip_end")

    @property
    def whole(self) -> bool:
        """True if both its start and its end were seen."""
        return self.start_seen and self.end_seen


class MovementFinder:
    """Finds movements in a stream of displacements.

    Parameters
    ----------
    limits : MovementLimits
    """

    def __init__(self, limits: MovementLimits) -> None:
        self._limits = limits
        self._index = -1
        self._last_seen: tuple[int, float] | None = None
        self._low: int | None = None
        self._high_since: tuple[int, float] | None = None
        self._low_since: tuple[int, float] | None = None
        self._current: Movement | None = None
        self._peak_value = 0.0
        self._peak_index = 0
        self._valley: tuple[int, float] | None = None
        self._stall: tuple[int, float, float] | None = None

    @property
    def moving(self) -> bool:
        """True between the confirmed begin and the end of a movement."""
        return self._current is not None

    def update(self, time_s: float, displacement: float, in_position: bool) -> Movement | None:
        """Take the next frame; return the movement that it ends, if any.

        Parameters
        ----------
        time_s : float
            Later than that of the frame before.
        displacement : float
            Main signal minus its rest level; NaN where not seen.
        in_position : bool
            False where the person is seen, but in no posture of the exercise.
        """
        self._index += 1
        if not in_position:
            ended = self._finish("left_position")
            self._forget()
            return ended
        if np.isnan(displacement):
            return self._handle_gap(time_s)
        self._last_seen = (self._index, time_s)
        if self._current is None:
            self._wait_for_begin(time_s, displacement)
            return None
        return self._follow(time_s, displacement)

    def finish(self) -> Movement | None:
        """Return the movement that the end of the clip cuts off, if any."""
        return self._finish("clip_end")

    def _handle_gap(self, time_s: float) -> Movement | None:
        if self._last_seen is None or time_s - self._last_seen[1] <= self._limits.gap_abort_s:
            return None
        ended = self._finish("lost")
        self._forget()
        return ended

    def _forget(self) -> None:
        self._low = self._high_since = self._low_since = None

    def _finish(self, ended: Ended) -> Movement | None:
        current, self._current = self._current, None
        if current is None or self._last_seen is None:
            return None
        return replace(current, end=self._last_seen[0], ended=ended)

    def _wait_for_begin(self, time_s: float, displacement: float) -> None:
        if displacement <= self._limits.enter:
            self._high_since = None
            if displacement <= self._limits.exit or self._low is not None:
                self._low = self._index
            return
        if self._high_since is None:
            self._high_since = (self._index, time_s)
            self._peak_value, self._peak_index = displacement, self._index
        self._note_peak(displacement)
        if time_s - self._high_since[1] >= self._limits.confirm_s:
            began: Began = "unseen" if self._low is None else "rest"
            start = self._high_since[0] if self._low is None else self._low
            self._begin(start, began)

    def _note_peak(self, displacement: float) -> None:
        if displacement >= self._peak_value:
            self._peak_value, self._peak_index = displacement, self._index

    def _begin(self, start: int, began: Began) -> None:
        self._current = Movement(start, self._peak_index, self._index, began, "clip_end")
        self._low_since = self._valley = self._high_since = self._stall = None

    def _follow(self, time_s: float, displacement: float) -> Movement | None:
        assert self._current is not None
        if displacement > self._peak_value:
            self._peak_value, self._valley = displacement, None
            self._current = replace(self._current, peak=self._index)
        elif displacement < _RETURN_SHARE * self._peak_value and (
            self._valley is None or displacement <= self._valley[1]
        ):
            self._valley = (self._index, displacement)
        if displacement < self._limits.exit:
            return self._wait_for_end(time_s)
        self._low_since = None
        return self._split_at_valley(displacement) or self._split_at_stall(time_s, displacement)

    def _wait_for_end(self, time_s: float) -> Movement | None:
        if self._low_since is None:
            self._low_since = (self._index, time_s)
        if time_s - self._low_since[1] < self._limits.confirm_s:
            return None
        assert self._current is not None
        ended = replace(self._current, end=self._low_since[0], ended="returned")
        self._current, self._low, self._low_since = None, self._index, None
        return ended

    def _split_at_valley(self, displacement: float) -> Movement | None:
        """End the movement at its valley once the next rise has clearly begun."""
        if self._valley is None or self._current is None:
            return None
        index, depth = self._valley
        if self._limits.rest_below is not None and depth >= self._limits.enter:
            return None
        rise = max(self._limits.enter, _NEXT_RISE_SHARE * self._peak_value)
        if (
            not self._limits.ends_at(depth, self._peak_value, _VALLEY_SHARE)
            or displacement < depth + rise
        ):
            return None
        return self._split(index, displacement)

    def _split_at_stall(self, time_s: float, displacement: float) -> Movement | None:
        """End the movement where the body came to rest before it was down."""
        if self._limits.stall_s is None or not self._limits.ends_at(
            displacement, self._peak_value, _STALL_LEVEL_SHARE
        ):
            self._stall = None
            return None
        if self._stall is None or (
            abs(displacement - self._stall[2]) > _STALL_SHARE * self._peak_value
        ):
            self._stall = (self._index, time_s, displacement)
        index, since_s, _ = self._stall
        if time_s - since_s < self._limits.stall_s:
            return None
        return self._split(index, displacement)

    def _split(self, index: int, displacement: float) -> Movement:
        assert self._current is not None
        ended = replace(self._current, end=index, ended="valley")
        self._peak_value, self._peak_index = displacement, self._index
        self._begin(index, "valley")
        return ended


def find_movements(
    time_s: FloatArray,
    displacement: FloatArray,
    in_position: BoolArray,
    limits: MovementLimits,
) -> list[Movement]:
    """Run the state machine over a whole clip.

    Parameters
    ----------
    time_s, displacement : (F,) float
        Seconds, and main signal minus rest level (NaN where not seen).
    in_position : (F,) bool
        See `MovementFinder.update`.
    limits : MovementLimits

    Returns
    -------
    list of Movement
        In order of time.
    """
    return list(_feed(MovementFinder(limits), time_s, displacement, in_position))


def _feed(
    finder: MovementFinder, time_s: FloatArray, displacement: FloatArray, in_position: BoolArray
) -> Iterator[Movement]:
    for time, value, fits in zip(
        time_s.tolist(), displacement.tolist(), in_position.tolist(), strict=True
    ):
        ended = finder.update(time, value, fits)
        if ended is not None:
            yield ended
    ended = finder.finish()
    if ended is not None:
        yield ended


def refine_bounds(
    time_s: FloatArray, displacement: FloatArray, movement: Movement, *, rest_share: float = 0.07
) -> Movement:
    """Move start and end out to where the body really left and reached rest.

    The machine starts a movement at its entry threshold, late for the eye. With
    the whole clip at hand the start is followed down the slope to the foot of
    the rise, the end likewise; where they were cut off they stay.

    Parameters
    ----------
    time_s, displacement : (F,) float
    movement : Movement
    rest_share : float
        The foot of the slope lies this share of the way up from rest to the
        peak. Rest is zero, or where the signal settles if that is higher: a
        rest level that is a little off must not stretch a movement over the rest.

    Returns
    -------
    Movement
    """
    start, end = movement.start, movement.end
    if movement.began == "rest":
        start = _find_foot(time_s, displacement, movement.peak, start, -1, rest_share)
    if movement.ended == "returned":
        end = _find_foot(time_s, displacement, movement.peak, end, 1, rest_share)
    return replace(movement, start=start, end=end)


def _find_foot(
    time_s: FloatArray,
    displacement: FloatArray,
    peak: int,
    bound: int,
    step: int,
    rest_share: float,
) -> int:
    """Return the first frame from the peak towards and past `bound` that is at the foot."""
    away_s = np.abs(time_s[peak::step] - time_s[peak])
    slope = displacement[peak::step]
    top, inside = float(slope[0]), abs(bound - peak)
    foot, lowest = rest_share * top, top
    fallen_s, fallen_to = 0.0, top
    for distance, value in enumerate(slope.tolist()):
        beyond = distance > inside
        if np.isnan(value):
            if beyond:
                break
            continue
        if value <= foot:
            return peak + step * distance
        # Within the machine's bounds the body may tremble or pause; beyond them that is rest.
        turned = value > lowest + 2 * foot
        settled = away_s[distance] - fallen_s > _SETTLED_S
        if beyond and (turned or settled):
            break
        lowest = min(lowest, value)
        if value < fallen_to - foot / 2:
            fallen_s, fallen_to = float(away_s[distance]), value
    with np.errstate(invalid="ignore"):
        down = slope <= lowest + rest_share * (top - lowest)
    return peak + step * int(np.argmax(down))
