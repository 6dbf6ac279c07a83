"""Deleting: rows first, then files; a deletion that was cut off is finished at the next start."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.history.backups import forget_patient
from formcheck.history.collection import Collection, now_s
from formcheck.history.models import Patient, SetRow
from formcheck.history.problems import explaining_problems
from formcheck.history.sessions import EMPTY_SESSION
from formcheck.history.set_folder import measure_folder, remove_folder

_SETS_OF = {"patient": "patient_id = ?", "set": "id = ?"}
#: Plain names of what goes with the sets of a patient, or with one set.
_WITH_SETS = {
    "repetitions": "repetitions",
    "faults": "faults",
    "corrections": "corrections",
    "notes": "notes",
}
_WITH_PATIENT = {
    "sessions": "sessions",
    "plans": "plan versions",
    "pain_answers": "pain answers",
    "safety_events": "safety events",
}


@dataclass(frozen=True)
class Deleted:
    """What was deleted with a patient or a set.

    Attributes
    ----------
    label : str
        The patient's.
    rows : mapping of str to int
        Number of rows by plain name: ``"sets"``, ``"notes"``, ``"pain answers"`` …
    files : int
    size_bytes : int
        Of those files.
    left_outside : sequence of Path
        Clips that were never copied into the store; they are still there.
    not_removed : sequence of Path
        Files that the system would not remove; they are tried again at the next start.
    backups : sequence of Path
        Older backups of the store from which the patient was removed too.
    """

    label: str
    rows: dict[str, int]
    files: int
    size_bytes: int
    left_outside: Sequence[Path] = ()
    not_removed: Sequence[Path] = ()
    backups: Sequence[Path] = ()


class Deletion(Collection):
    """Takes patients and sets out of the store."""

    def delete_patient(self, patient: Patient) -> Deleted:
        """Delete a patient with all rows and files, from the backups too, and say what that was.

        Raises
        ------
        StoreError
        """
        deleted = self._delete("patient", patient.id, patient.label)
        return replace(deleted, backups=tuple(forget_patient(self._database.path, patient.id)))

    def delete_set(self, row: SetRow) -> Deleted:
        """Delete one set with its rows and files, and say what that was.

        Raises
        ------
        StoreError
        """
        return self._delete("set", row.id, row.patient_label)

    def remove_leftovers(self) -> list[Path]:
        """Remove folders that belong to no set; return those that the system would not remove."""
        due = self._database.rows(
            "SELECT folder FROM folders_to_remove WHERE not_before_s <= ?", (now_s(),)
        )
        return self._remove([row["folder"] for row in due])

    def _delete(self, what: str, record_id: int, label: str) -> Deleted:
        with self._database.writing() as connection:
            sets = connection.execute(
                f"SELECT session_id, folder, clip_outside FROM sets WHERE {_SETS_OF[what]}",  # noqa: S608  our own words only
                (record_id,),
            ).fetchall()
            rows = _count(connection, what, record_id)
            connection.executemany(
                "INSERT OR REPLACE INTO folders_to_remove VALUES (?, 0)",
                [(row["folder"],) for row in sets],
            )
            connection.execute(f"DELETE FROM {what}s WHERE id = ?", (record_id,))  # noqa: S608
            connection.executemany(EMPTY_SESSION, [(row["session_id"],) for row in sets])
        folders = [row["folder"] for row in sets]
        with explaining_problems(self._database.path):
            sizes = [measure_folder(self._files / folder) for folder in folders]
        not_removed = self._remove(folders)
        self._empty_journal()
        outside = [Path(row["clip_outside"]) for row in sets if row["clip_outside"]]
        return Deleted(
            label=label,
            rows={name: number for name, number in rows.items() if number},
            files=sum(count for count, _ in sizes),
            size_bytes=sum(size for _, size in sizes),
            left_outside=tuple(outside),
            not_removed=tuple(not_removed),
        )

    def _remove(self, folders: list[str]) -> list[Path]:
        gone = [folder for folder in folders if remove_folder(self._files / folder)]
        if gone:
            with self._database.writing() as connection:
                connection.executemany(
                    "DELETE FROM folders_to_remove WHERE folder = ?", [(name,) for name in gone]
                )
        return [self._files / folder for folder in folders if folder not in gone]

    def _empty_journal(self) -> None:
        """Let nothing that was deleted linger in the journal; later, if others are reading."""
        self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _count(connection: sqlite3.Connection, what: str, record_id: int) -> dict[str, int]:
    """Count the rows that go with a patient or a set, by plain name."""
    sets = f"SELECT id FROM sets WHERE {_SETS_OF[what]}"  # noqa: S608  our own words only
    queries = {"sets": f"SELECT count(*) FROM ({sets})"}  # noqa: S608
    queries |= {
        name: f"SELECT count(*) FROM {table} WHERE set_id IN ({sets})"  # noqa: S608
        for table, name in _WITH_SETS.items()
    }
    if what == "patient":
        queries |= {
            name: f"SELECT count(*) FROM {table} WHERE patient_id = ?"  # noqa: S608
            for table, name in _WITH_PATIENT.items()
        }
    return {
        name: connection.execute(query, (record_id,)).fetchone()[0]
        for name, query in queries.items()
    }
