"""What SQLite complains about, in words that name the fix."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from formcheck.errors import DiskFullError, FormcheckError, StoreError
from formcheck.history.places import backups_of

_PRIMARY = 0xFF
_DAMAGED_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FULL_CODES = frozenset({sqlite3.SQLITE_FULL})
_DISK_CODES = frozenset({sqlite3.SQLITE_IOERR})
_LOST_DISK_ERRNOS = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE)
_CANNOT_WRITE_CODES = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
)


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
        raise explain(error, store) from error
    except UnicodeDecodeError as error:
        # Python reads what SQLite holds as text, its own messages about a damaged file among it.
        raise damaged(store) from error
    except OSError as error:
        raise _explain_system(error, store) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another program has the store just now."""
    return (getattr(error, "sqlite_errorcode", 0) & _PRIMARY) in _BUSY_CODES


def explain(error: sqlite3.Error, store: Path) -> FormcheckError:
    """Return the error that says the same as SQLite's."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    for codes, explain_code in (
        (_DAMAGED_CODES, damaged),
        (_FULL_CODES, _full),
        (_CANNOT_WRITE_CODES, _forbidden),
        (_DISK_CODES, _out_of_reach),
    ):
        if code in codes:
            return explain_code(store)
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
    return StoreError(
        f"The history “{store}” did not do what was asked; what was saved before is kept.",
        "End all windows of formcheck and start it again. If it happens again, report what the "
        f"database says: {error}.",
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
    if error.errno in _LOST_DISK_ERRNOS:
        return _out_of_reach(store)
    said = (error.strerror or str(error)).lower()
    return StoreError(
        f"A file of the history “{store}” cannot be used: {said}.",
        "Check the disk and the folder it is in.",
    )


def _out_of_reach(store: Path) -> StoreError:
    return StoreError(
        f"The disk failed to read or write the history “{store}”; what was saved before is kept.",
        "See that the disk, stick or network folder is connected and whole, then do it again.",
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
