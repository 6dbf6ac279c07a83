"""What all parts of the store share: the database, the folder of files, small conversions."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from formcheck.errors import ReviewError, UnknownRecordError, UsageError
from formcheck.history.database import Database

_LONGEST_TEXT = 10_000


class Rows:
    """Base of the store's parts.

    Attributes
    ----------
    _database : Database
    _files : Path
        Folder that holds a folder for each set.
    """

    _database: Database
    _files: Path

    def _known(self, query: str, record_id: int, what: str) -> sqlite3.Row:
        """Return the one row with this id.

        Raises
        ------
        UnknownRecordError
            If there is none.
        """
        # Larger ones cannot be asked for.
        row = self._database.row(query, (record_id,)) if abs(record_id) < 2**63 else None
        if row is None:
            raise UnknownRecordError(
                f"The history holds no {what} number {record_id}.", "It may have been deleted."
            )
        return row


def moment(seconds: float) -> datetime:
    """Return the moment so many seconds after 1970, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(value: datetime) -> float:
    """Return a moment as seconds since 1970.

    Raises
    ------
    UsageError
        It has no time zone.
    """
    if value.tzinfo is None:
        raise UsageError("A time without a time zone cannot be kept.", "Use an aware datetime.")
    return value.timestamp()


def now_s() -> float:
    """Return the present moment."""
    return datetime.now(UTC).timestamp()


def clean_text(text: str) -> str:
    """Return a note's text without surrounding blanks and what no page can show.

    Raises
    ------
    ReviewError
        Nothing is left, or it is too long.
    """
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()
    kept = kept.encode("utf-8", "replace").decode()
    if not kept:
        raise ReviewError("The note is empty.", "Write a word or two.")
    if len(kept) > _LONGEST_TEXT:
        raise ReviewError(
            f"The note has {len(kept)} signs; {_LONGEST_TEXT} fit.", "Divide it into several."
        )
    return kept
