"""Measured values in the words of the report."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from formcheck.judge.result import Rep
from formcheck.report.wording import WORDS
from formcheck.words import format_number

NOT_MEASURED = "–"

#: From how many percent of the own movement on it is called so.
_SHARES = ((90.0, "full"), (65.0, "most"), (35.0, "half"), (-math.inf, "little"))

#: Units that are words, by what is multiplied to be told in them.
_IN_WORDS = {
    "torso": ("trunk_length", 100),
    "deg/s": ("degrees_per_second", 1),
    "% per second": ("percent_per_second", 1),
    "times per second": ("times_per_second", 1),
}

#: Keeps a number and its unit on one line.
_SPACE = "\u00a0"


def format_quantity(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return a value with its unit as people read it.

    Parameters
    ----------
    value : float or None
        In ``unit``; None and NaN give a dash.
    unit : str
        ``"deg"``, ``"torso"``, ``"s"``, ``"deg/s"``, ``"%"``, ``"% per second"``,
        ``"times per second"`` or ``""``.
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
    if unit in _IN_WORDS:
        key, factor = _IN_WORDS[unit]
        return WORDS.text(f"quantity.{key}", number=_number(value * factor, decimals))
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
    share = next(name for least, name in _SHARES if value >= least)
    return WORDS.text(f"quantity.share.{share}")


def unit_suffix(unit: str) -> str:
    """Return what stands after a number, with its space: ``"°"``, ``" s"``, ``" %"``."""
    if unit == "deg":
        return "°"
    return f"{_SPACE}{unit}" if unit else ""


def format_against(value: float, threshold: float, unit: str) -> tuple[str, str]:
    """Return a value and its limit, with enough digits to tell them apart.

    The limit of a length is a plain percentage: its value has said of what.
    """
    fewest = 1 if unit == "s" else 0
    for decimals in (fewest, fewest + 1, fewest + 2):
        pair = format_quantity(value, unit, decimals), format_quantity(threshold, unit, decimals)
        if pair[0] != pair[1]:
            break
    if unit == "torso":
        return pair[0], format_quantity(100 * threshold, "%", decimals)
    return pair


def format_plain(value: float) -> str:
    """Return a number with no more digits than it needs, ``"2"`` or ``"2.5"``."""
    return f"{value:g}".replace(".", format_number(0.0, 1)[1])


def format_moment(time_s: float) -> str:
    """Return a moment of the clip to a tenth of a second, ``"1:05.3"``."""
    tenths = round(10 * round_half_up(max(time_s, 0.0), 1))
    minutes, rest = divmod(tenths, 600)
    return f"{minutes}:{rest // 10:02d}{format_number(rest % 10 / 10, 1)[1:]}"


def format_span(start_s: float, end_s: float) -> str:
    """Return from when to when, for example ``0:29.0 to 0:58.4``."""
    return WORDS.text("quantity.span", start=format_moment(start_s), end=format_moment(end_s))


def format_hold(rep: Rep) -> str:
    """Return how long it was held, beside the whole time up where both clocks run."""
    held = at_least(format_quantity(rep.hold_s, "s", 1), rep.hold_at_least)
    if rep.up_s is None:
        return held
    return WORDS.text("quantity.held_and_up", held=held, up=format_quantity(rep.up_s, "s", 1))


def at_least(words: str, lower_bound: bool) -> str:
    """Return a quantity, said to be a lower bound if it is one."""
    return WORDS.text("quantity.at_least", quantity=words) if lower_bound else words


def format_length(time_s: float) -> str:
    """Return a length of time in words: ``"21.3 seconds"`` or ``"10 min 5 s"``."""
    if time_s < 60:
        return WORDS.text("quantity.seconds", number=_number(time_s, 1))
    minutes, seconds = divmod(round(round_half_up(time_s, 0)), 60)
    return WORDS.text("quantity.minutes", minutes=minutes, seconds=seconds)


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
    return format_number(round_half_up(value, decimals) + 0.0, decimals).replace("-", "\u2212")
