"""The other side of each patient's exchange: its key, the passphrase, the shared folder."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from formcheck.history.collection import Collection, moment, now_s
from formcheck.history.exchange.messages import refused
from formcheck.history.exchange.models import Link, SeenLetter, TakenFile

LEAST_PASSPHRASE, MOST_PASSPHRASE = 8, 200
MOST_ANSWER_DAYS = 60
_ANSWER_DAYS = "answer_days"
#: A folder of more is no letterbox.
_MOST_SEEN = 2_000


class Links(Collection):
    """The exchange of all patients."""

    def of_patient(self, patient_id: int) -> Link | None:
        """Return a patient's link, None before the first file."""
        row = self._database.row("SELECT * FROM links WHERE patient_id = ?", (patient_id,))
        return None if row is None else _link(row)

    def find(self, name: str) -> Link | None:
        """Return the link of a name, None if there is none."""
        row = self._database.row("SELECT * FROM links WHERE name = ?", (name,))
        return None if row is None else _link(row)

    def all(self) -> list[Link]:
        """Return all links, in the order of their patients."""
        return [
            _link(row) for row in self._database.rows("SELECT * FROM links ORDER BY patient_id")
        ]

    def begin(self, patient_id: int) -> Link:
        """Return a patient's link, made if there is none.

        Raises
        ------
        UnknownRecordError
            There is no such patient.
        """
        self._check_patient(patient_id)
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO links (patient_id, name, begun_at_s) VALUES (?, ?, ?) "
                "ON CONFLICT (patient_id) DO NOTHING",
                (patient_id, secrets.token_hex(16), now_s()),
            )
        found = self.of_patient(patient_id)
        assert found is not None
        return found

    def end(self, patient_id: int) -> None:
        """Forget the other side; messages and sets that came stay."""
        with self._database.writing() as connection:
            for table in ("links", "seen_letters", "taken_files"):
                connection.execute(
                    f"DELETE FROM {table} WHERE patient_id = ?",  # noqa: S608  our own words only
                    (patient_id,),
                )

    def set_passphrase(self, patient_id: int, passphrase: str) -> Link:
        """Lock files from now on by a passphrase; an empty one locks none.

        Raises
        ------
        MessageError
            It is too short or too long.
        """
        kept = passphrase.strip()
        if kept and len(kept) < LEAST_PASSPHRASE:
            raise refused("passphrase.too_short", least=LEAST_PASSPHRASE)
        if len(kept) > MOST_PASSPHRASE:
            raise refused("passphrase.too_long", most=MOST_PASSPHRASE)
        return self._change(patient_id, "passphrase", kept)

    def set_folder(self, patient_id: int, folder: Path | None) -> Link:
        """Choose the folder that both sides see; None takes it away.

        Raises
        ------
        MessageError
            It cannot be read and written, or holds formcheck's own files.
        """
        if folder is not None:
            self._check_folder(folder)
        return self._change(patient_id, "folder", "" if folder is None else str(folder))

    @property
    def answer_days(self) -> int | None:
        """Within how many days this therapist answers; None promises nothing."""
        row = self._database.row(
            "SELECT value FROM exchange_settings WHERE name = ?", (_ANSWER_DAYS,)
        )
        return int(row["value"]) if row is not None else None

    def set_answer_days(self, days: int | None) -> None:
        """Promise an answer within so many days; None promises nothing.

        Raises
        ------
        MessageError
            It is no number of days, or too many.
        """
        if days is not None and not 1 <= days <= MOST_ANSWER_DAYS:
            raise refused("answer_days.no_number", given=days, most=MOST_ANSWER_DAYS)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM exchange_settings WHERE name = ?", (_ANSWER_DAYS,))
            if days is not None:
                connection.execute(
                    "INSERT INTO exchange_settings VALUES (?, ?)", (_ANSWER_DAYS, str(days))
                )

    def taken_files(self, patient_id: int) -> list[TakenFile]:
        """Return the files that came for a patient, newest first."""
        rows = self._database.rows(
            "SELECT * FROM taken_files WHERE patient_id = ? ORDER BY taken_at_s DESC, number DESC",
            (patient_id,),
        )
        return [_taken(row) for row in rows]

    def origin(self, set_id: int) -> TakenFile | None:
        """Return the file that a set came with; None if it was done here."""
        row = self._database.row(
            "SELECT f.* FROM set_origins AS o JOIN sets AS s ON s.id = o.set_id "
            "JOIN taken_files AS f ON f.patient_id = s.patient_id AND f.name = o.file "
            "WHERE o.set_id = ?",
            (set_id,),
        )
        return None if row is None else _taken(row)

    def note_seen(
        self, patient_id: int, file_name: str, mark: tuple[int, int], problem: str = ""
    ) -> None:
        """Note that a file of the shared folder was looked at.

        Parameters
        ----------
        patient_id : int
        file_name : str
        mark : (int, int)
            Size in bytes and time of the last change in nanoseconds.
        problem : str
            Why it was not taken in.
        """
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO seen_letters VALUES (?, ?, ?, ?, ?, ?)",
                (patient_id, file_name, *mark, now_s(), problem),
            )

    def seen(self, patient_id: int) -> list[SeenLetter]:
        """Return the files of the shared folder that were looked at, newest first."""
        rows = self._database.rows(
            "SELECT * FROM seen_letters WHERE patient_id = ? ORDER BY seen_at_s DESC LIMIT ?",
            (patient_id, _MOST_SEEN),
        )
        return [
            SeenLetter(
                row["patient_id"],
                row["file_name"],
                row["size_bytes"],
                row["changed_ns"],
                moment(row["seen_at_s"]),
                row["problem"],
            )
            for row in rows
        ]

    def _change(self, patient_id: int, column: str, value: str) -> Link:
        self.begin(patient_id)
        with self._database.writing() as connection:
            connection.execute(
                f"UPDATE links SET {column} = ? WHERE patient_id = ?",  # noqa: S608  our own words only
                (value, patient_id),
            )
        found = self.of_patient(patient_id)
        assert found is not None
        return found

    def _check_folder(self, folder: Path) -> None:
        can_use = folder.is_absolute() and folder.is_dir() and os.access(folder, os.R_OK | os.W_OK)
        if not can_use:
            raise refused("folder.no_folder", folder=folder)
        own, chosen = self._database.path.parent.resolve(), folder.resolve()
        if own.is_relative_to(chosen) or chosen.is_relative_to(own):
            raise refused("folder.own_folder")


def _link(row: sqlite3.Row) -> Link:
    return Link(
        patient_id=row["patient_id"],
        name=row["name"],
        peer_key=row["peer_key"],
        passphrase=row["passphrase"],
        folder=row["folder"],
        made=row["made"],
        taken=row["taken"],
        arrived=row["arrived"],
        answer_days=row["answer_days"],
        begun_at=moment(row["begun_at_s"]),
    )


def _taken(row: sqlite3.Row) -> TakenFile:
    return TakenFile(
        patient_id=row["patient_id"],
        name=row["name"],
        number=row["number"],
        kind=row["kind"],
        file_name=row["file_name"],
        sender_key=row["sender_key"],
        made_at=moment(row["made_at_s"]),
        taken_at=moment(row["taken_at_s"]),
    )
