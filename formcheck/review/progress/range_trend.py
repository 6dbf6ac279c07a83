"""Whether the range of an exercise has really changed."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.history.figures import SetFigures

#: Smallest change that means something, degrees (clinical-spec §8, after the minimal
#: detectable change of lumbo-pelvic range of motion with body-worn sensors).
MEANINGFUL_CHANGE_DEG = 10.0
_FIRST_SETS = 3
_LAST_SETS = 3

Change = Literal["more", "less", "same", "unknown"]


@dataclass(frozen=True)
class RangeTrend:
    """The band in which a range may vary without meaning anything.

    Attributes
    ----------
    baseline : float or None
        Median of how far the first three sets got; None where none was measured.
    low, high : float or None
        The band around it. None where no meaningful change is known: the pelvic
        tilt is measured against the person's own tilt of the same clip.
    latest : float or None
        The same of the last three sets after those.
    change : {"more", "less", "same", "unknown"}
        ``same`` is a change within the band; ``unknown`` too few sets, or no band.
    unit : str
    """

    baseline: float | None
    low: float | None
    high: float | None
    latest: float | None
    change: Change
    unit: str


def compute_range_trend(
    sets: Sequence[SetFigures], meaningful_change_deg: float = MEANINGFUL_CHANGE_DEG
) -> RangeTrend:
    """Compute the band and what has changed against it.

    Parameters
    ----------
    sets : sequence of SetFigures
        Of one exercise, oldest first.
    meaningful_change_deg : float
        Half the height of the band.
    """
    ranges = [item.reach for item in sets if item.reach is not None]
    unit = sets[-1].unit if sets else ""
    if not ranges:
        return RangeTrend(None, None, None, None, "unknown", unit)
    baseline = statistics.median(ranges[:_FIRST_SETS])
    later = ranges[_FIRST_SETS:]
    latest = statistics.median(later[-_LAST_SETS:]) if later else None
    if unit != "deg":
        return RangeTrend(baseline, None, None, latest, "unknown", unit)
    low, high = baseline - meaningful_change_deg, baseline + meaningful_change_deg
    return RangeTrend(baseline, low, high, latest, _change(latest, low, high), unit)


def _change(latest: float | None, low: float, high: float) -> Change:
    if latest is None:
        return "unknown"
    if latest >= high:
        return "more"
    return "less" if latest <= low else "same"
