"""The SQLite file: its connections and transactions, and what it complains about."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import DiskFullError, FormcheckError, StoreError
from formcheck.history.places import backups_of

#: Marks a SQLite file as a history of formcheck: "fchk".
APPLICATION_ID = 0x6663686B
#: How long a writer waits for another one.
BUSY_S = 30.0

Value = str | int | float | None

_PRIMARY = 0xFF
_DAMAGED_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_CANNOT_WRITE_CODES = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)


def connect(path: Path) -> sqlite3.Connection:
    """Open one connection to an existing file.

    A commit is on the disk when it returns; deleted rows are overwritten.

    Raises
    ------
    sqlite3.Error
        If it cannot be opened.
    """
    # Transactions are begun by hand: the module's own would begin too late.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether the file holds together.

    Raises
    ------
    sqlite3.Error
        It cannot be read at all.
    """
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    return bool(found is not None and found[0] == "ok")


class Database:
    """A SQLite file that threads share.

    Parameters
    ----------
    path : Path
        An existing file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def rows(self, query: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query.

        Raises
        ------
        StoreError
            See `explaining_problems`.
        """
        with explaining_problems(self.path):
            return self._connection().execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, None if there is none."""
        found = self.rows(query, values)
        return found[0] if found else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction: all that is written is kept, or nothing.

        No other process writes meanwhile; what is read inside stays true until the end.

        Raises
        ------
        StoreError, DiskFullError
            See `explaining_problems`.
        """
        with explaining_problems(self.path):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._own = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = connect(self.path)
            with self._lock:
                self._all.append(connection)
            self._own.connection = connection
        return connection


@contextmanager
def explaining_problems(store: Path) -> Iterator[None]:
    """Turn what the database or the disk complains about into one clear sentence.

    Raises
    ------
    StoreError
        The store is damaged, busy for too long, or cannot be written.
    DiskFullError
        There is no space left.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, store) from error
    except OSError as error:
        raise _explain_system(error, store) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another program has the store just now."""
    return (getattr(error, "sqlite_errorcode", 0) & _PRIMARY) in _BUSY_CODES


def _explain(error: sqlite3.Error, store: Path) -> FormcheckError:
    """Return the error that says the same as SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _DAMAGED_CODES:
        return damaged(store)
    if is_busy(error):
        return StoreError(
            f"The history “{store}” is busy: another program has been writing to it for long.",
            "Close other windows of formcheck and try again.",
        )
    if code == sqlite3.SQLITE_CONSTRAINT:
        return StoreError(
            "Another window of formcheck has changed or deleted this meanwhile.",
            "Reload, and do it again if it is still wanted.",
        )
    if code == sqlite3.SQLITE_FULL:
        return _full(store)
    if code in _CANNOT_WRITE_CODES:
        return _forbidden(store)
    return StoreError(
        f"The history “{store}” cannot be used: {error}.", "Try again; --debug shows more."
    )


def damaged(store: Path) -> StoreError:
    """Return the error of a store that does not hold together, with what there is to go back to."""
    backups = backups_of(store)
    way_out = (
        f'“formcheck patients restore --store "{store}"” goes back to the newest backup, '
        f"“{backups[-1].name}”, and keeps the damaged file."
        if backups
        else "Keep it, name another with --store and take the results in again with “formcheck "
        "import”."
    )
    return StoreError(f"The history “{store}” is damaged. Nothing in it was changed.", way_out)


def no_store(store: Path, what: str) -> StoreError:
    """Return the error of a file that is something else."""
    return StoreError(
        f"“{store}” is no history of formcheck: {what}. It was not changed.",
        "Name another file with --store; one that does not exist is made.",
    )


def _explain_system(error: OSError, store: Path) -> FormcheckError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _full(store)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _forbidden(store)
    return StoreError(
        f"A file of the history “{store}” cannot be used: {error.strerror or error}.",
        "Check the disk and the folder it is in.",
    )


def _full(store: Path) -> DiskFullError:
    return DiskFullError(
        "There is no space left for the history.", f"Free some space on the disk of {store.parent}."
    )


def _forbidden(store: Path) -> StoreError:
    return StoreError(
        f"The history “{store}” cannot be opened or written.",
        "Check your rights to it and its folder, or name another file with --store.",
    )
