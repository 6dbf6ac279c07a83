"""Charts of a figure over days, worked out down to the coordinates that the template draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.report.page.axis import ValueScale, place_value_ticks
from formcheck.report.page.quantities import format_quantity
from formcheck.words import day_and_month, read_words, short_day

_WORDS = read_words("formcheck.review.web")

WIDTH, HEIGHT = 640.0, 220.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 76.0, 36.0, 14.0, 34.0
#: Where the values are words instead of numbers.
_LEFT_OF_NAMES = 180.0


@dataclass(frozen=True)
class Point:
    """One value of one set."""

    day: date
    value: float
    set_id: int | None = None


@dataclass(frozen=True)
class Line:
    """Values over time under one name; a second line is drawn in another colour and dashed."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Dot:
    """A value as it is drawn; ``words`` say it to those who cannot see it."""

    x: float
    y: float
    words: str
    set_id: int | None


@dataclass(frozen=True)
class DrawnLine:
    """A line as it is drawn."""

    name: str
    path: str
    dots: list[Dot]


@dataclass(frozen=True)
class Label:
    """A word on an axis; ``at`` is its place along it."""

    at: float
    words: str


@dataclass(frozen=True)
class TimeChart:
    """What the template draws; ``band`` is top and height of the shaded band."""

    title: str
    remark: str
    lines: list[DrawnLine]
    value_labels: list[Label]
    day_labels: list[Label]
    band: tuple[float, float] | None
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    bottom: float = HEIGHT - _BOTTOM
    width: float = WIDTH
    height: float = HEIGHT


def build_time_chart(
    title: str,
    lines: Sequence[Line],
    unit: str,
    days: tuple[date, date],
    *,
    remark: str = "",
    band: tuple[float, float] | None = None,
    bounds: tuple[float, float] | None = None,
    decimals: int = 0,
    names: Sequence[str] = (),
) -> TimeChart | None:
    """Work out a chart; None if there is nothing to draw.

    Parameters
    ----------
    title : str
    lines : sequence of Line
    unit : str
        Of the values.
    days : (date, date)
        First and last day of the axis.
    remark : str
        Said below the title.
    band : (low, high), optional
        In the unit of the values.
    bounds : (low, high), optional
        What the vertical axis shows at least.
    decimals : int
        Of the values in words.
    names : sequence of str
        What the values 0, 1, 2 … stand for, where they are no numbers.
    """
    values = [point.value for line in lines for point in line.points]
    if not values:
        return None
    shown = [*values, *(band or ()), *(bounds or ())]
    room = max(0.06 * (max(shown) - min(shown)), (_narrowest(unit) - max(shown) + min(shown)) / 2)
    exact = bounds is not None and min(shown) == bounds[0] and max(shown) == bounds[1]
    scale = (
        ValueScale(bounds[0], bounds[1])
        if bounds is not None and exact
        else ValueScale(min(shown) - room, max(shown) + room)
    )

    left = _LEFT_OF_NAMES if names else _LEFT

    def across(day: date) -> float:
        span = max((days[1] - days[0]).days, 1)
        return left + 8 + (WIDTH - left - _RIGHT - 16) * (day - days[0]).days / span

    def say(value: float) -> str:
        return names[round(value)] if names else format_quantity(value, unit, decimals)

    return TimeChart(
        title=title,
        remark=remark,
        lines=[_draw(line, scale, across, say) for line in lines if line.points],
        value_labels=[Label(_down(scale.percent(at)), name) for at, name in enumerate(names)]
        or [Label(_down(tick.percent), tick.label) for tick in place_value_ticks(scale, unit, 4)],
        day_labels=_day_labels(days, across),
        left=left,
        band=None if band is None else _band(band, scale),
    )


def _narrowest(unit: str) -> float:
    """Return what an axis shows at least: smaller differences mean nothing to anybody."""
    return {"s": 2.0, "deg": 10.0}.get(unit, 1.0)


def _draw(
    line: Line,
    scale: ValueScale,
    across: Callable[[date], float],
    say: Callable[[float], str],
) -> DrawnLine:
    dots = [
        Dot(
            across(point.day),
            _down(scale.percent(point.value)),
            _WORDS.text(
                "progress.chart.dot",
                line=line.name,
                day=short_day(point.day),
                value=say(point.value),
            ),
            point.set_id,
        )
        for point in line.points
    ]
    path = "M" + "L".join(f"{dot.x:.1f} {dot.y:.1f}" for dot in dots)
    return DrawnLine(line.name, path, dots)


def _down(percent: float) -> float:
    return _TOP + (HEIGHT - _TOP - _BOTTOM) * percent / 100


def _band(band: tuple[float, float], scale: ValueScale) -> tuple[float, float]:
    top, bottom = _down(scale.percent(band[1])), _down(scale.percent(band[0]))
    return top, bottom - top


def _day_labels(days: tuple[date, date], across: Callable[[date], float]) -> list[Label]:
    span = (days[1] - days[0]).days
    step = next((each for each in (1, 2, 7, 14, 28, 56, 112, 364) if span / each <= 6), 728)
    shown = [days[0] + timedelta(days=number) for number in range(0, span + 1, step)]
    return [Label(across(day), day_and_month(day)) for day in shown]
