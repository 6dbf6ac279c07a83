"""What a file for the other side is made of, and noting that it was made."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from formcheck.history.collection import Collection, moment
from formcheck.history.exchange.incoming import PainSaid, SafetySaid
from formcheck.history.exchange.messages import Messages
from formcheck.history.exchange.models import Author, Link, Message
from formcheck.history.models import PainMoment, PainSite, SafetyKind

#: More come along with the next file.
MOST_SETS = 200
#: Of each kind; older ones have come long ago.
MOST_MESSAGES = 500
_MOST_ANSWERS = 2_000
#: What was said, with the names of the set that it is about and of one in its session.
_SAID = """
SELECT t.*,
    (SELECT coalesce(o.fingerprint, s.fingerprint) FROM sets AS s
        LEFT JOIN set_origins AS o ON o.set_id = s.id WHERE s.id = t.set_id) AS print,
    (SELECT coalesce(o.fingerprint, s.fingerprint) FROM sets AS s
        LEFT JOIN set_origins AS o ON o.set_id = s.id
        WHERE s.session_id = t.session_id ORDER BY s.id LIMIT 1) AS near
FROM {table} AS t WHERE t.patient_id = ? ORDER BY t.{at} DESC LIMIT ?
"""


@dataclass(frozen=True)
class OutgoingMessage:
    """A message, and what the other side calls the set that it is about."""

    message: Message
    fingerprint: str | None


class Outgoing(Collection):
    """What waits to go out to each other side.

    A file holds all that the other side has not said it has, so one that is lost costs nothing:
    the next one brings the same.
    """

    def sets(self, link: Link) -> list[int]:
        """Return the ids of the sets that a home's next file holds, oldest first."""
        rows = self._database.rows(
            "SELECT s.id FROM sets AS s LEFT JOIN set_departures AS d ON d.set_id = s.id "
            "WHERE s.patient_id = ? AND (d.made IS NULL OR d.made > ?) "
            "AND s.id NOT IN (SELECT set_id FROM set_origins) "
            "ORDER BY s.performed_at_s, s.id LIMIT ?",
            (link.patient_id, link.arrived, MOST_SETS),
        )
        return [row["id"] for row in rows]

    def fingerprint(self, set_id: int) -> str:
        """Return what a set is called on both sides.

        Raises
        ------
        UnknownRecordError
        """
        row = self._known(
            "SELECT coalesce(o.fingerprint, s.fingerprint) AS print FROM sets AS s "
            "LEFT JOIN set_origins AS o ON o.set_id = s.id WHERE s.id = ?",
            set_id,
            "set",
        )
        return str(row["print"])

    def messages(self, link: Link, author: Author) -> list[OutgoingMessage]:
        """Return the messages of this side that may not have arrived, oldest first."""
        rows = self._database.rows(
            "SELECT id, set_id FROM messages WHERE patient_id = ? AND author = ? "
            "AND (made IS NULL OR made > ?) ORDER BY written_at_s DESC, id DESC LIMIT ?",
            (link.patient_id, author, link.arrived, MOST_MESSAGES),
        )
        return [self._with_set(row["id"], row["set_id"]) for row in reversed(rows)]

    def receipts(self, link: Link, reader: Author) -> list[Message]:
        """Return the other side's newest messages that this side has read."""
        rows = self._database.rows(
            "SELECT id FROM messages WHERE patient_id = ? AND author <> ? "
            "AND read_at_s IS NOT NULL ORDER BY written_at_s DESC, id DESC LIMIT ?",
            (link.patient_id, reader, MOST_MESSAGES),
        )
        return [self._with_set(row["id"], None).message for row in rows]

    def pain(self, patient_id: int) -> list[PainSaid]:
        """Return a patient's newest answers about pain: there are few, and twice is once."""
        rows = self._database.rows(
            _SAID.format(table="pain_answers", at="answered_at_s"), (patient_id, _MOST_ANSWERS)
        )
        return [
            PainSaid(
                moment=cast(PainMoment, row["moment"]),
                pain_0_to_10=row["pain_0_to_10"],
                furthest_site=cast(PainSite, row["furthest_site"]),
                answered_at=moment(row["answered_at_s"]),
                day=date.fromisoformat(row["day"]),
                fingerprint=row["print"],
                near=row["near"],
            )
            for row in rows
        ]

    def safety(self, patient_id: int) -> list[SafetySaid]:
        """Return the newest of what a therapist must see."""
        rows = self._database.rows(
            _SAID.format(table="safety_events", at="happened_at_s"), (patient_id, _MOST_ANSWERS)
        )
        return [
            SafetySaid(
                kind=cast(SafetyKind, row["kind"]),
                detail=row["detail"],
                happened_at=moment(row["happened_at_s"]),
                day=date.fromisoformat(row["day"]),
                fingerprint=row["print"],
                near=row["near"],
            )
            for row in rows
        ]

    def note_made(
        self, patient_id: int, number: int, messages: Sequence[int], sets: Sequence[int]
    ) -> bool:
        """Note that a file was made, with what went into it.

        Returns
        -------
        bool
            False if another one of this number was made meanwhile; nothing is noted then.
        """
        with self._database.writing() as connection:
            counted = connection.execute(
                "UPDATE links SET made = ?1 WHERE patient_id = ?2 AND made = ?1 - 1",
                (number, patient_id),
            ).rowcount
            if counted != 1:
                return False
            _note(connection, number, messages, sets)
            return True

    def _said(self, table: str, at: str, patient_id: int) -> list[sqlite3.Row]:
        query = _SAID.format(table=table, at=at)
        return self._database.rows(query, (patient_id, _MOST_ANSWERS))

    def _with_set(self, message_id: int, set_id: int | None) -> OutgoingMessage:
        message = Messages(self._database, self._files).get(message_id)
        return OutgoingMessage(message, None if set_id is None else self.fingerprint(set_id))


def _note(
    connection: sqlite3.Connection, number: int, messages: Sequence[int], sets: Sequence[int]
) -> None:
    connection.executemany(
        "UPDATE messages SET made = ? WHERE id = ? AND made IS NULL",
        [(number, message_id) for message_id in messages],
    )
    connection.executemany(
        "INSERT INTO set_departures VALUES (?, ?) ON CONFLICT (set_id) DO NOTHING",
        [(set_id, number) for set_id in sets],
    )
