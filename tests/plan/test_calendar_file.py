"""Reminders as a calendar file."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from formcheck.plan.calendar_file import render_calendar
from formcheck.words import languages, read_words, speaking

#: A Wednesday.
_FIRST = date(2026, 12, 2)


def _fields(text: str) -> dict[str, str]:
    unfolded = text.replace("\r\n ", "")
    lines = unfolded.split("\r\n")
    assert lines.pop() == ""
    return dict(line.split(":", 1) for line in reversed(lines))


def test_it_begins_on_the_first_chosen_day_and_ends_by_itself() -> None:
    text = render_calendar(["mon", "fri"], time(9, 30), _FIRST, 4, "Back", "Slowly")
    fields = _fields(text)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert fields["DTSTART"] == "20261204T093000"
    assert fields["RRULE"] == "FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20261230T235959"
    assert fields["SUMMARY"] == "Back"
    assert text.count("BEGIN:") == text.count("END:") == 3


def test_long_and_strange_words_arrive_as_they_are() -> None:
    about = "Übungen für den Rücken; langsam, und ohne Eile\\Hast.\nJeden Tag ein wenig – " * 3
    text = render_calendar(["wed"], time(7), _FIRST, 1, "a,b", about)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    told = _fields(text)["DESCRIPTION"]
    escaped = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n"}
    plain, at = "", 0
    while at < len(told):
        pair = told[at : at + 2]
        plain += escaped.get(pair, told[at])
        at += 2 if pair in escaped else 1
    assert plain == about


@pytest.mark.parametrize("language", languages())
def test_it_is_what_calendars_ask_for_in_every_language(language: str) -> None:
    with speaking(language):
        words = read_words("formcheck.review.web").texts("own_progress.remind")
    text = render_calendar(["sun"], time(18, 15), _FIRST, 4, words["event"], words["event_about"])
    # RFC 5545: lines end with CRLF (3.1), an event has UID and DTSTAMP in UTC (3.6.1), an alarm
    # that shows itself ACTION, TRIGGER and DESCRIPTION (3.6.6). No zone: by the clock of the place.
    assert re.findall("(?<!\r)\n|\r(?!\n)", text) == []
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert [line for line in lines if not re.fullmatch(r"[A-Z]+:[^\x00-\x1f]+", line)] == []
    event, alarm = text.split("BEGIN:VALARM")
    assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r$", event, re.MULTILINE)
    assert re.search(r"^DTSTART:20261206T181500\r$", event, re.MULTILINE)
    for name in ("VERSION", "PRODID", "UID", "RRULE", "DURATION", "SUMMARY", "DESCRIPTION"):
        assert event.count(f"\n{name}:") == 1, name
    assert [alarm.count(f"\n{name}:") for name in ("ACTION", "TRIGGER", "DESCRIPTION")] == [1] * 3
    assert _fields(text)["SUMMARY"] == words["event"]


def test_the_same_reminder_is_known_again() -> None:
    one = _fields(render_calendar(["wed"], time(7), _FIRST, 1, "a", "b"))
    other = _fields(render_calendar(["wed"], time(8), _FIRST, 1, "a", "b"))
    assert one["UID"] == _fields(render_calendar(["wed"], time(7), _FIRST, 1, "a", "c"))["UID"]
    assert one["UID"] != other["UID"]
