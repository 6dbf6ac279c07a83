"""Backups of the store: made while others write, gone back to, and cleared of a patient."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.files import sync_folder
from formcheck.history.database import APPLICATION_ID, connect, is_sound
from formcheck.history.places import (
    COMPANIONS,
    backups_of,
    new_backup_path,
    new_replaced_path,
    replaced_of,
)
from formcheck.history.private_files import copy_private, create_private_file
from formcheck.history.problems import explaining_problems

_KEPT = 7
_DUE_AFTER_S = 24 * 3600.0


@dataclass(frozen=True)
class Restored:
    """What going back to a backup did.

    Attributes
    ----------
    backup : Path
        The one that is the history now.
    kept : Path or None
        Where the file that it replaced is; None if there was none.
    """

    backup: Path
    kept: Path | None


@dataclass(frozen=True)
class Identity:
    """What tells a patient in copies of the store, where labels and ids may have changed hands.

    Attributes
    ----------
    id : int
    added_at_s : float
    label_key : str
    """

    id: int
    added_at_s: float
    label_key: str


@dataclass(frozen=True)
class Forgotten:
    """What came of taking a patient out of the copies of the store.

    Attributes
    ----------
    cleared : tuple of Path
        Copies that held the patient.
    not_cleared : tuple of Path
        Damaged ones; they may hold the patient still.
    folders : frozenset of str
        Names of the folders of the patient's sets in those copies.
    """

    cleared: tuple[Path, ...]
    not_cleared: tuple[Path, ...]
    folders: frozenset[str]


def is_backup_due(store: Path) -> bool:
    """Whether a day has passed since the newest backup, or there is none."""
    made = backups_of(store)
    try:
        return not made or time.time() - made[-1].stat().st_mtime > _DUE_AFTER_S
    except OSError:
        return True


def make_backup(store: Path) -> Path:
    """Copy the store as it was last committed; the oldest of more than seven backups are removed.

    Returns
    -------
    Path
        The backup, complete and on the disk.

    Raises
    ------
    sqlite3.Error, OSError
        If it cannot be made; the store is not touched.
    """
    target = new_backup_path(store)
    partial = target.with_name(f".{target.name}.partial")
    try:
        create_private_file(partial)
        with (
            contextlib.closing(connect(store)) as source,
            contextlib.closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
            # One plain file, without the companions of a store in use.
            copy.execute("PRAGMA journal_mode = DELETE")
        _sync(partial)
        partial.replace(target)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()
    sync_folder(store.parent)
    for old in backups_of(store)[:-_KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def find_sound_backup(store: Path) -> Path:
    """Return the newest backup that holds together.

    Raises
    ------
    StoreError
        There is none.
    """
    for backup in reversed(backups_of(store)):
        if _is_usable(backup):
            return backup
    raise StoreError(
        f"There is no backup of the history “{store}” that could be used.",
        "Name another history with --store and take the results in again with “formcheck import”.",
    )


def restore_backup(store: Path, backup: Path) -> Restored:
    """Make a backup the history.

    The file that it replaces is kept beside it under another name, whole. Killed at any moment,
    either the old file, the backup or the message that the history is damaged is there.

    Raises
    ------
    StoreError, DiskFullError
        A file cannot be written.
    """
    with explaining_problems(store):
        partial = store.with_name(f".{store.name}.{os.getpid()}.partial")
        try:
            copy_private(backup, partial)
            _forget_unfinished(partial)
            kept = _put_aside(store)
            partial.replace(store)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink()
        sync_folder(store.parent)
        return Restored(backup, kept)


def forget_patient(
    store: Path, patient: Identity, others: Collection[tuple[int, float]]
) -> Forgotten:
    """Take a patient out of every backup, and of the files that backups have replaced.

    A backup that cannot be written is removed whole. A replaced file is not: it may hold the
    only rows of somebody else.

    Parameters
    ----------
    store : Path
    patient : Identity
        Known in a copy by id and time together, or by the label.
    others : collection of (int, float)
        Id and time of all other patients of the store: they stay, whatever their label was.
    """
    backups = backups_of(store)
    cleared: list[Path] = []
    not_cleared: list[Path] = []
    folders: set[str] = set()
    for copy in (*backups, *replaced_of(store)):
        try:
            found = _forget_in(copy, patient, others)
        except (sqlite3.Error, OSError):
            if copy in backups:
                with contextlib.suppress(OSError):
                    copy.unlink()
            (not_cleared if copy.exists() else cleared).append(copy)
            continue
        if found is not None:
            cleared.append(copy)
            folders |= found
    return Forgotten(tuple(cleared), tuple(not_cleared), frozenset(folders))


def _is_usable(backup: Path) -> bool:
    try:
        with contextlib.closing(connect(backup)) as connection:
            marked = connection.execute("PRAGMA application_id").fetchone()[0]
            return bool(marked == APPLICATION_ID) and is_sound(connection)
    except (sqlite3.Error, OSError):
        return False


def _forget_unfinished(copy: Path) -> None:
    """Let no folder be removed that was only being filled when the backup was made."""
    with contextlib.closing(connect(copy)) as connection:
        known = "SELECT 1 FROM sqlite_master WHERE name = 'folders_to_remove'"
        if connection.execute(known).fetchone():
            connection.execute("DELETE FROM folders_to_remove")


def _put_aside(store: Path) -> Path | None:
    kept = new_replaced_path(store)
    had_store = store.exists()
    # The companions first: what is left of them must never meet the backup.
    for companion in reversed(COMPANIONS):
        old = store.with_name(f"{store.name}{companion}")
        if old.exists():
            old.rename(kept.with_name(f"{kept.name}{companion}"))
    return kept if had_store else None


def _forget_in(
    copy: Path, patient: Identity, others: Collection[tuple[int, float]]
) -> set[str] | None:
    """Return the folders of the patient's sets; None if the patient is not in this copy.

    Raises
    ------
    sqlite3.Error, OSError
        It cannot be written, or does not hold together: rows may be out of reach then.
    """
    with contextlib.closing(connect(copy)) as connection:
        if not is_sound(connection):
            raise sqlite3.DatabaseError("the copy is damaged")
        known = connection.execute("SELECT id, added_at_s, label_key FROM patients").fetchall()
        ids = [
            (row["id"],)
            for row in known
            if (row["id"], row["added_at_s"]) == (patient.id, patient.added_at_s)
            or (
                row["label_key"] == patient.label_key
                and (row["id"], row["added_at_s"]) not in others
            )
        ]
        if not ids:
            return None
        folders = {
            row["folder"]
            for values in ids
            for row in connection.execute("SELECT folder FROM sets WHERE patient_id = ?", values)
        }
        connection.executemany("DELETE FROM patients WHERE id = ?", ids)
        # What a replaced file has beside it holds the rows, too.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return folders


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
