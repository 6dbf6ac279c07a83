"""Messages between a patient and a therapist."""

from __future__ import annotations

import math
import secrets
import sqlite3
from collections.abc import Sequence

from formcheck.errors import MessageError
from formcheck.history.collection import Collection, moment, moment_or_none, now_s, typed_text
from formcheck.history.exchange.models import Author, Message
from formcheck.words import read_words

LONGEST_TEXT = 2_000
#: An hour's film and more.
LONGEST_MOMENT_S = 86_400.0
_WORDS = read_words("formcheck.history.exchange")


class Messages(Collection):
    """The messages of all patients, from both sides."""

    def of_patient(self, patient_id: int) -> list[Message]:
        """Return a patient's messages, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE patient_id = ? ORDER BY written_at_s, id", (patient_id,)
        )
        return [_message(row) for row in rows]

    def of_set(self, set_id: int) -> list[Message]:
        """Return the messages about a set, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE set_id = ? ORDER BY written_at_s, id", (set_id,)
        )
        return [_message(row) for row in rows]

    def get(self, message_id: int) -> Message:
        """Return one message.

        Raises
        ------
        UnknownRecordError
        """
        return _message(self._known("SELECT * FROM messages WHERE id = ?", message_id, "message"))

    def unanswered(self, patient_id: int | None = None) -> list[Message]:
        """Return what patients wrote and the therapist has not answered: urgent first, then oldest.

        Parameters
        ----------
        patient_id : int, optional
            Only of this patient.
        """
        rows = self._database.rows(
            "SELECT * FROM messages WHERE author = 'patient' AND answered_at_s IS NULL "
            "AND (?1 IS NULL OR patient_id = ?1) ORDER BY urgent DESC, written_at_s, id",
            (patient_id,),
        )
        return [_message(row) for row in rows]

    def unread(self, reader: Author, patient_id: int | None = None) -> list[Message]:
        """Return what the other side wrote and the reader has not seen, oldest first.

        Parameters
        ----------
        reader : {"therapist", "patient"}
        patient_id : int, optional
            Only of this patient.
        """
        rows = self._database.rows(
            "SELECT * FROM messages WHERE author <> ?1 AND read_at_s IS NULL "
            "AND (?2 IS NULL OR patient_id = ?2) ORDER BY written_at_s, id",
            (reader, patient_id),
        )
        return [_message(row) for row in rows]

    def write(
        self,
        patient_id: int,
        author: Author,
        text: str,
        *,
        set_id: int | None = None,
        time_s: float | None = None,
        urgent: bool = False,
    ) -> Message:
        """Keep a message; it goes out with the next file. A therapist's answers all before it.

        Parameters
        ----------
        patient_id : int
        author : {"therapist", "patient"}
        text : str
            Up to 2,000 signs.
        set_id : int, optional
            The set that it is about.
        time_s : float, optional
            A moment of that set's clip.
        urgent : bool
            Whether it holds words of the urgent signs.

        Raises
        ------
        MessageError
            It is empty or too long, or the moment is none.
        UnknownRecordError
            There is no such patient, or the set is not the patient's.
        """
        self._check_patient(patient_id)
        if set_id is not None:
            self._known(
                f"SELECT id FROM sets WHERE id = ? AND patient_id = {int(patient_id)}",  # noqa: S608  a number
                set_id,
                "set",
            )
        _check_moment(set_id, time_s)
        kept, written_s = clean_message(text), now_s()
        with self._database.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO messages (patient_id, name, author, text, set_id, time_s, urgent, "
                "written_at_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    patient_id,
                    secrets.token_hex(16),
                    author,
                    kept,
                    set_id,
                    time_s,
                    int(urgent),
                    written_s,
                ),
            )
            if author == "therapist":
                settle_all(connection, patient_id, written_s)
        assert cursor.lastrowid is not None
        return self.get(cursor.lastrowid)

    def settle(self, message_id: int) -> None:
        """Say that a patient's message needs no answer.

        Raises
        ------
        UnknownRecordError
        """
        self.get(message_id)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE messages SET answered_at_s = coalesce(answered_at_s, ?1), "
                "read_at_s = coalesce(read_at_s, ?1) WHERE id = ?2 AND author = 'patient'",
                (now_s(), message_id),
            )

    def mark_read(self, messages: Sequence[Message], reader: Author) -> None:
        """Note that the reader has seen messages of the other side; their own stay as they are."""
        read_s = now_s()
        seen = [(read_s, message.id) for message in messages if message.author != reader]
        if not seen:
            return
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE messages SET read_at_s = ? WHERE id = ? AND read_at_s IS NULL", seen
            )

    def take_back(self, message_id: int) -> None:
        """Delete a message that has not gone out yet.

        Raises
        ------
        UnknownRecordError
            There is none, or it has gone out.
        """
        self._known("SELECT id FROM messages WHERE id = ? AND made IS NULL", message_id, "message")
        with self._database.writing() as connection:
            connection.execute("DELETE FROM messages WHERE id = ? AND made IS NULL", (message_id,))


def settle_all(connection: sqlite3.Connection, patient_id: int, at_s: float) -> None:
    """Count everything that a patient wrote before a moment as answered, and read."""
    connection.execute(
        "UPDATE messages SET answered_at_s = coalesce(answered_at_s, ?1), "
        "read_at_s = coalesce(read_at_s, ?1) "
        "WHERE patient_id = ?2 AND author = 'patient' AND answered_at_s IS NULL "
        "AND written_at_s <= ?1",
        (at_s, patient_id),
    )


def clean_message(text: str) -> str:
    """Return a message's text without surrounding blanks and what no page can show.

    Raises
    ------
    MessageError
        Nothing is left, or it is too long.
    """
    kept = typed_text(text)
    if not kept:
        raise refused("message.empty")
    if len(kept) > LONGEST_TEXT:
        raise refused("message.too_long", count=len(kept), most=LONGEST_TEXT)
    return kept


def refused(key: str, **values: object) -> MessageError:
    """Return the error of what cannot be kept, in the words of that name and their hint."""
    return MessageError(_WORDS.text(key, **values), _WORDS.text(f"{key}_hint", **values))


def _check_moment(set_id: int | None, time_s: float | None) -> None:
    if time_s is None:
        return
    is_moment = math.isfinite(time_s) and 0 <= time_s <= LONGEST_MOMENT_S
    if set_id is None or not is_moment:
        raise refused("message.no_moment")


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        patient_id=row["patient_id"],
        name=row["name"],
        author=row["author"],
        text=row["text"],
        set_id=row["set_id"],
        time_s=row["time_s"],
        urgent=bool(row["urgent"]),
        written_at=moment(row["written_at_s"]),
        read_at=moment_or_none(row["read_at_s"]),
        answered_at=moment_or_none(row["answered_at_s"]),
        made=row["made"],
    )
