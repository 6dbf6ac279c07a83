"""When a set was done: corrected by the therapist, with a record, and taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from formcheck.errors import ReviewError, UsageError
from formcheck.history.collection import Collection, moment, now_s
from formcheck.history.models import DayChange
from formcheck.history.plans import prescribed_for
from formcheck.history.sessions import EMPTY_SESSION, find_or_begin_session, fit_session_to_its_sets
from formcheck.history.set_folder import RESULT_JSON, read_result

_EARLIEST = date(2000, 1, 1)
_IN_FORCE = "SELECT * FROM day_changes WHERE set_id = ? AND undone = 0 ORDER BY batch DESC"
#: What was answered or happened with a set goes along with it.
_WITH_SET = (("pain_answers", "answered_at_s"), ("safety_events", "happened_at_s"))


class Days(Collection):
    """The days on which all sets were done."""

    def changes(self, set_id: int) -> list[DayChange]:
        """Return the corrections of a set's day that are in force, newest first."""
        return [
            DayChange(
                number=row["batch"],
                from_day=date.fromisoformat(row["from_day"]),
                to_day=date.fromisoformat(row["to_day"]),
                changed_at=moment(row["changed_at_s"]),
            )
            for row in self._database.rows(_IN_FORCE, (set_id,))
        ]

    def change(
        self, set_id: int, day: date, *, whole_session: bool = False, seen: date | None = None
    ) -> int:
        """Say on which day a set was done; the time of day stays.

        Its session, what was prescribed then, and its pain answers follow.

        Parameters
        ----------
        set_id : int
        day : date
        whole_session : bool
            Whether the other sets of its session were done on that day, too.
        seen : date, optional
            The day that was shown to whoever changes it.

        Returns
        -------
        int
            How many sets were changed; 0 if it was that day already.

        Raises
        ------
        UsageError
            The day lies in the future, or too long ago.
        ReviewError
            Its day is not the one that was shown any more.
        UnknownRecordError, StoreError
        """
        if not _EARLIEST <= day <= date.today():
            raise UsageError(
                f"A set cannot have been done on {day.isoformat()}.",
                "Choose a day from 2000 up to today.",
            )
        with self._database.writing() as connection:
            self._refuse_unseen(connection, set_id, seen)
            moves = [
                move
                for row in self._rows(connection, set_id, whole_session)
                if (move := _move_to_day(row, day)) is not None
            ]
            batch = connection.execute(
                "SELECT coalesce(max(batch), 0) + 1 FROM day_changes"
            ).fetchone()[0]
            self._carry_out(connection, moves)
            connection.executemany(
                "INSERT INTO day_changes VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                [
                    (
                        move.row["id"],
                        batch,
                        move.row["performed_at_s"],
                        move.to_s,
                        move.row["day"],
                        move.to_day,
                        now_s(),
                    )
                    for move in moves
                ],
            )
        return len(moves)

    def undo(self, set_id: int, number: int | None = None) -> int:
        """Take back the newest change of a set's day, and that of the sets changed with it.

        Parameters
        ----------
        set_id : int
        number : int, optional
            The change that is meant; without it, whichever is the newest.

        Returns
        -------
        int
            How many sets were put back.

        Raises
        ------
        ReviewError
            There is nothing to take back, or another change is the newest.
        UnknownRecordError, StoreError
        """
        self._known("SELECT id FROM sets WHERE id = ?", set_id, "set")
        with self._database.writing() as connection:
            newest = connection.execute(_IN_FORCE, (set_id,)).fetchone()
            if newest is None:
                raise ReviewError(
                    "The day of this set was not changed.", "There is nothing to take back."
                )
            if number not in (None, newest["batch"]):
                raise _changed_elsewhere()
            changes = connection.execute(
                "SELECT * FROM day_changes WHERE batch = ? AND undone = 0", (newest["batch"],)
            ).fetchall()
            moves = []
            for change in changes:
                # One of them may have been given yet another day since: that stays.
                last = connection.execute(_IN_FORCE, (change["set_id"],)).fetchone()
                if last["batch"] == newest["batch"]:
                    row = _row(connection, change["set_id"])
                    moves.append(_Move(row, change["from_s"], change["from_day"]))
            self._carry_out(connection, moves)
            connection.executemany(
                "UPDATE day_changes SET undone = 1 WHERE set_id = ? AND batch = ?",
                [(move.row["id"], newest["batch"]) for move in moves],
            )
        return len(moves)

    def _refuse_unseen(
        self, connection: sqlite3.Connection, set_id: int, seen: date | None
    ) -> None:
        row = connection.execute("SELECT day FROM sets WHERE id = ?", (set_id,)).fetchone()
        if seen is not None and row is not None and row["day"] != seen.isoformat():
            raise _changed_elsewhere()

    def _rows(
        self, connection: sqlite3.Connection, set_id: int, whole_session: bool
    ) -> list[sqlite3.Row]:
        this = self._known("SELECT * FROM sets WHERE id = ?", set_id, "set")
        if not whole_session:
            return [this]
        return connection.execute(
            "SELECT * FROM sets WHERE session_id = ? ORDER BY performed_at_s, id",
            (this["session_id"],),
        ).fetchall()

    def _carry_out(self, connection: sqlite3.Connection, moves: list[_Move]) -> None:
        left = {move.row["session_id"] for move in moves}
        for move in moves:
            self._move(connection, move)
        for session_id in left:
            _take_answers_along(connection, session_id, moves)
            fit_session_to_its_sets(connection, session_id)
            connection.execute(EMPTY_SESSION, (session_id,))

    def _move(self, connection: sqlite3.Connection, move: _Move) -> None:
        row = move.row
        session_id = find_or_begin_session(
            connection, row["patient_id"], move.performed_at, row["duration_s"], row["source"]
        )
        result = read_result(self._files / row["folder"] / RESULT_JSON)
        prescribed = prescribed_for(connection, row["patient_id"], result, move.to_s)
        connection.execute(
            "UPDATE sets SET performed_at_s = ?, day = ?, session_id = ?, plan_version = ?, "
            "prescribed_reps = ?, prescribed_hold_s = ? WHERE id = ?",
            (
                move.to_s,
                move.to_day,
                session_id,
                prescribed.plan_version,
                prescribed.reps,
                prescribed.hold_s,
                row["id"],
            ),
        )
        for table, column in _WITH_SET:
            connection.execute(
                f"UPDATE {table} SET {column} = {column} + ?, day = ?, session_id = ? "  # noqa: S608  our own names only
                "WHERE set_id = ?",
                (move.shift_s, move.to_day, session_id, row["id"]),
            )


