"""The axes of the chart, and curves thinned to what a screen can show."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.report.page.quantities import format_quantity

#: Steps of a time axis, seconds. Each list divides the next, so that a denser axis
#: keeps the ticks of a coarser one.
_TIME_STEPS_S = (0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200)

#: Most ticks of each density, from a phone to a chart drawn out wide.
_MOST_TICKS = (6, 14, 30, 70)


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis.

    Attributes
    ----------
    percent : float
        From the left or from the top of the plot.
    label : str
    density : int
        Smallest density of the axis at which it is shown, from 0.
    """

    percent: float
    label: str
    density: int = 0


@dataclass(frozen=True)
class ValueScale:
    """The vertical axis: ``low`` at the bottom, ``high`` at the top."""

    low: float
    high: float

    def percent(self, value: float) -> float:
        """Return the place of a value, per cent from the top."""
        return 100 * (self.high - value) / (self.high - self.low)


def fit_values(values: list[float]) -> ValueScale:
    """Return a scale that shows all values with a little room around them."""
    if not values:
        return ValueScale(0.0, 1.0)
    low, high = min(values), max(values)
    room = 0.08 * (high - low) or 1.0
    return ValueScale(low - room, high + room)


def place_value_ticks(scale: ValueScale, unit: str, about: int = 5) -> list[Tick]:
    """Return ticks at round values."""
    step = _round_step((scale.high - scale.low) / about)
    decimals = max(0, -math.floor(math.log10(step)))
    first, last = math.ceil(scale.low / step), math.floor(scale.high / step)
    return [
        Tick(scale.percent(number * step), format_quantity(number * step, unit, decimals))
        for number in range(first, last + 1)
    ]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def place_time_ticks(duration_s: float) -> list[Tick]:
    """Return the ticks of a time axis that starts at 0."""
    steps = [_time_step(duration_s, most) for most in _MOST_TICKS]
    finest = steps[-1]
    ticks = []
    for number in range(math.floor(duration_s / finest + 1e-9) + 1):
        time_s = number * finest
        density = next(index for index, step in enumerate(steps) if _divides(step, time_s))
        ticks.append(Tick(100 * time_s / duration_s, _clock(time_s), density))
    return ticks


def _time_step(duration_s: float, most: int) -> float:
    for step in _TIME_STEPS_S:
        if duration_s / step <= most:
            return step
    longest = _TIME_STEPS_S[-1]
    # Doubling keeps each step a divisor of the next.
    return longest * 2.0 ** max(0, math.ceil(math.log2(duration_s / longest / most)))


def _divides(step: float, time_s: float) -> bool:
    return abs(time_s / step - round(time_s / step)) < 1e-9


def _clock(time_s: float) -> str:
    minutes, seconds = divmod(time_s, 60)
    digits = f"{seconds:02.0f}" if seconds % 1 == 0 else f"{seconds:04.1f}"
    return f"{minutes:.0f}:{digits}"


Run = tuple[FloatArray, FloatArray]


def decimate(time_s: FloatArray, signal: FloatArray, most_points: int = 2000) -> list[Run]:
    """Thin a signal so that its highs, lows and gaps stay.

    The frames are cut into equal stretches; the lowest and the highest value
    of each stretch are kept.

    Parameters
    ----------
    time_s, signal : (F,) float
        NaN in ``signal`` where it was not seen.
    most_points : int
        More are never returned.

    Returns
    -------
    list of (times, values)
        One entry for each unbroken run; no NaN in them.
    """
    kept = _kept_frames(signal, most_points)
    if kept.size == 0:
        return []
    missing_before = np.cumsum(~np.isfinite(signal))
    breaks = np.flatnonzero(np.diff(missing_before[kept])) + 1
    return [(time_s[frames], signal[frames]) for frames in np.split(kept, breaks)]


def _kept_frames(signal: FloatArray, most_points: int) -> IntArray:
    seen = np.flatnonzero(np.isfinite(signal))
    if seen.size <= most_points:
        return seen
    kept = [
        stretch[[signal[stretch].argmin(), signal[stretch].argmax()]]
        for stretch in np.array_split(seen, most_points // 2)
    ]
    return np.unique(np.concatenate(kept))
