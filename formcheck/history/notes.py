"""Notes that a therapist pins to moments of a set."""

from __future__ import annotations

import math
import sqlite3

from formcheck.errors import ReviewError
from formcheck.history.collection import Collection, moment, now_s
from formcheck.history.models import Note

_LONGEST_TEXT = 10_000


class Notes(Collection):
    """The notes on all sets."""

    def of_set(self, set_id: int) -> list[Note]:
        """Return the notes on a set: those on the whole of it first, then in order of time."""
        rows = self._database.rows(
            "SELECT * FROM notes WHERE set_id = ? ORDER BY time_s, id", (set_id,)
        )
        return [_note(row) for row in rows]

    def add(self, set_id: int, text: str, time_s: float | None = None) -> Note:
        """Add a note.

        Parameters
        ----------
        set_id : int
        text : str
            Up to 10,000 signs.
        time_s : float, optional
            The moment of the clip that it is pinned to; the whole set without it.

        Raises
        ------
        ReviewError
            The note is empty or too long, or the moment is none.
        UnknownRecordError
            There is no such set.
        """
        self._known("SELECT id FROM sets WHERE id = ?", set_id, "set")
        if time_s is not None and not (math.isfinite(time_s) and time_s >= 0):
            raise ReviewError("This is no moment of the clip.", "Choose one on the time line.")
        written_s = now_s()
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO notes (set_id, time_s, text, written_at_s, changed_at_s) "
                "VALUES (?, ?, ?, ?, ?)",
                (set_id, time_s, _clean_text(text), written_s, written_s),
            )
            note_id = cursor.lastrowid
        assert note_id is not None
        return self._get(note_id)

    def change(self, note_id: int, text: str) -> Note:
        """Give a note another text; errors as in `add`."""
        self._get(note_id)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE notes SET text = ?, changed_at_s = ? WHERE id = ?",
                (_clean_text(text), now_s(), note_id),
            )
        return self._get(note_id)

    def delete(self, note_id: int) -> None:
        """Delete a note.

        Raises
        ------
        UnknownRecordError
        """
        self._get(note_id)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM notes WHERE id = ?", (note_id,))

    def _get(self, note_id: int) -> Note:
        return _note(self._known("SELECT * FROM notes WHERE id = ?", note_id, "note"))


def _clean_text(text: str) -> str:
    """Return a note's text without surrounding blanks and what no page can show.

    Raises
    ------
    ReviewError
        Nothing is left, or it is too long.
    """
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()
    kept = kept.encode("utf-8", "replace").decode()
    if not kept:
        raise ReviewError("The note is empty.", "Write a word or two.")
    if len(kept) > _LONGEST_TEXT:
        raise ReviewError(
            f"The note has {len(kept)} signs; {_LONGEST_TEXT} fit.", "Divide it into several."
        )
    return kept


def _note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"],
        set_id=row["set_id"],
        time_s=row["time_s"],
        text=row["text"],
        written_at=moment(row["written_at_s"]),
        changed_at=moment(row["changed_at_s"]),
    )
