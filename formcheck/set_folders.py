"""The names of the folders that live sets are saved in: when the set began, and its exercise."""

from __future__ import annotations

import re
from datetime import datetime

_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_[a-z]\w*")
_TIME = "%Y-%m-%d_%H-%M-%S"


def set_folder_name(performed_at: datetime, exercise: str) -> str:
    """Return the name of a set's folder, ``2026-11-23_17-20-05_pelvic_tilt``."""
    return f"{performed_at:{_TIME}}_{exercise}"


def read_performed_at(name: str) -> datetime | None:
    """Return when the set of a folder began, to the second, in this machine's time zone.

    Returns
    -------
    datetime or None
        Aware; None if it is no name of a set's folder.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match.group(1), _TIME).astimezone()
    except (ValueError, OverflowError):
        return None
