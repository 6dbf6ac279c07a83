"""What the rules of an exercise say about one shot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.movements import Movement
from formcheck.words import tell

Kind = Literal["counted", "partial", "not_seen", "other_movement"]
#: Why a movement that the film cuts off did not count, whatever was seen of it.
START_NOT_SEEN, END_NOT_SEEN = (
    tell("formcheck.reps", key) for key in ("start_not_seen", "end_not_seen")
)
MovingSide = Literal["left", "right", "both"]


@dataclass(frozen=True)
class Finding:
    """A fault that was seen, as frame indices (inclusive) of its shot.

    Attributes
    ----------
    fault_id : str
    start, end : int
    value, threshold : float
        The worst value, and the bound that it broke.
    severity : int or None
        Only where it differs from the fault's own.
    unit : str or None
        Of the value and the threshold; only where it differs from the fault's own.
    """

    fault_id: str
    start: int
    end: int
    value: float
    threshold: float
    severity: int | None = None
    unit: str | None = None


@dataclass(frozen=True, eq=False)
class HoldClock:
    """The two clocks of an exercise whose hold is the dose.

    Attributes
    ----------
    held_so_far_s : (N,) float
        Credited time at each frame of the movement, its start and end included.
    up_so_far_s : (N,) float
        Time away from rest, held or not.
    """

    held_so_far_s: FloatArray
    up_so_far_s: FloatArray

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, HoldClock)
            and np.array_equal(self.held_so_far_s, other.held_so_far_s)
            and np.array_equal(self.up_so_far_s, other.up_so_far_s)
        )

    def __hash__(self) -> int:
        return hash((self.held_s, self.up_s))

    @property
    def held_s(self) -> float:
        """All the time that is credited."""
        return float(self.held_so_far_s[-1])

    @property
    def up_s(self) -> float:
        """All the time away from rest."""
        return float(self.up_so_far_s[-1])


@dataclass(frozen=True)
class Details:
    """What else the rules of some exercises say about a movement.

    Attributes
    ----------
    clock : HoldClock or None
        None: all of the hold is credited.
    variant : str or None
        Which way of doing the exercise it is.
    reason : str or None
        Why it was not counted, in a few plain words.
    side : {"left", "right", "both"} or None
        Which leg or arm moved, where either may.
    at_least : bool
        True if the hold was under way when it came into sight, or when it went out of sight:
        what was timed of it is a lower bound.
    evidence : float or None
        How well independent kinds of evidence agree on it, 0 to 1; None if there is one kind only.
    untold : frozenset of str
        Faults that could not be looked for in it, besides those whose joints were out of sight.
    """

    clock: HoldClock | None = None
    variant: str | None = None
    reason: str | None = None
    side: MovingSide | None = None
    evidence: float | None = None
    untold: frozenset[str] = frozenset()
    at_least: bool = False


@dataclass(frozen=True)
class JudgedMovement:
    """A movement with its verdict.

    Attributes
    ----------
    movement : Movement
    kind : str
        See `formcheck.judge.result.Rep`.
    hold : (first, last) or None
        Frames of the hold, inclusive.
    findings : list of Finding
        Faults that belong to it.
    details : Details
    """

    movement: Movement
    kind: Kind
    hold: tuple[int, int] | None
    findings: list[Finding]
    details: Details = Details()


@dataclass(frozen=True)
class Unfinished:
    """The movement that is under way in a shot's last frame, as frame indices.

    Attributes
    ----------
    start, peak : int
    hold : (first, last) or None
        The hold so far.
    """

    start: int
    peak: int
    hold: tuple[int, int] | None


@dataclass(frozen=True)
class ShotJudgement:
    """Everything the rules say about one shot.

    Attributes
    ----------
    signal : (F,) float
        Main signal, in the exercise's unit; NaN where not judged.
    baseline : float
        Its rest level; NaN if the person never rested in the start posture.
    displacement : (F,) float
        Signal minus rest level.
    in_position : (F,) bool
        Frames in a posture of the exercise.
    movements : list of JudgedMovement
    findings : list of Finding
        Faults outside any movement, such as the set-up.
    prominence_count : int
        Repetitions by plain peak prominence, as a cross-check.
    count : float
        Least displacement of a counted repetition.
    rest_spread : float
        Standard deviation of the displacement at rest; NaN if nobody rested.
    resting : (F,) bool or None
        Still frames in the start posture.
    unfinished : Unfinished or None
        What is under way at the end, whatever the rules say of it so far.
    """

    signal: FloatArray
    baseline: float
    displacement: FloatArray
    in_position: BoolArray
    movements: list[JudgedMovement]
    findings: list[Finding] = field(default_factory=list)
    prominence_count: int = 0
    count: float = 1.0
    rest_spread: float = float("nan")
    resting: BoolArray | None = None
    unfinished: Unfinished | None = None

    @property
    def counted_spans(self) -> tuple[tuple[int, int], ...]:
        """First and last frame of each counted movement."""
        return tuple(
            (verdict.movement.start, verdict.movement.end)
            for verdict in self.movements
            if verdict.kind == "counted"
        )


def find_sustained(
    time_s: FloatArray, mask: BoolArray, start: int, end: int, shortest_s: float
) -> list[tuple[int, int]]:
    """Return the stretches within `start` to `end` where `mask` holds long enough.

    Parameters
    ----------
    time_s : (F,) float
    mask : (F,) bool
    start, end : int
        Frames, inclusive.
    shortest_s : float

    Returns
    -------
    list of (first, last)
        Inclusive frame ranges.
    """
    spans = []
    for first, stop in find_runs(np.asarray(mask[start : end + 1])):
        first_frame, last_frame = start + first, start + stop - 1
        following = min(last_frame + 1, len(time_s) - 1)
        if time_s[following] - time_s[first_frame] >= shortest_s:
            spans.append((first_frame, last_frame))
    return spans
