"""Left against right, in exercises that either side may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.session.judgement import MovingSide
from formcheck.session.result import Rep


@dataclass(frozen=True)
class SideTotals:
    """Counted repetitions by side.

    Attributes
    ----------
    left, right, both : int
    symmetry_deg : float or None
        Mean peak of the left minus that of the right; None if either was not done.
    """

    left: int
    right: int
    both: int
    symmetry_deg: float | None


def total_sides(reps: Sequence[Rep]) -> SideTotals:
    """Return the counted repetitions by side, and how far the sides differ."""
    counted = [rep for rep in reps if rep.counted]
    left, right = _mean_peak(counted, "left"), _mean_peak(counted, "right")
    return SideTotals(
        left=sum(rep.side == "left" for rep in counted),
        right=sum(rep.side == "right" for rep in counted),
        both=sum(rep.side == "both" for rep in counted),
        symmetry_deg=None if left is None or right is None else left - right,
    )


def _mean_peak(counted: Sequence[Rep], side: MovingSide) -> float | None:
    peaks = [rep.peak for rep in counted if rep.side == side and rep.peak is not None]
    return sum(peaks) / len(peaks) if peaks else None
