"""The row of a set as plain values; one that cannot be shown is marked, and harms no other.

What is taken in is looked at before it is stored (`formcheck.history.bounded_result`). Earlier
programs did not do that, and a disk may fail: a page of many sets must show the others.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import get_args

from formcheck.history.bounded_result import DAY_S
from formcheck.history.collection import moment
from formcheck.history.models import ReviewState, SetRow, Source

#: From the first clips that anybody can have to the end of anybody's records, seconds after 1970.
_MOMENTS_S = (0.0, moment(4_102_444_800).timestamp())
_LIMITS: dict[str, tuple[float, float]] = {
    "performed_at_s": _MOMENTS_S,
    "duration_s": (0.0, 2 * DAY_S),
    "reps_counted": (0, 10_000),
    "reps_partial": (0, 10_000),
    "clean_reps": (0, 10_000),
    "hold_total_s": (0.0, 100 * DAY_S),
    "fault_count": (0, 10_000),
    "not_seen_share": (0.0, 1.0),
}
_RANGES = (-1e6, 1e6)


def is_sound(row: sqlite3.Row) -> bool:
    """Whether all values of a set's row can be shown."""
    return (
        all(_lies_within(row[name], limits) for name, limits in _LIMITS.items())
        and (row["range_mean"] is None or _lies_within(row["range_mean"], _RANGES))
        and (row["worst_severity"] is None or _lies_within(row["worst_severity"], (0, 3)))
        and _day(row) is not None
        and row["source"] in get_args(Source)
        and row["review_state"] in get_args(ReviewState)
    )


def _lies_within(value: object, limits: tuple[float, float]) -> bool:
    return isinstance(value, int | float) and limits[0] <= value <= limits[1]


def _day(row: sqlite3.Row) -> date | None:
    try:
        return date.fromisoformat(row["day"])
    except (TypeError, ValueError):
        return None


def read_row(row: sqlite3.Row) -> SetRow:
    """Return a set's line in the list; of one that cannot be shown, only what tells which it is.

    Parameters
    ----------
    row : sqlite3.Row
        Of the table of sets, with the patient's label and the number of notes.
    """
    if not is_sound(row):
        return _damaged(row)
    return SetRow(
        id=row["id"],
        patient_id=row["patient_id"],
        patient_label=row["patient_label"],
        session_id=row["session_id"],
        exercise=row["exercise"],
        performed_at=moment(row["performed_at_s"]),
        day=date.fromisoformat(row["day"]),
        source=row["source"],
        duration_s=row["duration_s"],
        reps_counted=row["reps_counted"],
        reps_partial=row["reps_partial"],
        clean_reps=row["clean_reps"],
        hold_total_s=row["hold_total_s"],
        hold_at_least=bool(row["hold_at_least"]),
        range_mean=row["range_mean"],
        unit=row["unit"],
        fault_count=row["fault_count"],
        worst_severity=row["worst_severity"],
        review_state=row["review_state"],
        revision=row["revision"],
        notes=row["notes"],
    )


def _damaged(row: sqlite3.Row) -> SetRow:
    added_at = moment(row["added_at_s"] if _lies_within(row["added_at_s"], _MOMENTS_S) else 0.0)
    can_tell = _lies_within(row["performed_at_s"], _MOMENTS_S)
    return SetRow(
        id=row["id"],
        patient_id=row["patient_id"],
        patient_label=row["patient_label"],
        session_id=row["session_id"],
        exercise=str(row["exercise"]),
        performed_at=moment(row["performed_at_s"]) if can_tell else added_at,
        day=_day(row) or added_at.date(),
        source="import",
        duration_s=0.0,
        reps_counted=0,
        reps_partial=0,
        clean_reps=0,
        hold_total_s=0.0,
        range_mean=None,
        unit="",
        fault_count=0,
        worst_severity=None,
        review_state="new",
        revision=row["revision"],
        notes=row["notes"],
        damaged=True,
    )
