"""Numbers and dates as each language writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from formcheck.words import (
    day_and_month,
    format_number,
    languages,
    languages_by_name,
    long_day,
    moment_text,
    plain_month,
    read_words,
    short_day,
    speaking,
    weekday_names,
)

_DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("code", "short", "long", "number"),
    [
        ("en", "Mon 30 Nov 2026", "30 November 2026", "-2.5"),
        ("de", "Mo 30. Nov. 2026", "30. November 2026", "-2,5"),
        ("fr", "lun. 30 nov. 2026", "30 novembre 2026", "-2,5"),
        ("es", "lun, 30 nov 2026", "30 de noviembre de 2026", "-2,5"),
    ],
)
def test_days_and_numbers(code: str, short: str, long: str, number: str) -> None:
    with speaking(code):
        assert (short_day(_DAY), long_day(_DAY), format_number(-2.5, 1)) == (short, long, number)


def test_the_first_of_a_month_has_its_own_word_in_french() -> None:
    with speaking("fr"):
        assert day_and_month(date(2026, 5, 1)) == "1er mai"
        assert plain_month(date(2026, 5, 1)) == "mai 2026"
    assert day_and_month(date(2026, 5, 1)) == "1 May"


def test_a_moment_has_its_time() -> None:
    assert moment_text(datetime(2026, 11, 30, 14, 5).astimezone()) == "Mon 30 Nov 2026, 14:05"


@pytest.mark.parametrize("code", languages())
def test_each_language_has_all_months_and_days(code: str) -> None:
    words = read_words("formcheck.words", code)
    assert len(words.lines("dates.months")) == len(words.lines("dates.short_months")) == 12
    with speaking(code):
        assert len(set(weekday_names())) == 7


def test_languages_name_themselves() -> None:
    assert dict(languages_by_name())["de"] == "Deutsch"
