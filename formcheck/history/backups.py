"""Backups of the store: made while others write, gone back to, and cleared of a patient."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.database import APPLICATION_ID, connect, is_sound
from formcheck.history.places import backups_of, files_folder, new_backup_path, new_replaced_path
from formcheck.history.private_files import copy_private, create_private_file, sync_folder
from formcheck.history.problems import explaining_problems

_KEPT = 7
_DUE_AFTER_S = 24 * 3600.0
#: What SQLite keeps beside a store in use; with another file it would spoil that.
_COMPANIONS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Restored:
    """What going back to a backup did.

    Attributes
    ----------
    backup : Path
        The one that is the history now.
    kept : Path or None
        Where the file that it replaced is; None if there was none.
    left_out : tuple of Path
        Folders of sets that were added after the backup was made. They are still there.
    """

    backup: Path
    kept: Path | None
    left_out: tuple[Path, ...]


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
        return Restored(backup, kept, _folders_without_set(store))


def forget_patient(store: Path, patient_id: int) -> list[Path]:
    """Remove a patient from every backup; one that cannot be written is removed whole.

    Returns
    -------
    list of Path
        The backups that held the patient.
    """
    return [path for path in backups_of(store) if _forget_in(path, patient_id)]


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
    for companion in reversed(_COMPANIONS):
        old = store.with_name(f"{store.name}{companion}")
        if old.exists():
            old.rename(kept.with_name(f"{kept.name}{companion}"))
    return kept if had_store else None


def _folders_without_set(store: Path) -> tuple[Path, ...]:
    folder = files_folder(store)
    with contextlib.closing(connect(store)) as connection:
        known = {row[0] for row in connection.execute("SELECT folder FROM sets")}
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(path for path in there if path.is_dir() and path.name not in known)


def _forget_in(backup: Path, patient_id: int) -> bool:
    try:
        with contextlib.closing(connect(backup)) as connection:
            cursor = connection.execute("DELETE FROM patients WHERE id = ?", (patient_id,))
            return cursor.rowcount > 0
    except sqlite3.Error:
        with contextlib.suppress(OSError):
            backup.unlink()
        return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
