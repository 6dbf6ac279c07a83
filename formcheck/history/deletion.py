"""Deleting: rows first, then files; a deletion that was cut off is finished at the next start."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.history.backups import Identity, forget_patient
from formcheck.history.collection import Collection, now_s
from formcheck.history.models import Patient, SetRow
from formcheck.history.places import partials_of
from formcheck.history.private_files import age_s, remove_files
from formcheck.history.problems import explaining_problems
from formcheck.history.sessions import EMPTY_SESSION
from formcheck.history.set_folder import (
    ABANDONED_S,
    find_stray_folders,
    measure_folder,
    read_hashes,
    read_tag,
    remove_folder,
)
from formcheck.pose.cache import forget_clip

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
    "seen_flags": "flags that were seen",
    "messages": "messages",
    "taken_files": "files that came",
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
        Files that the system would not remove; folders of sets are tried again at the next start.
    backups : sequence of Path
        Backups of the store, and files that those replaced, from which the patient was removed too.
    not_cleared : sequence of Path
        Such files that are damaged: they may hold the patient still.
    unclear : sequence of Path
        Folders of sets that no row leads to and that do not say whose they are.
    """

    label: str
    rows: dict[str, int]
    files: int
    size_bytes: int
    left_outside: Sequence[Path] = ()
    not_removed: Sequence[Path] = ()
    backups: Sequence[Path] = ()
    not_cleared: Sequence[Path] = ()
    unclear: Sequence[Path] = ()


class Deletion(Collection):
    """Takes patients and sets out of the store."""

    def delete_patient(self, patient: Patient) -> Deleted:
        """Delete a patient with all rows and files, and say what that was.

        The copies of the store come first: stopped at any moment, the patient is still in
        the store and can be deleted again.

        Raises
        ------
        StoreError
        """
        who, others = self._identify(patient)
        copies = forget_patient(self._database.path, who, others)
        strays = [
            folder
            for folder in self._strays()
            if folder.name in copies.folders or _is_of(folder, who)
        ]
        not_removed = remove_files(partials_of(self._database.path))
        deleted = self._delete("patient", patient.id, patient.label, strays)
        return replace(
            deleted,
            backups=copies.cleared,
            not_cleared=copies.not_cleared,
            not_removed=(*deleted.not_removed, *not_removed),
            unclear=tuple(folder for folder in self._strays() if read_tag(folder) is None),
        )

    def delete_set(self, row: SetRow) -> Deleted:
        """Delete one set with its rows and files, and say what that was.

        Raises
        ------
        StoreError
        """
        return self._delete("set", row.id, row.patient_label)

    def remove_leftovers(self) -> list[Path]:
        """Remove what a stopped program left; return what the system would not remove.

        A folder that is complete stays: its row may have been lost.
        """
        due = self._database.rows(
            "SELECT folder, not_before_s FROM folders_to_remove WHERE not_before_s <= ? "
            "AND folder NOT IN (SELECT folder FROM sets)",
            (now_s(),),
        )
        whole = [row["folder"] for row in due if row["not_before_s"] and self._is_whole(row)]
        if whole:
            self._forget_notes(whole)
        old = [path for path in partials_of(self._database.path) if age_s(path) > ABANDONED_S]
        left = self._remove([row["folder"] for row in due if row["folder"] not in whole])
        return [*left, *remove_files(old)]

    def remove_strays(self, folders: Sequence[Path]) -> list[Path]:
        """Remove folders that no row leads to; return those that the system would not remove."""
        with explaining_problems(self._database.path):
            return [folder for folder in folders if not remove_folder(folder)]

    def _is_whole(self, row: sqlite3.Row) -> bool:
        return read_tag(self._files / row["folder"]) is not None

    def _identify(self, patient: Patient) -> tuple[Identity, set[tuple[int, float]]]:
        """Return what tells a patient in copies of the store, and what tells all others."""
        row = self._known("SELECT * FROM patients WHERE id = ?", patient.id, "patient")
        others = self._database.rows(
            "SELECT id, added_at_s FROM patients WHERE id != ?", (patient.id,)
        )
        return (
            Identity(row["id"], row["added_at_s"], row["label_key"]),
            {(other["id"], other["added_at_s"]) for other in others},
        )

    def _strays(self) -> list[Path]:
        return find_stray_folders(self._database, self._files)

    def _delete(
        self, what: str, record_id: int, label: str, strays: Sequence[Path] = ()
    ) -> Deleted:
        with self._database.writing() as connection:
            sets = connection.execute(
                "SELECT session_id, folder, clip_outside FROM sets "  # noqa: S608  our own words only
                f"WHERE {_SETS_OF[what]}",
                (record_id,),
            ).fetchall()
            rows = _count(connection, what, record_id)
            folders = [*(row["folder"] for row in sets), *(folder.name for folder in strays)]
            connection.executemany(
                "INSERT OR REPLACE INTO folders_to_remove VALUES (?, 0)",
                [(folder,) for folder in folders],
            )
            connection.execute(f"DELETE FROM {what}s WHERE id = ?", (record_id,))  # noqa: S608
            connection.executemany(EMPTY_SESSION, [(row["session_id"],) for row in sets])
        tags = [read_tag(folder) for folder in strays]
        with explaining_problems(self._database.path):
            sizes = [measure_folder(self._files / folder) for folder in folders]
        kept_landmarks = self.forget_landmarks([self._files / folder for folder in folders])
        not_removed = self._remove(folders)
        journal = self._empty_journal()
        outside = [Path(row["clip_outside"]) for row in sets if row["clip_outside"]]
        outside += [tag.clip_outside for tag in tags if tag and tag.clip_outside]
        return Deleted(
            label=label,
            rows={name: number for name, number in rows.items() if number},
            files=sum(count for count, _ in sizes),
            size_bytes=sum(size for _, size in sizes),
            left_outside=tuple(outside),
            not_removed=(*not_removed, *kept_landmarks, *journal),
        )

    def forget_landmarks(self, folders: Sequence[Path]) -> list[Path]:
        """Remove what the cache of landmarks holds of the clips of sets that go.

        A clip that another set shows keeps them.

        Returns
        -------
        list of Path
            Files that the system would not remove.
        """
        stayed: list[Path] = []
        hashes = {found for folder in folders if (found := read_hashes(folder)) is not None}
        for clip_sha256, model_sha256 in sorted(hashes):
            shown = self._database.row("SELECT 1 FROM sets WHERE clip_sha256 = ?", (clip_sha256,))
            if shown is None:
                stayed += forget_clip(clip_sha256, [model_sha256])
        return stayed

    def _remove(self, folders: list[str]) -> list[Path]:
        gone = [folder for folder in folders if remove_folder(self._files / folder)]
        if gone:
            self._forget_notes(gone)
        return [self._files / folder for folder in folders if folder not in gone]

    def _forget_notes(self, folders: list[str]) -> None:
        """Forget that folders are to be removed."""
        with self._database.writing() as connection:
            connection.executemany(
                "DELETE FROM folders_to_remove WHERE folder = ?", [(name,) for name in folders]
            )

    def _empty_journal(self) -> list[Path]:
        """Let nothing that was deleted linger in the journal; return it if others are reading it.

        SQLite empties it then when the last of them has closed the store.
        """
        is_busy = self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
        store = self._database.path
        return [store.with_name(f"{store.name}-wal")] if is_busy else []


def _is_of(folder: Path, who: Identity) -> bool:
    tag = read_tag(folder)
    return tag is not None and (tag.patient_id, tag.patient_added_at_s) == (who.id, who.added_at_s)


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
