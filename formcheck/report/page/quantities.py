"""Measured values in the words of the report."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from formcheck.judge.result import Rep

NOT_MEASURED = "–"

#: From how many percent of the own movement on it is called so.
_SHARES = ((90.0, "full"), (65.0, "most of it"), (35.0, "about half"), (-math.inf, "little"))

#: Keeps a number and its unit on one line.
_SPACE = "\u00a0"


def format_quantity(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return a value with its unit as people read it.

    Parameters
    ----------
    value : float or None
        In ``unit``; None and NaN give a dash.
    unit : str
        ``"deg"``, ``"torso"``, ``"s"``, ``"deg/s"``, ``"%"`` or ``""``.
    decimals : int
        Digits after the point.

    Returns
    -------
    str
        For example ``"47°"``, ``"14 % of trunk length"`` or ``"1.2 s"``, with a
        space that does not break before the unit.
    """
    if value is None or not math.isfinite(value):
        return NOT_MEASURED
    if unit == "torso":
        return f"{_number(value * 100, decimals)}{_SPACE}% of trunk length"
    return f"{_number(value, decimals)}{unit_suffix(unit)}"


def format_size(value: float | None, unit: str) -> str:
    """Return how large a movement was, as people read it.

    A share of the person's own movement is a word: what is measured against the very same
    clip is not worth two digits, and "157 %" of oneself makes no sense to anybody.

    Parameters
    ----------
    value : float or None
        None and NaN give a dash.
    unit : str
        As in `format_quantity`; ``"%"`` is the share of the own movement.
    """
    if unit != "%" or value is None or not math.isfinite(value):
        return format_quantity(value, unit)
    return next(words for least, words in _SHARES if value >= least)


def unit_suffix(unit: str) -> str:
    """Return what stands after a number, with its space: ``"°"``, ``" s"``, ``" %"``."""
    if unit == "deg":
        return "°"
    if unit == "deg/s":
        return "° per second"
    return f"{_SPACE}{unit}" if unit else ""


def format_against(value: float, threshold: float, unit: str) -> tuple[str, str]:
    """Return a value and its limit, with enough digits to tell them apart."""
    fewest = 1 if unit == "s" else 0
    for decimals in (fewest, fewest + 1, fewest + 2):
        pair = format_quantity(value, unit, decimals), format_quantity(threshold, unit, decimals)
        if pair[0] != pair[1]:
            break
    # "14 % of trunk length, limit 10 %" says it once.
    return pair[0], pair[1].removesuffix(" of trunk length")


def format_moment(time_s: float) -> str:
    """Return a moment of the clip to a tenth of a second, ``"1:05.3"``."""
    tenths = round(10 * round_half_up(max(time_s, 0.0), 1))
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


def format_span(start_s: float, end_s: float) -> str:
    """Return from when to when, for example ``0:29.0 to 0:58.4``."""
    return f"{format_moment(start_s)} to {format_moment(end_s)}"


def format_hold(rep: Rep) -> str:
    """Return how long it was held, beside the whole time up where both clocks run."""
    held = at_least(format_quantity(rep.hold_s, "s", 1), rep.hold_at_least)
    return held if rep.up_s is None else f"{held}, up {format_quantity(rep.up_s, 's', 1)}"


def at_least(words: str, lower_bound: bool) -> str:
    """Return a quantity, said to be a lower bound if it is one."""
    return f"at least {words}" if lower_bound else words


def format_day(day: date) -> str:
    """Return a day as people read it, ``"3 March 2025"``."""
    return f"{day.day} {day:%B %Y}"


def format_length(time_s: float) -> str:
    """Return a length of time in words: ``"21.3 seconds"`` or ``"10 min 5 s"``."""
    if time_s < 60:
        return f"{_number(time_s, 1)} seconds"
    minutes, seconds = divmod(round(round_half_up(time_s, 0)), 60)
    return f"{minutes} min {seconds} s"


def sentence_case(words: str) -> str:
    """Return the words with a capital at the start."""
    return words[:1].upper() + words[1:]


def count_of(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun, ``"1 repetition"`` or ``"3 repetitions"``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def round_half_up(value: float, decimals: int) -> float:
    """Round as people do: a half goes away from nought, as the number is written.

    Pages, tables and terminal all round so; ``5.35`` is 5.4 everywhere, although a computer
    keeps it as a little less.
    """
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP))


def _number(value: float, decimals: int) -> str:
    # A true minus sign; and no "-0".
    return f"{round_half_up(value, decimals) + 0.0:.{decimals}f}".replace("-", "\u2212")
