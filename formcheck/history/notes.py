"""Notes that a therapist pins to moments of a set."""

from __future__ import annotations

import math
import sqlite3

from formcheck.errors import ReviewError
from formcheck.history.collection import Collection, moment, now_s, typed_text
from formcheck.history.models import Note

_LONGEST_TEXT = 10_000
#: Two moments that nobody can tell apart on the time line.
_SAME_MOMENT_S = 0.1


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
            The note is empty, too long or there already, or the moment is none.
        UnknownRecordError
            There is no such set.
        """
        self._known("SELECT id FROM sets WHERE id = ?", set_id, "set")
        if time_s is not None and not (math.isfinite(time_s) and time_s >= 0):
            raise ReviewError("This is no moment of the clip.", "Choose one on the time line.")
        written_s, kept = now_s(), _clean_text(text)
        with self._database.writing() as connection:
            _refuse_double(connection, set_id, kept, time_s)
            cursor = connection.execute(
                "INSERT INTO notes (set_id, time_s, text, written_at_s, changed_at_s) "
                "VALUES (?, ?, ?, ?, ?)",
                (set_id, time_s, kept, written_s, written_s),
            )
            note_id = cursor.lastrowid
        assert note_id is not None
        return self._get(note_id)

    def change(self, note_id: int, text: str, seen: str | None = None) -> Note:
        """Give a note another text.

        Parameters
        ----------
        note_id : int
        text : str
        seen : str, optional
            The text that was shown to whoever changes it.

        Raises
        ------
        ReviewError
            As in `add`; or it does not say what was shown any more.
        UnknownRecordError
        """
        kept = _clean_text(text)
        with self._database.writing() as connection:
            self._refuse_unseen(note_id, seen)
            connection.execute(
                "UPDATE notes SET text = ?, changed_at_s = ? WHERE id = ?",
                (kept, now_s(), note_id),
            )
        return self._get(note_id)

    def delete(self, note_id: int, seen: str | None = None) -> None:
        """Delete a note; parameters and errors as in `change`."""
        with self._database.writing() as connection:
            self._refuse_unseen(note_id, seen)
            connection.execute("DELETE FROM notes WHERE id = ?", (note_id,))

    def _refuse_unseen(self, note_id: int, seen: str | None) -> None:
        """Raise `ReviewError` if a note does not say what was shown; inside a transaction."""
        if self._get(note_id).text != seen and seen is not None:
            raise ReviewError(
                "Another window has changed this note meanwhile, so it stays as it is there.",
                "The page now shows what it says. If it is still wanted, do it again.",
            )

    def _get(self, note_id: int) -> Note:
        return _note(self._known("SELECT * FROM notes WHERE id = ?", note_id, "note"))


def _clean_text(text: str) -> str:
    """Return a note's text without surrounding blanks and what no page can show.

    Raises
    ------
    ReviewError
        Nothing is left, or it is too long.
    """
    kept = typed_text(text)
    if not kept:
        raise ReviewError("The note is empty.", "Write a word or two.")
    if len(kept) > _LONGEST_TEXT:
        raise ReviewError(
            f"The note has {len(kept)} signs; {_LONGEST_TEXT} fit.", "Divide it into several."
        )
    return kept


def _refuse_double(
    connection: sqlite3.Connection, set_id: int, text: str, time_s: float | None
) -> None:
    """Raise `ReviewError` if a set has this very note at this moment already."""
    same = connection.execute(
        "SELECT 1 FROM notes WHERE set_id = ?1 AND text = ?2 "
        "AND (time_s IS ?3 OR abs(time_s - ?3) < ?4)",
        (set_id, text, time_s, _SAME_MOMENT_S),
    ).fetchone()
    if same is not None:
        raise ReviewError(
            "This note is there already.", "Write something else, or at another moment."
        )


def _note(row: sqlite3.Row) -> Note:
    return Note(
        id=row["id"],
        set_id=row["set_id"],
        time_s=row["time_s"],
        text=row["text"],
        written_at=moment(row["written_at_s"]),
        changed_at=moment(row["changed_at_s"]),
    )
