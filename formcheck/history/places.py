"""Where the history is kept, and the names of what lies beside it."""

from __future__ import annotations

import contextlib
import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

STORE_VARIABLE = "FORMCHECK_STORE"
#: What SQLite keeps beside a file in use; with another file it would spoil that.
COMPANIONS = ("", "-wal", "-shm", "-journal")

_FILE_NAME = "history.sqlite3"
_STAMP = "%Y%m%dT%H%M%SZ"
_STAMPED = r"\d{8}T\d{6}Z-\d+"


def find_store_path(named: Path | None = None) -> Path:
    """Return the store's file.

    Parameters
    ----------
    named : Path, optional
        What the user asked for; else the file in the environment variable
        ``FORMCHECK_STORE``, else one in the user's data folder.
    """
    from_environment = os.environ.get(STORE_VARIABLE)
    if named is None and from_environment:
        named = Path(from_environment)
    if named is None:
        return default_folder() / _FILE_NAME
    return Path(os.path.abspath(named.expanduser()))  # noqa: PTH100  resolve() would follow a link


def default_folder() -> Path:
    """Return the folder of the store where nobody named one."""
    return platformdirs.user_data_path("formcheck", appauthor=False)


def files_folder(store: Path) -> Path:
    """Return the folder that holds the files of the sets: beside the store, named after it."""
    return store.with_name(f"{store.stem}-files")


def films_folder(store: Path) -> Path:
    """Return the folder that holds the films that wait to be scored."""
    return store.with_name(f"{store.stem}-films")


def home_file(store: Path) -> Path:
    """Return the file that remembers for whom formcheck is opened."""
    return store.with_name(f"{store.stem}-home.json")


def exchange_key_file(store: Path) -> Path:
    """Return the file of the key that plan and report files are signed with."""
    return store.with_name(f"{store.stem}-exchange.key")


def new_backup_path(store: Path) -> Path:
    """Return the name of a backup that is made now."""
    return _stamped(store, "backup")


def new_replaced_path(store: Path) -> Path:
    """Return the name under which the store is kept when a backup takes its place now."""
    return _stamped(store, "replaced")


def backups_of(store: Path) -> list[Path]:
    """Return the backups of a store, oldest first."""
    return _beside(store, rf"\.backup-{_STAMPED}\.sqlite3")


def replaced_of(store: Path) -> list[Path]:
    """Return the files that going back to a backup has put aside, oldest first."""
    return _beside(store, rf"\.replaced-{_STAMPED}\.sqlite3")


def partials_of(store: Path) -> list[Path]:
    """Return unfinished copies of a store: being made just now, or left by a stopped program."""
    stem = re.escape(store.stem)
    pattern = re.compile(
        rf"\.(?:{re.escape(store.name)}\.\d+|{stem}\.backup-{_STAMPED}\.sqlite3)\.partial(?:-journal)?"
    )
    return _matching(store.parent, pattern)


def with_companions(database: Path) -> list[Path]:
    """Return a database file and what SQLite keeps beside it, those that are there."""
    names = (f"{database.name}{ending}" for ending in COMPANIONS)
    return [path for name in names if (path := database.with_name(name)).exists()]


def backed_up_at(backup: Path) -> datetime:
    """Return when a backup was made, as its name says: copying it does not change that."""
    stamp = backup.name.rpartition(".backup-")[2].partition("-")[0]
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _stamped(store: Path, what: str) -> Path:
    # A number behind the time: two within a second must not be one.
    stamp = time.strftime(_STAMP, time.gmtime())
    return store.with_name(f"{store.stem}.{what}-{stamp}-{time.time_ns() % 10**9}.sqlite3")


def _beside(store: Path, ending: str) -> list[Path]:
    """Return the files beside a store that are called like it, with an ending behind."""
    return _matching(store.parent, re.compile(re.escape(store.stem) + ending))


def _matching(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))
    return []
