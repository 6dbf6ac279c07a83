"""Opening a store: made if it is not there, checked, brought up to date."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.backups import is_backup_due, make_backup
from formcheck.history.database import APPLICATION_ID, BUSY_S, connect, is_sound
from formcheck.history.migrations import check_version, migrate, read_version
from formcheck.history.places import files_folder
from formcheck.history.private_files import create_private_file, keep_private, make_private_folder
from formcheck.history.problems import damaged, explaining_problems, is_busy, no_store

_HEADER_BYTES = 100
_AGAIN_S = 0.05
#: Where SQLite's header holds the application's mark.
_MARK = slice(68, 72)


def prepare_store(store: Path) -> Path | None:
    """Make a store usable: it exists, is sound, has the present schema, and is private.

    Parameters
    ----------
    store : Path
        A file that need not exist.

    Returns
    -------
    Path or None
        The backup that was made before its schema was changed, if it was.

    Raises
    ------
    StoreError
        It is damaged, something else, written by a newer formcheck, or cannot
        be written. It was not changed then.
    """
    with explaining_problems(store):
        if store.is_dir():
            raise StoreError(
                f"“{store}” is a folder; the history is a file.", "Name a file with --store."
            )
        make_private_folder(store.parent)
        create_private_file(store)
        with _telling_others_apart(store), contextlib.closing(connect(store)) as connection:
            _check_kind(connection, store)
            _check_sound(connection, store)
            _write_ahead(connection)
            backup = migrate(connection, store)
            _back_up_daily(connection, store)
        keep_private(store)
    return backup


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while somebody writes.

    Where a disk cannot share memory, SQLite keeps its older journal; slower, as safe. Unlike
    everything else this does not wait while another program has the file, so it is tried again.
    """
    until_s = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > until_s:
                raise
            time.sleep(_AGAIN_S)
        else:
            return


def _back_up_daily(connection: sqlite3.Connection, store: Path) -> None:
    """Copy a store that holds somebody; where there is no room for it, go on without."""
    if is_backup_due(store) and connection.execute("SELECT 1 FROM patients LIMIT 1").fetchone():
        with contextlib.suppress(sqlite3.Error, OSError):
            make_backup(store)


@contextlib.contextmanager
def _telling_others_apart(store: Path) -> Iterator[None]:
    """Tell a file that never was a store from one that is damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_NOTADB and not _was_store(store):
            raise no_store(store, "it holds something else") from error
        raise


def _was_store(store: Path) -> bool:
    with store.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    return head[_MARK] == APPLICATION_ID.to_bytes(4, "big") or _has_files(store)


def _has_files(store: Path) -> bool:
    folder = files_folder(store)
    return folder.is_dir() and any(folder.iterdir())


def _check_kind(connection: sqlite3.Connection, store: Path) -> None:
    # As of one moment: another program may be making the store just now.
    connection.execute("BEGIN")
    try:
        empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        version = read_version(connection)
        marked = int(connection.execute("PRAGMA application_id").fetchone()[0])
    finally:
        connection.execute("ROLLBACK")
    if empty and _has_files(store) and not store.stat().st_size:
        raise damaged(store)
    if not empty and marked != APPLICATION_ID:
        raise no_store(store, "another program wrote it")
    check_version(version, store)


def _check_sound(connection: sqlite3.Connection, store: Path) -> None:
    if not is_sound(connection):
        raise damaged(store)
