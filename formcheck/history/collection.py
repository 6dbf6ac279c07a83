"""What all collections of the store share: the database, the folder of files, moments."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from formcheck.errors import UnknownRecordError, UsageError
from formcheck.history.database import Database

#: With a day to spare for time zones.
_EARLIEST_S = datetime(1, 1, 3, tzinfo=UTC).timestamp()
_LATEST_S = datetime(9999, 12, 30, tzinfo=UTC).timestamp()


class Collection:
    """Base of the store's collections: one kind of record, over the one database.

    Parameters
    ----------
    database : Database
    files : Path
        Folder that holds a folder for each set.
    """

    def __init__(self, database: Database, files: Path) -> None:
        self._database = database
        self._files = files

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

    def _check_patient(self, patient_id: int) -> None:
        """Raise `UnknownRecordError` if there is no such patient."""
        self._known("SELECT id FROM patients WHERE id = ?", patient_id, "patient")


def moment(seconds: float) -> datetime:
    """Return the moment so many seconds after 1970, in UTC.

    What lies outside the years that a calendar holds becomes the first or the last of it.
    """
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST_S), _LATEST_S), UTC)


def moment_or_none(seconds: float | None) -> datetime | None:
    """Return a moment as `moment` does; None where nothing is noted."""
    return None if seconds is None else moment(seconds)


def seconds_or_none(value: datetime | None) -> float | None:
    """Return seconds as `seconds` does; None for no moment."""
    return None if value is None else seconds(value)


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


def typed_text(text: str) -> str:
    """Return what somebody typed without what no page can show; line ends and tabs stay."""
    kept = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t").strip()
    return kept.encode("utf-8", "replace").decode()


def typed_line(text: str) -> str:
    """Return what somebody typed on one line, with one blank between its words."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(shown.encode("utf-8", "replace").decode().split())
