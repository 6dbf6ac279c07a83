"""What all patients did and said lately, in a handful of questions however many they are."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar

from formcheck.history.collection import Collection, moment, moment_or_none
from formcheck.history.models import DoneSet, PainAnswer, Patient, SafetyEvent, SeenFlag
from formcheck.history.pain import read_answer, read_event
from formcheck.history.patients import read_patient
from formcheck.history.plans import read_version
from formcheck.history.seen_flags import read_seen
from formcheck.history.set_rows import is_sound
from formcheck.plan.model import PlanVersion

_Record = TypeVar("_Record")

_TOTALS = """
SELECT patient_id, count(*) AS sets, max(performed_at_s) AS last_s FROM sets {where}
GROUP BY patient_id
"""
_WAITING = """
SELECT patient_id, count(*) AS sets, max(added_at_s) AS newest_s FROM sets
WHERE review_state = 'new' {where} GROUP BY patient_id
"""
_UNANSWERED = """
SELECT patient_id, count(*) AS messages, max(written_at_s) AS newest_s,
    max(CASE WHEN urgent THEN written_at_s END) AS urgent_s
FROM messages WHERE author = 'patient' AND answered_at_s IS NULL {where} GROUP BY patient_id
"""
#: Those saved in the time that is looked at, and the one that was in force when it began.
_PLANS = """
SELECT * FROM plans AS p WHERE (saved_at_s >= ? OR version = (
    SELECT max(version) FROM plans WHERE patient_id = p.patient_id AND saved_at_s < ?
)) {where} ORDER BY patient_id, version
"""


@dataclass(frozen=True)
class Lately:
    """One patient, and what is new about them; each list is oldest first.

    Attributes
    ----------
    patient : Patient
    sets_in_all : int
    last_set_at : datetime or None
        None without sets.
    waiting : int
        Sets that nobody has looked at.
    newest_waiting_at : datetime or None
        When the newest of them came in.
    unanswered : int
        Messages of the patient that nobody has answered.
    unanswered_at, urgent_at : datetime or None
        When the newest of them was written, and the newest with words of the urgent signs.
    sets, answers, events, plans : sequence
        Those of the days that were asked for. Of the plans, those in force then.
    seen : sequence of SeenFlag
        Marks in force.
    """

    patient: Patient
    sets_in_all: int = 0
    last_set_at: datetime | None = None
    waiting: int = 0
    newest_waiting_at: datetime | None = None
    unanswered: int = 0
    unanswered_at: datetime | None = None
    urgent_at: datetime | None = None
    sets: Sequence[DoneSet] = ()
    answers: Sequence[PainAnswer] = ()
    events: Sequence[SafetyEvent] = ()
    plans: Sequence[PlanVersion] = ()
    seen: Sequence[SeenFlag] = field(default=())


class Caseload(Collection):
    """All patients at one moment."""

    def version(self) -> int:
        """Return a number that stays the same as long as nobody has changed the history."""
        return self._database.version()

    def lately(
        self, sets_from: date, reports_from: date, patient_id: int | None = None
    ) -> list[Lately]:
        """Return what is new about every patient, or about one, by label.

        Parameters
        ----------
        sets_from : date
            First day of the sets and plans.
        reports_from : date
            First day of the answers about pain and of what else was reported.
        patient_id : int, optional
            Only this one.

        Raises
        ------
        StoreError
        """
        one = "" if patient_id is None else f"AND patient_id = {int(patient_id)}"
        this = "" if patient_id is None else f"WHERE id = {int(patient_id)}"
        # A day to spare: a plan is saved at a moment, a day begins where the therapist is.
        since_s = datetime.combine(sets_from - timedelta(days=1), datetime.min.time()).timestamp()
        with self._database.reading() as connection:
            ask = connection.execute
            patients = ask(f"SELECT * FROM patients {this} ORDER BY label_key").fetchall()  # noqa: S608  our own words only
            totals = _by_patient(ask(_TOTALS.format(where=one.replace("AND", "WHERE"))))
            waiting = _by_patient(ask(_WAITING.format(where=one)))
            sets = _grouped(_of_days(connection, "sets", "performed_at_s", sets_from, one), _done)
            answers = _grouped(
                _of_days(connection, "pain_answers", "answered_at_s", reports_from, one),
                read_answer,
            )
            events = _grouped(
                _of_days(connection, "safety_events", "happened_at_s", reports_from, one),
                read_event,
            )
            plans = _grouped(ask(_PLANS.format(where=one), (since_s, since_s)), read_version)
            seen = _grouped(
                ask(f"SELECT * FROM seen_flags WHERE undone = 0 {one} ORDER BY id"),  # noqa: S608  our own words only
                read_seen,
            )
            unanswered = _by_patient(ask(_UNANSWERED.format(where=one)))
        return [
            Lately(
                patient=read_patient(row),
                sets_in_all=_value(totals.get(row["id"]), "sets") or 0,
                last_set_at=moment_or_none(_value(totals.get(row["id"]), "last_s")),
                waiting=_value(waiting.get(row["id"]), "sets") or 0,
                newest_waiting_at=moment_or_none(_value(waiting.get(row["id"]), "newest_s")),
                unanswered=_value(unanswered.get(row["id"]), "messages") or 0,
                unanswered_at=moment_or_none(_value(unanswered.get(row["id"]), "newest_s")),
                urgent_at=moment_or_none(_value(unanswered.get(row["id"]), "urgent_s")),
                sets=sets[row["id"]],
                answers=answers[row["id"]],
                events=events[row["id"]],
                plans=plans[row["id"]],
                seen=seen[row["id"]],
            )
            for row in patients
        ]


def _of_days(
    connection: sqlite3.Connection, table: str, order: str, first_day: date, one: str
) -> sqlite3.Cursor:
    return connection.execute(
        f"SELECT * FROM {table} WHERE day >= ? {one} ORDER BY {order}, id",  # noqa: S608  our own words only
        (first_day.isoformat(),),
    )


def _grouped(
    rows: Iterable[sqlite3.Row], read: Callable[[sqlite3.Row], _Record | None]
) -> defaultdict[int, list[_Record]]:
    found: defaultdict[int, list[_Record]] = defaultdict(list)
    for row in rows:
        if (record := read(row)) is not None:
            found[row["patient_id"]].append(record)
    return found


def _by_patient(rows: Iterable[sqlite3.Row]) -> dict[int, sqlite3.Row]:
    return {row["patient_id"]: row for row in rows}


def _value(row: sqlite3.Row | None, name: str) -> int | None:
    return None if row is None else row[name]


def _done(row: sqlite3.Row) -> DoneSet | None:
    """Return that a set was done; None if its row is damaged."""
    if not is_sound(row):
        return None
    return DoneSet(
        set_id=row["id"],
        exercise=row["exercise"],
        performed_at=moment(row["performed_at_s"]),
        day=date.fromisoformat(row["day"]),
        clip_sha256=row["clip_sha256"],
        segment_index=row["segment_index"],
    )
