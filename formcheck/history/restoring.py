"""Going back to a backup, with the file that is replaced kept aside."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.backup import backups_of
from formcheck.history.database import connect
from formcheck.history.migrations import APPLICATION_ID
from formcheck.history.places import files_folder
from formcheck.history.private_files import copy_private, sync_folder
from formcheck.history.problems import explaining_problems

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


def find_sound_backup(store: Path) -> Path:
    """Return the newest backup that holds together.

    Raises
    ------
    StoreError
        There is none.
    """
    for backup in reversed(backups_of(store)):
        if _is_sound(backup):
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


def _is_sound(backup: Path) -> bool:
    try:
        with contextlib.closing(connect(backup)) as connection:
            marked = connection.execute("PRAGMA application_id").fetchone()[0]
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, OSError):
        return False
    return bool(marked == APPLICATION_ID and found is not None and found[0] == "ok")


def _forget_unfinished(copy: Path) -> None:
    """Let no folder be removed that was only being filled when the backup was made."""
    with contextlib.closing(connect(copy)) as connection:
        known = "SELECT 1 FROM sqlite_master WHERE name = 'folders_to_remove'"
        if connection.execute(known).fetchone():
            connection.execute("DELETE FROM folders_to_remove")


def _put_aside(store: Path) -> Path | None:
    stamp = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{time.time_ns() % 10**9}"
    kept = store.with_name(f"{store.stem}.replaced-{stamp}.sqlite3")
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
