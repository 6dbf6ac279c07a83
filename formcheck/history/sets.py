"""Sets: listed, and looked up."""

from __future__ import annotations

import sqlite3
from datetime import date

from formcheck.history.listing import COUNT, LIST, ORDER, restrict
from formcheck.history.models import Page, SetFilter, SetPage, SetRecord, SetRow
from formcheck.history.rows import Rows, moment
from formcheck.history.set_folder import find_files

_ALL = SetFilter()
_FIRST = Page()


class SetRows(Rows):
    """The store's part that reads sets."""

    def sets(self, wanted: SetFilter = _ALL, page: Page = _FIRST) -> SetPage:
        """Return one page of the sets that are wanted; a number beyond the last gives no rows."""
        where, values = restrict(wanted)
        size = max(1, page.size)
        total = self._database.rows(f"{COUNT} {where}", values)[0][0]
        found = self._database.rows(
            f"{LIST} {where} {ORDER[wanted.order]} LIMIT ? OFFSET ?",
            (*values, size, size * (max(1, page.number) - 1)),
        )
        return SetPage([_row(row) for row in found], total, Page(max(1, page.number), size))

    def set(self, set_id: int) -> SetRecord:
        """Return everything about one set.

        Raises
        ------
        UnknownRecordError
        """
        row = self._known(f"{LIST} WHERE s.id = ?", set_id, "set")
        return SetRecord(
            row=_row(row),
            files=find_files(self._files / row["folder"], row["clip_file"], row["clip_outside"]),
            clip_name=row["clip_name"],
            clip_sha256=row["clip_sha256"],
            segment_index=row["segment_index"],
            plan_version=row["plan_version"],
        )

    def sets_before(self, set_id: int, count: int = 5) -> list[SetRecord]:
        """Return earlier sets of the same patient and exercise, newest first.

        Raises
        ------
        UnknownRecordError
        """
        this = self.set(set_id).row
        found = self._database.rows(
            "SELECT id FROM sets WHERE patient_id = ? AND exercise = ? "
            "AND (performed_at_s, id) < (?, ?) ORDER BY performed_at_s DESC, id DESC LIMIT ?",
            (this.patient_id, this.exercise, this.performed_at.timestamp(), set_id, count),
        )
        return [self.set(row["id"]) for row in found]

    def newest_set_id(self, patient_id: int | None = None) -> int | None:
        """Return the id of the set that was added last; it grows with every one."""
        where = "" if patient_id is None else "WHERE patient_id = ?"
        values = () if patient_id is None else (patient_id,)
        found = self._database.row(f"SELECT max(id) AS newest FROM sets {where}", values)  # noqa: S608  our own words only
        return None if found is None else found["newest"]


def _row(row: sqlite3.Row) -> SetRow:
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
        range_mean=row["range_mean"],
        unit=row["unit"],
        fault_count=row["fault_count"],
        worst_severity=row["worst_severity"],
        review_state=row["review_state"],
        notes=row["notes"],
    )
