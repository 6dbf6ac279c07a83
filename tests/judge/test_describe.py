"""Left against right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from formcheck.judge.describe import total_sides
from formcheck.judge.result import Rep
from tests.support.scored import make_reps


def reps_of(sides: Sequence[tuple[str | None, float | None]]) -> list[Rep]:
    """Return counted repetitions of these sides and peaks."""
    rep = make_reps()[0]
    return [rep.model_copy(update={"side": side, "peak": peak}) for side, peak in sides]


def test_sides_are_counted_and_their_mean_peaks_compared() -> None:
    totals = total_sides(
        reps_of([("left", 120.0), ("right", 100.0), ("left", 110.0), ("both", 150.0)])
    )
    assert (totals.left, totals.right, totals.both) == (2, 1, 1)
    assert totals.symmetry_deg == pytest.approx(15.0)


@pytest.mark.parametrize(
    "reps",
    [
        reps_of([("left", 120.0), ("both", 100.0)]),
        reps_of([("left", 120.0), ("right", None)]),
        reps_of([]),
    ],
)
def test_one_side_alone_is_compared_with_nothing(reps: list[Rep]) -> None:
    assert total_sides(reps).symmetry_deg is None


def test_only_counted_repetitions_count() -> None:
    partial = [
        rep.model_copy(update={"counted": False, "kind": "partial"})
        for rep in reps_of([("left", 90.0)])
    ]
    assert total_sides([*partial, *reps_of([("left", 120.0)])]).left == 1
