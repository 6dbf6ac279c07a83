"""What the database keeps of a set as it stands: counts, repetitions, faults, figures."""

from __future__ import annotations

import dataclasses
import json
import sqlite3

from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.history.models import ReviewState
from formcheck.review.progress.figures import Measured, measure_set

_UPDATE = """
UPDATE sets SET reps_counted = ?, reps_partial = ?, clean_reps = ?, hold_total_s = ?,
    range_mean = ?, fault_count = ?, worst_severity = ?, review_state = ?, revision = ?, figures = ?
WHERE id = ?
"""
_REP = "INSERT INTO repetitions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FAULT = "INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def write_derived(
    connection: sqlite3.Connection, set_id: int, reviewed: Reviewed, state: ReviewState
) -> None:
    """Replace all that follows from a set's result and corrections; inside a transaction."""
    measured = measure_set(reviewed)
    connection.execute(
        _UPDATE,
        (
            measured.reps_counted,
            measured.reps_partial,
            measured.clean_reps,
            measured.hold_total_s,
            measured.range_mean,
            sum(measured.fault_counts.values()),
            measured.worst_severity,
            state,
            reviewed.revision,
            pack_figures(measured),
            set_id,
        ),
    )
    connection.execute("DELETE FROM repetitions WHERE set_id = ?", (set_id,))
    connection.execute("DELETE FROM faults WHERE set_id = ?", (set_id,))
    connection.executemany(_REP, [_rep(set_id, rep) for rep in reviewed.reps])
    connection.executemany(_FAULT, [_fault(set_id, fault) for fault in reviewed.faults])


def pack_figures(measured: Measured) -> str:
    """Return figures as JSON."""
    return json.dumps(dataclasses.asdict(measured))


def unpack_figures(text: str | None) -> Measured | None:
    """Return figures from JSON; None if there are none, or an earlier formcheck computed others."""
    if text is None:
        return None
    try:
        return Measured(**json.loads(text))
    except (TypeError, ValueError):
        return None


def _rep(set_id: int, rep: ReviewedRep) -> tuple[object, ...]:
    return (
        set_id,
        rep.key,
        rep.origin,
        rep.verdict,
        rep.index,
        rep.kind,
        rep.side,
        rep.start_s,
        rep.peak_s,
        rep.end_s,
        rep.peak,
        rep.range,
        rep.out_s,
        rep.hold_s,
        rep.return_s,
        rep.trust,
    )


def _fault(set_id: int, fault: ReviewedFault) -> tuple[object, ...]:
    return (
        set_id,
        fault.key,
        fault.origin,
        fault.verdict,
        fault.id,
        int(fault.stands),
        fault.severity,
        fault.rep,
        fault.start_s,
        fault.end_s,
        fault.value,
        fault.threshold,
        fault.unit,
    )
