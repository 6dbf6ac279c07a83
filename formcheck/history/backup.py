"""Copies of the store, made by SQLite itself while others may be writing."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from formcheck.history.database import connect
from formcheck.history.private_files import create_private_file, sync_folder

_KEPT = 7
_DUE_AFTER_S = 24 * 3600.0


def backups_of(store: Path) -> list[Path]:
    """Return the backups of a store, oldest first."""
    pattern = re.compile(rf"{re.escape(store.stem)}\.backup-\d{{8}}T\d{{6}}Z-\d+\.sqlite3")
    with contextlib.suppress(OSError):
        return sorted(path for path in store.parent.iterdir() if pattern.fullmatch(path.name))
    return []


def is_backup_due(store: Path) -> bool:
    """Whether a day has passed since the newest backup, or there is none."""
    made = backups_of(store)
    try:
        return not made or time.time() - made[-1].stat().st_mtime > _DUE_AFTER_S
    except OSError:
        return True


def backed_up_at(backup: Path) -> datetime:
    """Return when a backup was made, as its name says: copying it does not change that."""
    stamp = backup.name.rpartition(".backup-")[2].partition("-")[0]
    return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


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
    # A number behind the time: two within a second must not be one.
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    target = store.with_name(f"{store.stem}.backup-{stamp}-{time.time_ns() % 10**9}.sqlite3")
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


def forget_patient(store: Path, patient_id: int) -> list[Path]:
    """Remove a patient from every backup; one that cannot be written is removed whole.

    Returns
    -------
    list of Path
        The backups that held the patient.
    """
    return [path for path in backups_of(store) if _forget_in(path, patient_id)]


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
