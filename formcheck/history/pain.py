"""What patients say: pain, and anything that a therapist must see at once."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from typing import get_args

from formcheck.errors import UsageError
from formcheck.history.collection import Collection, moment, seconds
from formcheck.history.models import (
    PAIN_SITES,
    PainAnswer,
    PainMoment,
    PainSite,
    SafetyEvent,
    SafetyKind,
)

_WORST = 10
_LONGEST_DETAIL = 1000


class _Reports(Collection):
    """What a patient said, in a session or about a set."""

    def _check_owner(self, patient_id: int, session_id: int | None, set_id: int | None) -> None:
        """Raise `UnknownRecordError` unless patient, session and set belong together."""
        self._check_patient(patient_id)
        for table, record_id in (("session", session_id), ("set", set_id)):
            if record_id is not None:
                self._known(
                    f"SELECT id FROM {table}s WHERE id = ? AND patient_id = {int(patient_id)}",  # noqa: S608  our own words only
                    record_id,
                    table,
                )


class Pain(_Reports):
    """The pain answers of all patients."""

    def of_patient(
        self, patient_id: int, first_day: date | None = None, last_day: date | None = None
    ) -> list[PainAnswer]:
        """Return a patient's answers, oldest first, within days if they are given."""
        rows = self._database.rows(
            "SELECT * FROM pain_answers WHERE patient_id = ? AND day >= ? AND day <= ? "
            "ORDER BY answered_at_s, id",
            (
                patient_id,
                (first_day or date.min).isoformat(),
                (last_day or date.max).isoformat(),
            ),
        )
        return [read_answer(row) for row in rows]

    def of_set(self, set_id: int) -> list[PainAnswer]:
        """Return the answers that were given about a set, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM pain_answers WHERE set_id = ? ORDER BY answered_at_s, id", (set_id,)
        )
        return [read_answer(row) for row in rows]

    def add(
        self,
        patient_id: int,
        *,
        moment: PainMoment,
        pain_0_to_10: int,
        furthest_site: PainSite,
        answered_at: datetime,
        session_id: int | None = None,
        set_id: int | None = None,
    ) -> PainAnswer:
        """Add an answer to “how much, and how far down the leg?”.

        Raises
        ------
        UsageError
            The pain is not 0 to 10, or there is no such moment or place.
        UnknownRecordError
            There is no such patient, session or set, or they do not belong together.
        """
        if (
            not 0 <= pain_0_to_10 <= _WORST
            or furthest_site not in PAIN_SITES
            or moment not in get_args(PainMoment)
        ):
            raise UsageError(
                "This pain answer cannot be kept.",
                f"Pain is 0 to 10; places are {', '.join(PAIN_SITES)}; before or after a set.",
            )
        self._check_owner(patient_id, session_id, set_id)
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO pain_answers (patient_id, session_id, set_id, moment, pain_0_to_10, "
                "furthest_site, answered_at_s, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    patient_id,
                    session_id,
                    set_id,
                    moment,
                    int(pain_0_to_10),
                    furthest_site,
                    seconds(answered_at),
                    answered_at.date().isoformat(),
                ),
            )
            answer_id = cursor.lastrowid
        assert answer_id is not None
        return read_answer(
            self._known("SELECT * FROM pain_answers WHERE id = ?", answer_id, "pain answer")
        )


class Safety(_Reports):
    """The safety events of all patients: what a therapist must see at once."""

    def of_patient(self, patient_id: int) -> list[SafetyEvent]:
        """Return what a patient reported apart from pain, newest first."""
        rows = self._database.rows(
            "SELECT * FROM safety_events WHERE patient_id = ? ORDER BY happened_at_s DESC, id DESC",
            (patient_id,),
        )
        return [read_event(row) for row in rows]

    def add(
        self,
        patient_id: int,
        *,
        kind: SafetyKind,
        detail: str,
        happened_at: datetime,
        session_id: int | None = None,
        set_id: int | None = None,
    ) -> SafetyEvent:
        """Add a red flag, numb toes, pain that stays worse, or a set that was stopped.

        Raises
        ------
        UsageError
            There is no such kind.
        UnknownRecordError
            There is no such patient, session or set, or they do not belong together.
        """
        if kind not in get_args(SafetyKind):
            raise UsageError(
                f"There is no safety event {kind!r}.",
                f"There are: {', '.join(get_args(SafetyKind))}.",
            )
        self._check_owner(patient_id, session_id, set_id)
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO safety_events (patient_id, session_id, set_id, kind, detail, "
                "happened_at_s, day) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    patient_id,
                    session_id,
                    set_id,
                    kind,
                    detail.encode("utf-8", "replace").decode()[:_LONGEST_DETAIL],
                    seconds(happened_at),
                    happened_at.date().isoformat(),
                ),
            )
            event_id = cursor.lastrowid
        assert event_id is not None
        return read_event(
            self._known("SELECT * FROM safety_events WHERE id = ?", event_id, "safety event")
        )


def read_answer(row: sqlite3.Row) -> PainAnswer:
    """Return a row of the table as plain values."""
    return PainAnswer(
        id=row["id"],
        patient_id=row["patient_id"],
        session_id=row["session_id"],
        set_id=row["set_id"],
        moment=row["moment"],
        pain_0_to_10=row["pain_0_to_10"],
        furthest_site=row["furthest_site"],
        answered_at=moment(row["answered_at_s"]),
        day=date.fromisoformat(row["day"]),
    )


def read_event(row: sqlite3.Row) -> SafetyEvent:
    """Return a row of the table as plain values."""
    return SafetyEvent(
        id=row["id"],
        patient_id=row["patient_id"],
        session_id=row["session_id"],
        set_id=row["set_id"],
        kind=row["kind"],
        detail=row["detail"],
        happened_at=moment(row["happened_at_s"]),
        day=date.fromisoformat(row["day"]),
    )
