"""Holds: when a movement is held, for how long, and the fault of holding too briefly."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.judgement import Finding, HoldClock
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Phases, Prepared

#: Moving for no longer than this does not end a hold.
_HOLD_INTERRUPTION_S = 0.3


def find_hold(
    time_s: FloatArray,
    displacement: FloatArray,
    velocity: FloatArray,
    movement: Movement,
    *,
    hold_speed: float,
    share: float = 0.8,
    interruption_s: float = _HOLD_INTERRUPTION_S,
) -> tuple[int, int] | None:
    """Return the first and last frame of the hold near the peak.

    Parameters
    ----------
    time_s, displacement, velocity : (F,) float
        Velocity in displacement units per second.
    movement : Movement
    hold_speed : float
        Holding is slower than this,
    share : float
        and above this share of the movement's own peak (clinical-spec §1.6).
    interruption_s : float
        Moving for no longer than this, or not being seen, does not end it.

    Returns
    -------
    (first, last) or None
        The longest stretch, such interruptions included; None if there is no still
        frame near the top.
    """
    inside = slice(movement.start, movement.end + 1)
    with np.errstate(invalid="ignore"):
        still = (np.abs(velocity[inside]) < hold_speed) & (
            displacement[inside] >= share * displacement[movement.peak]
        )
    runs = find_runs(still)
    if not runs:
        return None
    merged = [runs[0]]
    times, unseen = time_s[inside], np.isnan(displacement[inside])
    for start, stop in runs[1:]:
        before = merged[-1][1]
        short = times[start] - times[before - 1] <= interruption_s
        if short or unseen[before:start].all():
            merged[-1] = (merged[-1][0], stop)
        else:
            merged.append((start, stop))
    first, stop = max(merged, key=lambda run: times[run[1] - 1] - times[run[0]])
    return movement.start + first, movement.start + stop - 1


def compute_hold_s(prepared: Prepared, phases: Phases) -> float:
    """Return the length of the hold; 0 if there was none."""
    if phases.hold is None:
        return 0.0
    first, last = phases.hold
    return float(prepared.shot.time_s[last] - prepared.shot.time_s[first])


def time_interrupted(prepared: Prepared, phases: Phases) -> HoldClock | None:
    """Return the clock of a hold that was out of sight for longer than a movement may be.

    What was not seen is not credited. None where all of the hold was seen.
    """
    if phases.hold is None:
        return None
    start, end = phases.whole
    time_s = prepared.shot.time_s[start : end + 1]
    held = np.zeros(len(time_s), dtype=bool)
    held[phases.hold[0] - start : phases.hold[1] - start + 1] = True
    unseen = np.isnan(prepared.displacement[start : end + 1])
    gaps = [
        (first, stop)
        for first, stop in find_runs(unseen & held)
        if time_s[stop] - time_s[first - 1] > prepared.limits.gap_abort_s
    ]
    if not gaps:
        return None
    steps_s = np.diff(time_s, prepend=time_s[0])
    credited = held & np.roll(held, 1)
    for first, stop in gaps:
        credited[first : stop + 1] = False
    return HoldClock(np.cumsum(steps_s * credited), np.cumsum(steps_s))


def find_hold_too_short(
    fault_id: str, prepared: Prepared, phases: Phases, shortest_s: float
) -> list[Finding]:
    """Return a finding if the hold is shorter than `shortest_s`.

    Time that was not seen may have been part of the hold, so it counts for the person.
    """
    held_s = compute_hold_s(prepared, phases)
    if held_s + _compute_unseen_s(prepared, phases) >= shortest_s:
        return []
    return [Finding(fault_id, *phases.top, value=held_s, threshold=shortest_s)]


def _compute_unseen_s(prepared: Prepared, phases: Phases) -> float:
    """Return how much of a movement, its hold left out, was not seen."""
    first, last = phases.whole
    unseen = np.isnan(prepared.displacement[first : last + 1])
    if phases.hold is not None:
        unseen[phases.hold[0] - first : phases.hold[1] - first + 1] = False
    step_s = np.diff(prepared.shot.time_s[first : last + 2], append=prepared.shot.time_s[last])
    return float(step_s[: len(unseen)][unseen].sum())
