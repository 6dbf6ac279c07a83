"""Which found repetition is which real one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

TimeSpan = tuple[float, float]

_COVERED_SHARE = 0.5
_TIE_S = 0.1


def overlap_s(a: TimeSpan, b: TimeSpan) -> float:
    """Return for how long two spans coincide; negative is the gap between them."""
    return min(a[1], b[1]) - max(a[0], b[0])


def intersection_over_union(a: TimeSpan, b: TimeSpan) -> float:
    """Return the common time of two spans over the time of both together, 0 to 1."""
    common_s = max(0.0, overlap_s(a, b))
    together_s = (a[1] - a[0]) + (b[1] - b[0]) - common_s
    return common_s / together_s if together_s > 0 else float(a == b)


def match_spans(
    true: Sequence[TimeSpan], found: Sequence[TimeSpan], least_overlap: float = 0.5
) -> list[tuple[int, int]]:
    """Pair spans so that as many as possible agree, and among those the overlap is greatest.

    Parameters
    ----------
    true, found : sequence of (start_s, end_s)
    least_overlap : float
        Pairs with a smaller intersection over union do not agree.

    Returns
    -------
    list of (true index, found index)
        In order of the true ones; each index at most once.
    """
    overlaps = np.array(
        [[intersection_over_union(one, other) for other in found] for one in true]
    ).reshape(len(true), len(found))
    # One more pair outweighs any sum of overlaps.
    return match_by_score(np.where(overlaps >= least_overlap, min(overlaps.shape) + overlaps, 0.0))


def match_by_score(scores: np.ndarray) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of the greatest total score; zero scores pair nothing."""
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [
        (int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] > 0
    ]


def place_in_reps(span: TimeSpan, reps: Sequence[TimeSpan], tolerance_s: float = 0.0) -> list[int]:
    """Return the repetitions that a span belongs to.

    Parameters
    ----------
    span : (start_s, end_s)
        May be a single moment.
    reps : sequence of (start_s, end_s)
    tolerance_s : float
        How far from a repetition a span may lie and still belong to it.

    Returns
    -------
    list of int
        Every repetition of which the span covers at least half; without one,
        the nearest repetition within the tolerance; empty if none is near.
    """
    common_s = [overlap_s(span, rep) for rep in reps]
    covered = [
        index
        for index, (common, rep) in enumerate(zip(common_s, reps, strict=True))
        if common >= _COVERED_SHARE * (rep[1] - rep[0]) and common > 0
    ]
    if covered or not reps:
        return covered
    # What lies in the rest between two repetitions belongs to the one before it.
    longest = max(common_s)
    nearest = next(index for index, common in enumerate(common_s) if common > longest - _TIE_S)
    return [nearest] if common_s[nearest] >= -tolerance_s else []
