"""What the judge of a running set says."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.judge.result import Fault, Rep
from formcheck.judge.scored import Phase
from formcheck.pose.landmarks import Side
from formcheck.reps.judgement import MovingSide


@dataclass(frozen=True)
class SetState:
    """The state of a set at one frame; nothing in it is ever taken back within the set.

    Attributes
    ----------
    time_s : float
        Of the newest frame.
    near_side : {"left", "right"} or None
        None until the person was seen long enough.
    resting_s : float
        For how long the person has been still in the start posture; 0 if not.
    phase : str
        ``not_judged``, ``ready``, ``out``, ``hold`` or ``return``.
    reps, partial_reps : int
        So far; 0 before counting began.
    hold_s : float
        Length of the current or just-finished hold; 0 outside repetitions.
    reach : float or None
        Displacement as a share of the target: 0 at rest, 1 at the target. None if
        not seen, or while there is no target yet.
    side : {"left", "right", "both"} or None
        Leg of the latest repetition, in exercises that have one.
    new_reps, new_faults : tuple
        Decided since the state before; faults are sure ones only, and so are those that
        a repetition names.
    new_absent : tuple of frozenset of str
        For each of `new_reps` the faults that could be seen in it and were not there;
        told only of faults that the set had before.
    """

    time_s: float
    near_side: Side | None = None
    resting_s: float = 0.0
    phase: Phase = "not_judged"
    reps: int = 0
    partial_reps: int = 0
    hold_s: float = 0.0
    reach: float | None = None
    side: MovingSide | None = None
    new_reps: tuple[Rep, ...] = ()
    new_faults: tuple[Fault, ...] = ()
    new_absent: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Calibration:
    """What guided movements showed.

    Attributes
    ----------
    own_size : float or None
        The person's own size, for `Rules.with_own_size`; None if the movements were too
        small to be seen.
    movements_seen : int
    """

    own_size: float | None
    movements_seen: int
