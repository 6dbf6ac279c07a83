"""Turning signals that break a bound into findings, within a movement and between two."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.reps.judgement import Finding, JudgedMovement, find_sustained
from formcheck.reps.prepared import Prepared
from formcheck.reps.settings import FaultTiming
from formcheck.reps.swings import find_swings

#: However short a phase is, a fault lasts at least this long: the landmarks jitter.
_SHORTEST_FAULT_S = 0.15


def find_excess(
    fault_id: str,
    time_s: FloatArray,
    values: FloatArray,
    threshold: float,
    span: tuple[int, int],
    timing: FaultTiming,
    *,
    below: bool = False,
    also: BoolArray | None = None,
    severity: int | None = None,
    unit: str | None = None,
) -> list[Finding]:
    """Return a finding if a signal stays beyond a bound for long enough.

    Parameters
    ----------
    fault_id : str
    time_s, values : (F,) float
        NaN values never break the bound: what was not seen is not wrong.
    threshold : float
    span : (first, last)
        Frames to look at, inclusive: the phase that the fault belongs to.
    timing : FaultTiming
        The bound must be broken for `min_s`, or for `min_share` of the span if
        that is shorter (clinical-spec §1.7).
    below : bool
        True if falling below the bound is the fault.
    also : (F,) bool, optional
        Further condition that must hold in the same frames.
    severity : int, optional
        Where it differs from the fault's own.
    unit : str, optional
        The same for the unit of `values`.

    Returns
    -------
    list of Finding
        Empty, or one finding from the first to the last sustained frame with
        the worst value.
    """
    first, last = span
    with np.errstate(invalid="ignore"):
        broken = values < threshold if below else values > threshold
    if also is not None:
        broken = broken & also
    phase_s = float(time_s[last] - time_s[first])
    shortest_s = max(_SHORTEST_FAULT_S, min(timing.min_s, timing.min_share * phase_s))
    spans = find_sustained(time_s, broken, first, last, shortest_s)
    if not spans:
        return []
    seen = np.concatenate([values[start : end + 1] for start, end in spans])
    worst = float(np.nanmin(seen) if below else np.nanmax(seen))
    return [Finding(fault_id, spans[0][0], spans[-1][1], worst, threshold, severity, unit)]


def count_prominent_peaks(displacement: FloatArray, count: float) -> int:
    """Count repetitions by plain peak prominence.

    The cross-check of clinical-spec §1.6: peaks of at least `count` that stand
    out by 60 % of it from the valleys around them.

    Parameters
    ----------
    displacement : (F,) float
        NaN, and frames out of position, count as rest.
    count : float
        Least height of a repetition.
    """
    return sum(swing.height >= count for swing in find_swings(displacement, 0.6 * count))


def find_not_back_at_rest(
    fault_id: str, prepared: Prepared, judged: list[JudgedMovement], threshold: float
) -> list[Finding]:
    """Return a finding for every counted repetition that the next movement follows too early.

    Parameters
    ----------
    fault_id : str
    prepared : Prepared
    judged : list of JudgedMovement
        In order of time.
    threshold : float
        The displacement must come down to this between two peaks.

    Returns
    -------
    list of Finding
        From the end of the repetition to the lowest moment. None where a part of
        the way was not seen.
    """
    findings = []
    for before, after in pairwise(judged):
        way = prepared.displacement[before.movement.peak : after.movement.peak + 1]
        if before.kind != "counted" or not np.isfinite(way).all() or not way.min() > threshold:
            continue
        lowest = before.movement.peak + int(np.argmin(way))
        seam = min(before.movement.end, lowest)
        findings.append(Finding(fault_id, seam, lowest, float(way.min()), threshold))
    return findings
