"""What database and disk complain about, in words for a therapist."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from formcheck.errors import DiskFullError, FormcheckError, StoreError
from formcheck.history.problems import explain, explaining_problems

_STORE = Path("history.sqlite")


def _explained(code: int, words: str) -> FormcheckError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return explain(error, _STORE)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_FSYNC]
)
def test_a_disk_that_fails_is_named_with_what_to_do(code: int) -> None:
    told = _explained(code, "disk I/O error")
    assert isinstance(told, StoreError)
    assert "disk I/O error" not in str(told)
    assert "what was saved before is kept" in told.message
    assert "is connected and whole, then do it again" in told.hint


def test_a_file_on_a_disk_that_was_pulled_out_is_told_the_same() -> None:
    with (
        pytest.raises(StoreError, match="The disk failed to read or write"),
        explaining_problems(_STORE),
    ):
        raise OSError(errno.EIO, "Input/output error")


def test_what_nobody_foresaw_says_what_is_kept_and_what_to_do() -> None:
    told = _explained(sqlite3.SQLITE_NOMEM, "out of memory")
    assert "what was saved before is kept" in told.message
    assert told.hint.startswith("End all windows of formcheck and start it again.")


def test_the_other_complaints_keep_their_own_words() -> None:
    assert isinstance(_explained(sqlite3.SQLITE_FULL, "full"), DiskFullError)
    assert "is damaged" in _explained(sqlite3.SQLITE_CORRUPT, "malformed").message
    assert "is busy" in _explained(sqlite3.SQLITE_BUSY, "locked").message
    assert "cannot be opened" in _explained(sqlite3.SQLITE_READONLY, "readonly").message
    assert "changed or deleted" in _explained(sqlite3.SQLITE_CONSTRAINT, "failed").message
