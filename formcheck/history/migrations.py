"""Bringing a store up to the present schema: numbered SQL files, each applied once."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.backups import make_backup
from formcheck.history.database import APPLICATION_ID


@dataclass(frozen=True)
class Migration:
    """One step; `version` is the schema's number after it."""

    version: int
    name: str
    statements: tuple[str, ...]


@cache
def all_migrations() -> tuple[Migration, ...]:
    """Return all steps in order, numbered from 1 without a gap."""
    folder = resources.files("formcheck.history") / "schema"
    files = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda f: f.name
    )
    return tuple(
        Migration(int(file.name[:4]), file.name, split_statements(file.read_text("utf-8")))
        for file in files
    )


def latest_version() -> int:
    """Return the number of the present schema."""
    return all_migrations()[-1].version


def split_statements(script: str) -> tuple[str, ...]:
    """Return the statements of a script; SQLite's own way of running it would commit first."""
    statements: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current.strip())
            current = ""
    return tuple(statements)


def read_version(connection: sqlite3.Connection) -> int:
    """Return the number of a store's schema; 0 is an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_version(version: int, store: Path) -> None:
    """Raise `StoreError` if the store was written by a newer formcheck."""
    if version > latest_version():
        raise StoreError(
            f"The history “{store}” was written by a newer formcheck. It was not changed.",
            "Get the newest copy of formcheck, and install it as its README says.",
        )


def migrate(connection: sqlite3.Connection, store: Path, upto: int | None = None) -> Path | None:
    """Apply every step that a store lacks, all or none, after a backup.

    Several processes may try at once: one does it, the others find it done.

    Parameters
    ----------
    connection : sqlite3.Connection
        To the store, outside any transaction.
    store : Path
    upto : int, optional
        The schema to stop at; the present one without it.

    Returns
    -------
    Path or None
        The backup; None for a new store, or if nothing was to be done.

    Raises
    ------
    StoreError
        A newer formcheck wrote it.
    sqlite3.Error, OSError
        It cannot be written; it stays as it was.
    """
    wanted = latest_version() if upto is None else upto
    if read_version(connection) >= wanted:
        return None
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = read_version(connection)
        check_version(version, store)
        backup = make_backup(store) if 0 < version < wanted else None
        for step in all_migrations():
            if version < step.version <= wanted:
                for statement in step.statements:
                    connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(version, wanted)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return backup
