"""Reminders as a file that every calendar reads (iCalendar, RFC 5545), made by hand: it is tiny.

They end by themselves after some weeks, so that nobody has to stop them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from formcheck.plan.model import WEEKDAYS, Weekday

#: As RFC 5545 §3.3.10 names the days.
_DAY_NAMES: dict[Weekday, str] = {
    "mon": "MO",
    "tue": "TU",
    "wed": "WE",
    "thu": "TH",
    "fri": "FR",
    "sat": "SA",
    "sun": "SU",
}
#: In bytes, without the line's end (§3.1).
_LONGEST_LINE = 75
_LASTS_MIN = 20


def render_calendar(
    days: Collection[Weekday], at: time, first: date, weeks: int, title: str, about: str
) -> str:
    """Return the text of a calendar file with one repeated reminder.

    Times have no zone: they are those of the clock wherever the person is (§3.3.5).

    Parameters
    ----------
    days : collection of weekday
        At least one.
    at : time
    first : date
        No reminder before it.
    weeks : int
        For how long.
    title, about : str
        What the calendar shows.
    """
    begin = next(
        day
        for day in (first + timedelta(days=number) for number in range(7))
        if WEEKDAYS[day.weekday()] in days
    )
    start = datetime.combine(begin, at)
    until = datetime.combine(first + timedelta(weeks=weeks), time(23, 59, 59))
    names = ",".join(_DAY_NAMES[day] for day in WEEKDAYS if day in days)
    told = f"{start}{names}{weeks}{title}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//formcheck//reminders//EN",
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(told.encode()).hexdigest()[:32]}@formcheck.invalid",
        f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"DURATION:PT{_LASTS_MIN}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={names};UNTIL={until:%Y%m%dT%H%M%S}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(about)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        "TRIGGER:PT0M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Return text as a value (§3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut to lengths that every calendar takes; letters stay whole."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        # What goes on begins with a blank, which counts.
        most = _LONGEST_LINE - (1 if pieces else 0)
        if len((piece + sign).encode()) > most:
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])
