"""The SQLite file: its connections and transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from formcheck.history.problems import explaining_problems

#: Marks a SQLite file as a history of formcheck: "fchk".
APPLICATION_ID = 0x6663686B
#: How long a writer waits for another one.
BUSY_S = 30.0

Value = str | int | float | None


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
        self._watching: sqlite3.Connection | None = None

    def version(self) -> int:
        """Return a number that is another one whenever anybody has committed something since.

        Raises
        ------
        StoreError
            See `explaining_problems`.
        """
        # SQLite counts the commits of all connections but the one that asks: this one never writes.
        with explaining_problems(self.path), self._lock:
            if self._watching is None:
                self._watching = connect(self.path)
                self._all.append(self._watching)
            return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

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
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection as of one moment: what others write meanwhile is not seen.

        Raises
        ------
        StoreError
            See `explaining_problems`.
        """
        with explaining_problems(self.path):
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

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
            self._watching = None
            self._own = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = connect(self.path)
            with self._lock:
                self._all.append(connection)
            self._own.connection = connection
        return connection
