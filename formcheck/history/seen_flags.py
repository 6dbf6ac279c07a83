"""Flags that a therapist has seen: kept one by one, and none ever forgotten."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import get_args

from formcheck.errors import ReviewError, UsageError
from formcheck.history.collection import Collection, moment, now_s, seconds, typed_line
from formcheck.history.models import FlagKind, SeenFlag

_LONGEST_NOTE = 1000


class SeenFlags(Collection):
    """The flags of all patients that were marked as seen."""

    def of_patient(self, patient_id: int) -> list[SeenFlag]:
        """Return what was marked for a patient, newest first, with what was taken back."""
        rows = self._database.rows(
            "SELECT * FROM seen_flags WHERE patient_id = ? ORDER BY id DESC", (patient_id,)
        )
        return [read_seen(row) for row in rows]

    def get(self, number: int) -> SeenFlag:
        """Return one mark.

        Raises
        ------
        UnknownRecordError
        """
        return read_seen(self._known("SELECT * FROM seen_flags WHERE id = ?", number, "mark"))

    def mark(self, patient_id: int, kind: FlagKind, upto: datetime, note: str = "") -> SeenFlag:
        """Mark the flags of one kind as seen: those that stand on nothing later than a moment.

        Parameters
        ----------
        patient_id : int
        kind : str
        upto : datetime
            The newest thing that was shown; what happens after it raises the flag anew.
        note : str
            Up to 1,000 signs.

        Raises
        ------
        UsageError
            There is no such kind, or the note is too long.
        UnknownRecordError
            There is no such patient.
        """
        if kind not in get_args(FlagKind):
            raise UsageError("There is no such flag.", "Load the page again.")
        kept = _clean_note(note)
        self._check_patient(patient_id)
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO seen_flags (patient_id, kind, upto_s, note, seen_at_s) "
                "VALUES (?, ?, ?, ?, ?)",
                (patient_id, kind, seconds(upto), kept, now_s()),
            )
            number = cursor.lastrowid
        assert number is not None
        return self.get(number)

    def undo(self, patient_id: int, number: int) -> SeenFlag:
        """Take a mark back: its flags go up again.

        Raises
        ------
        ReviewError
            It was taken back already.
        UnknownRecordError
            The patient has no such mark.
        """
        return self._turn(patient_id, number, undone=True)

    def redo(self, patient_id: int, number: int) -> SeenFlag:
        """Bring back a mark that was taken back; errors as in `undo`."""
        return self._turn(patient_id, number, undone=False)

    def _turn(self, patient_id: int, number: int, *, undone: bool) -> SeenFlag:
        with self._database.writing() as connection:
            known = read_seen(
                self._known(
                    f"SELECT * FROM seen_flags WHERE id = ? AND patient_id = {int(patient_id)}",  # noqa: S608  our own words only
                    number,
                    "mark",
                )
            )
            if known.undone == undone:
                raise ReviewError(
                    "This was taken back already." if undone else "This was brought back already.",
                    "The page now shows how the flags stand.",
                )
            connection.execute("UPDATE seen_flags SET undone = ? WHERE id = ?", (undone, number))
        return self.get(number)


def read_seen(row: sqlite3.Row) -> SeenFlag:
    """Return a row of the table as plain values."""
    return SeenFlag(
        id=row["id"],
        patient_id=row["patient_id"],
        kind=row["kind"],
        upto=moment(row["upto_s"]),
        note=row["note"],
        seen_at=moment(row["seen_at_s"]),
        undone=bool(row["undone"]),
    )


def _clean_note(note: str) -> str:
    """Return a note without what no page can show; UsageError if it is too long."""
    kept = typed_line(note)
    if len(kept) > _LONGEST_NOTE:
        raise UsageError(
            f"The note has {len(kept)} signs; {_LONGEST_NOTE} fit.", "Say it in fewer words."
        )
    return kept
