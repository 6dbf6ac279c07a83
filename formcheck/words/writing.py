"""Numbers and dates as a language writes them; what differs stands in this package's word files.

Four languages need a decimal mark, twelve months and seven days each. Babel would know them, but
is 36 MB, nearly a tenth of all that is installed.
"""

from __future__ import annotations

from datetime import date, datetime

from formcheck.words.catalogue import read_words
from formcheck.words.language import current_language, languages

_WORDS = read_words(__package__)
_KEEP_CAPITALS = frozenset({"de"})


def languages_by_name() -> list[tuple[str, str]]:
    """Return the languages there are, each with what it calls itself."""
    return [(code, read_words(__package__, code).text("language.name")) for code in languages()]


def format_number(value: float, decimals: int = 0) -> str:
    """Return a number with the decimal mark of the language, for example ``2,5``.

    Parameters
    ----------
    value : float
    decimals : int
        Digits behind the mark.
    """
    return f"{value:.{decimals}f}".replace(".", _WORDS.text("numbers.decimal"))


def short_number(value: float) -> str:
    """Return a number with no more digits than it needs, for example ``2,5`` or ``3``."""
    return f"{value:g}".replace(".", _WORDS.text("numbers.decimal"))


def within_sentence(name: str) -> str:
    """Return a name as it is written in the middle of a sentence: German keeps its capitals."""
    return name if current_language() in _KEEP_CAPITALS else name.lower()


def short_day(day: date) -> str:
    """Return a day with its weekday, for example ``Mon 3 Mar 2025``."""
    return _day_text("short", day)


def long_day(day: date) -> str:
    """Return a day with its month in full, for example ``3 March 2025``."""
    return _day_text("long", day)


def day_and_month(day: date) -> str:
    """Return a day without its year, for example ``3 Mar``."""
    return _day_text("without_year", day)


def moment_text(moment: datetime) -> str:
    """Return a moment on this machine's clock, for example ``Mon 3 Mar 2025, 14:05``."""
    local = moment.astimezone()
    return _WORDS.text("dates.moment", day=short_day(local.date()), time=f"{local:%H:%M}")


def plain_month(day: date) -> str:
    """Return the month and year of a day, for example ``March 2025``."""
    return _day_text("month", day)


def weekday_names() -> tuple[str, ...]:
    """Return the short names of the days, Monday first."""
    return _WORDS.lines("dates.weekdays")


def _day_text(pattern: str, day: date) -> str:
    return _WORDS.text(
        f"dates.{pattern}",
        weekday=weekday_names()[day.weekday()],
        day=_WORDS.text("dates.first") if day.day == 1 else day.day,
        month=_WORDS.lines("dates.months")[day.month - 1],
        short_month=_WORDS.lines("dates.short_months")[day.month - 1],
        year=day.year,
    )
