"""The figures of every set of a patient, for the progress page."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from datetime import date

from formcheck.history.derived import pack_figures, unpack_figures
from formcheck.history.reviews import ReviewRows
from formcheck.history.rows import moment
from formcheck.review.progress.figures import Measured, SetFigures, measure_set


class ProgressRows(ReviewRows):
    """The store's part about progress."""

    def progress(self, patient_id: int, exercise: str | None = None) -> list[SetFigures]:
        """Return the figures of a patient's sets after correction, oldest first.

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
        return [_figures(row, self._measured(row)) for row in rows]

    def _measured(self, row: sqlite3.Row) -> Measured:
        """Return a set's figures, computed now if an older schema did not keep them."""
        kept = unpack_figures(row["figures"])
        if kept is not None:
            return kept
        measured = measure_set(self.review(row["id"]))
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE sets SET figures = ? WHERE id = ? AND revision = ?",
                (pack_figures(measured), row["id"], row["revision"]),
            )
        return measured


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
    )
