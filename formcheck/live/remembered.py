"""What the program remembers from one live session to the next, on this computer only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import platformdirs
from pydantic import BaseModel, ValidationError

from formcheck.errors import DiskFullError, OutputError
from formcheck.files import write_text

_DAYS_A_WEEK = 7


class Remembered(BaseModel):
    """What is remembered.

    Attributes
    ----------
    seen_before : bool
        The pages of the first run were shown.
    stopped_on : date or None
        The day on which exercises were stopped.
    stopped : list of str
        Which; they are not offered again on that day.
    range_before : dict of str to float
        Mean range of the latest set, in the exercise's unit, by exercise.
    lessons_heard : list of str
        Topics that were opened.
    exercised_on : list of date
        The newest days with a set of nobody in particular; a patient's are in the history.
    """

    seen_before: bool = False
    stopped_on: date | None = None
    stopped: list[str] = []
    range_before: dict[str, float] = {}
    lessons_heard: list[str] = []
    exercised_on: list[date] = []

    def stopped_today(self, today: date) -> frozenset[str]:
        """Return the exercises that are over for today."""
        return frozenset(self.stopped) if self.stopped_on == today else frozenset()

    def days_this_week(self, today: date) -> int:
        """Return on how many days of this week, before today, there was a set."""
        return count_days_this_week(self.exercised_on, today)

    def with_day(self, today: date) -> Remembered:
        """Return the same with a set today; a week is all that is asked for."""
        days = sorted({*self.exercised_on, today})[-_DAYS_A_WEEK:]
        return self.model_copy(update={"exercised_on": days})

    def with_stopped(self, exercises: frozenset[str], today: date) -> Remembered:
        """Return the same with exercises that are over for today."""
        known = sorted(self.stopped_today(today) | exercises)
        return self.model_copy(update={"stopped": known, "stopped_on": today})


def count_days_this_week(days: Iterable[date], today: date) -> int:
    """Return how many different days lie in the week of `today`, from Monday on, and before it."""
    monday = today - timedelta(days=today.weekday())
    return len({day for day in days if monday <= day < today})


def remembered_path() -> Path:
    """Return the file, in the user's state folder."""
    return platformdirs.user_state_path("formcheck", appauthor=False) / "live.json"


def recall() -> Remembered:
    """Return what is remembered; nothing if the file is absent or damaged."""
    try:
        return Remembered.model_validate_json(remembered_path().read_bytes())
    except (OSError, ValidationError):
        return Remembered()


def remember(what: Remembered) -> bool:
    """Keep it; return whether that worked: without it the next session only asks more."""
    path = remembered_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_text(path, what.model_dump_json(indent=1), private=True)
    except (OSError, OutputError, DiskFullError):
        return False
    return True
