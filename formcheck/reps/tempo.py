"""How fast a movement is, and the fault of being too fast."""

from __future__ import annotations

import numpy as np

from formcheck.reps.judgement import Finding
from formcheck.reps.prepared import Phases, Prepared


def compute_fastest(
    prepared: Prepared, span: tuple[int, int], window_s: float, *, down: bool = False
) -> float:
    """Return the highest mean speed over any window within a span.

    The landmarks bunch a movement up: their momentary speed over-reads the
    body's by a quarter to a third, so it takes a window to compare with limits
    that were measured on bodies.

    Parameters
    ----------
    prepared : Prepared
    span : (first, last)
        Frames, inclusive.
    window_s : float
    down : bool
        True for the speed of the way back.

    Returns
    -------
    float
        Displacement units per second; 0 if nothing was seen.
    """
    first, last = span
    inside = slice(first, last + 1)
    known = np.isfinite(prepared.displacement[inside])
    time_s = prepared.shot.time_s[inside][known]
    if time_s.size < 2:
        return 0.0
    level = prepared.displacement[inside][known]
    begins_s = time_s[time_s <= max(time_s[0], time_s[-1] - window_s)]
    change = np.interp(begins_s + window_s, time_s, level) - np.interp(begins_s, time_s, level)
    return float(np.max(-change if down else change) / window_s)


def find_too_fast(
    fault_id: str,
    prepared: Prepared,
    phases: Phases,
    *,
    speed: float,
    window_s: float,
    out_min_s: float,
) -> list[Finding]:
    """Return a finding if the way out is too short or too fast.

    Parameters
    ----------
    fault_id : str
    prepared : Prepared
    phases : Phases
    speed, window_s : float
        Bound in displacement units per second, and what it is measured over.
    out_min_s : float
        Least time from the start to the top.

    Returns
    -------
    list of Finding
        The time out in seconds if it is too short, else the speed in degrees per second.
    """
    first, last = phases.out
    out_s = float(prepared.shot.time_s[last] - prepared.shot.time_s[first])
    if out_s < out_min_s:
        return [Finding(fault_id, first, last, value=out_s, threshold=out_min_s)]
    fastest = compute_fastest(prepared, phases.out, window_s)
    if fastest <= speed:
        return []
    return [Finding(fault_id, first, last, value=fastest, threshold=speed, unit="deg/s")]