@dataclass(frozen=True)
class _Move:
    """A set as it stands, and when it is to have been done."""

    row: sqlite3.Row
    to_s: float
    to_day: str

    @property
    def shift_s(self) -> float:
        return self.to_s - float(self.row["performed_at_s"])

    @property
    def performed_at(self) -> datetime:
        """The moment, on a clock whose calendar shows the day where the patient was."""
        here = moment(self.to_s).astimezone()
        day = date.fromisoformat(self.to_day)
        return here if here.date() == day else datetime.combine(day, here.timetz())


def _changed_elsewhere() -> ReviewError:
    return ReviewError(
        "Another window has changed the day of this set meanwhile, so it stays as it is there.",
        "Go back and load the page again to see it.",
    )


def _move_to_day(row: sqlite3.Row, day: date) -> _Move | None:
    """Return the move to a day at the same time of day; None if it is that day already."""
    if row["day"] == day.isoformat():
        return None
    clock = moment(row["performed_at_s"]).astimezone().time()
    return _Move(row, datetime.combine(day, clock).astimezone().timestamp(), day.isoformat())


def _row(connection: sqlite3.Connection, set_id: int) -> sqlite3.Row:
    row: sqlite3.Row = connection.execute("SELECT * FROM sets WHERE id = ?", (set_id,)).fetchone()
    return row


def _take_answers_along(
    connection: sqlite3.Connection, session_id: int, moves: list[_Move]
) -> None:
    """Let what belongs to a session alone follow, once none of its sets is left in it."""
    if connection.execute("SELECT 1 FROM sets WHERE session_id = ?", (session_id,)).fetchone():
        return
    last = next(move for move in reversed(moves) if move.row["session_id"] == session_id)
    new_session = _row(connection, last.row["id"])["session_id"]
    for table, column in _WITH_SET:
        connection.execute(
            f"UPDATE {table} SET {column} = {column} + ?, day = ?, session_id = ? "  # noqa: S608  our own names only
            "WHERE session_id = ?",
            (last.shift_s, last.to_day, new_session, session_id),
        )
