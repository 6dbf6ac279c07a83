"""Sessions: what a patient does in one go."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from formcheck.history.collection import Collection, moment, seconds
from formcheck.history.models import Session, Source

#: A session goes with its last set, unless something was said in it.
EMPTY_SESSION = """
DELETE FROM sessions WHERE id = ?1
    AND NOT EXISTS (SELECT 1 FROM sets WHERE session_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM pain_answers WHERE session_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM safety_events WHERE session_id = ?1)
"""
#: Sets less than this apart belong to the same session.
SAME_SESSION_S = 2 * 3600.0


class Sessions(Collection):
    """The sessions of all patients."""

    def of_patient(self, patient_id: int) -> list[Session]:
        """Return a patient's sessions, newest first."""
        found = self._database.rows(
            "SELECT * FROM sessions WHERE patient_id = ? ORDER BY started_at_s DESC, id DESC",
            (patient_id,),
        )
        return [_session(row) for row in found]

    def get(self, session_id: int) -> Session:
        """Return one session.

        Raises
        ------
        UnknownRecordError
        """
        return _session(self._known("SELECT * FROM sessions WHERE id = ?", session_id, "session"))

    def begin(self, patient_id: int, started_at: datetime, source: Source) -> Session:
        """Begin a session, as ``live`` does.

        Raises
        ------
        UnknownRecordError
            There is no such patient.
        """
        self._check_patient(patient_id)
        with self._database.writing() as connection:
            session_id = insert_session(connection, patient_id, started_at, 0.0, source)
        return self.get(session_id)


def insert_session(
    connection: sqlite3.Connection,
    patient_id: int,
    started_at: datetime,
    duration_s: float,
    source: Source,
) -> int:
    """Add a session and return its id."""
    started_s = seconds(started_at)
    cursor = connection.execute(
        "INSERT INTO sessions (patient_id, started_at_s, ended_at_s, day, source) "
        "VALUES (?, ?, ?, ?, ?)",
        (patient_id, started_s, started_s + duration_s, started_at.date().isoformat(), source),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find_or_begin_session(
    connection: sqlite3.Connection,
    patient_id: int,
    performed_at: datetime,
    duration_s: float,
    source: Source,
) -> int:
    """Return the session that a set belongs to, the nearest in time, or a new one."""
    performed_s = seconds(performed_at)
    found = connection.execute(
        "SELECT id FROM sessions WHERE patient_id = ? AND day = ? "
        "AND started_at_s <= ? AND ended_at_s >= ? "
        "ORDER BY max(started_at_s - ?, ? - ended_at_s, 0) LIMIT 1",
        (
            patient_id,
            performed_at.date().isoformat(),
            performed_s + duration_s + SAME_SESSION_S,
            performed_s - SAME_SESSION_S,
            performed_s,
            performed_s,
        ),
    ).fetchone()
    if found is None:
        return insert_session(connection, patient_id, performed_at, duration_s, source)
    stretch_session(connection, found["id"], performed_s, duration_s)
    return int(found["id"])


def stretch_session(
    connection: sqlite3.Connection, session_id: int, performed_s: float, duration_s: float
) -> None:
    """Let a session reach over a set."""
    connection.execute(
        "UPDATE sessions SET started_at_s = min(started_at_s, ?), "
        "ended_at_s = max(ended_at_s, ?) WHERE id = ?",
        (performed_s, performed_s + duration_s, session_id),
    )


def fit_session_to_its_sets(connection: sqlite3.Connection, session_id: int) -> None:
    """Let a session reach from its first set to its last, after one has left it."""
    connection.execute(
        "UPDATE sessions SET (started_at_s, ended_at_s) = "
        "(SELECT min(performed_at_s), max(performed_at_s + duration_s) FROM sets "
        "WHERE session_id = ?1) "
        "WHERE id = ?1 AND EXISTS (SELECT 1 FROM sets WHERE session_id = ?1)",
        (session_id,),
    )


def _session(row: sqlite3.Row) -> Session:
    return Session(
        id=row["id"],
        patient_id=row["patient_id"],
        started_at=moment(row["started_at_s"]),
        ended_at=moment(row["ended_at_s"]),
        day=date.fromisoformat(row["day"]),
        source=row["source"],
    )
