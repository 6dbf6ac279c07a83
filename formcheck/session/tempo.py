"""Faults of time: too fast, held too briefly."""

from __future__ import annotations

import numpy as np

from formcheck.session.judgement import Finding
from formcheck.session.rules import Phases, Prepared


def compute_hold_s(prepared: Prepared, phases: Phases) -> float:
    """Return the length of the hold; 0 if there was none."""
    if phases.hold is None:
        return 0.0
    first, last = phases.hold
    return float(prepared.shot.time_s[last] - prepared.shot.time_s[first])


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


def find_too_fast(
    fault_id: str,
    prepared: Prepared,
    phases: Phases,
    *,
    speed: float,
    out_min_s: float,
) -> list[Finding]:
    """Return a finding if the way out is too short or its peak speed too high.

    Parameters
    ----------
    fault_id : str
    prepared : Prepared
    phases : Phases
    speed : float
        Displacement units per second.
    out_min_s : float
        Least time from the start to the top.

    Returns
    -------
    list of Finding
        The time out in seconds if it is too short, else the peak speed in degrees per second.
    """
    first, last = phases.out
    time_s = prepared.shot.time_s
    out_s = float(time_s[last] - time_s[first])
    velocity = prepared.velocity[first : last + 1]
    fastest = float(np.nanmax(velocity)) if np.isfinite(velocity).any() else 0.0
    if out_s >= out_min_s and fastest <= speed:
        return []
    if out_s < out_min_s:
        return [Finding(fault_id, first, last, value=out_s, threshold=out_min_s)]
    return [Finding(fault_id, first, last, value=fastest, threshold=speed, unit="deg/s")]
