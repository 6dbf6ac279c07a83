"""What follows from a set's result and corrections: kept in rows, read for the progress page."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from formcheck.errors import DiskFullError, StoreError
from formcheck.history.collection import Collection, moment
from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.history.database import Database
from formcheck.history.figures import Measured, SetFigures, measure_set
from formcheck.history.models import ReviewState
from formcheck.history.set_rows import is_sound

_LARGEST_FIGURE = 1e9
_UPDATE = """
UPDATE sets SET reps_counted = ?, reps_partial = ?, clean_reps = ?, hold_total_s = ?,
    hold_at_least = ?, range_mean = ?, fault_count = ?, worst_severity = ?, review_state = ?,
    revision = ?, figures = ?
WHERE id = ?
"""
_REP = "INSERT INTO repetitions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FAULT = "INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Progress(Collection):
    """The figures of all sets.

    Parameters
    ----------
    database : Database
    files : Path
    review_of : callable
        Returns a set, by its id, as it stands after correction.
    """

    def __init__(
        self, database: Database, files: Path, review_of: Callable[[int], Reviewed]
    ) -> None:
        super().__init__(database, files)
        self._review_of = review_of

    def of_patient(self, patient_id: int, exercise: str | None = None) -> list[SetFigures]:
        """Return the figures of a patient's sets after correction, oldest first.

        Sets that cannot be shown are left out.

        Parameters
        ----------
        patient_id : int
        exercise : str, optional
            Only this one.
        """
        where = "" if exercise is None else "AND exercise = ?"
        values = (patient_id,) if exercise is None else (patient_id, exercise)
        rows = self._database.rows(
            f"SELECT * FROM sets WHERE patient_id = ? {where} ORDER BY performed_at_s, id",  # noqa: S608  our own words only
            values,
        )
        found = [(row, self._measured(row)) for row in rows if is_sound(row)]
        return [_figures(row, measured) for row, measured in found if measured is not None]

    def _measured(self, row: sqlite3.Row) -> Measured | None:
        """Return a set's figures, computed now if an older schema did not keep them.

        None if its result cannot be read.
        """
        kept = _unpack_figures(row["figures"])
        if kept is not None:
            return kept
        try:
            measured = measure_set(self._review_of(row["id"]))
        except StoreError:
            return None
        # Where there is no room to keep them, they are computed again the next time.
        with (
            contextlib.suppress(StoreError, DiskFullError),
            self._database.writing() as connection,
        ):
            connection.execute(
                "UPDATE sets SET figures = ? WHERE id = ? AND revision = ?",
                (_pack_figures(measured), row["id"], row["revision"]),
            )
        return measured


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
            measured.hold_at_least,
            measured.range_mean,
            sum(measured.fault_counts.values()),
            measured.worst_severity,
            state,
            reviewed.revision,
            _pack_figures(measured),
            set_id,
        ),
    )
    connection.execute("DELETE FROM repetitions WHERE set_id = ?", (set_id,))
    connection.execute("DELETE FROM faults WHERE set_id = ?", (set_id,))
    connection.executemany(_REP, [_rep(set_id, rep) for rep in reviewed.reps])
    connection.executemany(_FAULT, [_fault(set_id, fault) for fault in reviewed.faults])


def _pack_figures(measured: Measured) -> str:
    """Return figures as JSON."""
    return json.dumps(asdict(measured))


def _unpack_figures(text: str | None) -> Measured | None:
    """Return figures from JSON; None if there are none, or an earlier formcheck computed others."""
    if text is None:
        return None
    try:
        measured = Measured(**json.loads(text))
    except (TypeError, ValueError, RecursionError):
        return None
    numbers = [value for value in asdict(measured).values() if not isinstance(value, dict)]
    is_usable = all(value is None or _is_usable(value) for value in numbers)
    counts = measured.fault_counts
    is_counted = isinstance(counts, dict) and all(map(_is_usable, counts.values()))
    return measured if is_usable and is_counted else None


def _is_usable(value: object) -> bool:
    """Whether a figure can be drawn."""
    return isinstance(value, int | float) and abs(value) <= _LARGEST_FIGURE


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


def _figures(row: sqlite3.Row, measured: Measured) -> SetFigures:
    return SetFigures(
        **asdict(measured),
        set_id=row["id"],
        session_id=row["session_id"],
        exercise=row["exercise"],
        unit=row["unit"],
        performed_at=moment(row["performed_at_s"]),
        day=date.fromisoformat(row["day"]),
        clip_sha256=row["clip_sha256"],
        segment_index=row["segment_index"],
        prescribed_reps=row["prescribed_reps"],
        prescribed_hold_s=row["prescribed_hold_s"],
        not_seen_share=row["not_seen_share"],
        reviewed=row["review_state"] == "done",
        in_plan=row["plan_version"] is not None,
    )
