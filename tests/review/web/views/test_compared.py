"""The same repetition against the same repetition."""

from __future__ import annotations

import pytest

from formcheck.history.corrections.reviewed import Reviewed, start_review
from formcheck.review.web.views.compared import compare_reps
from tests.support.history import make_fault, make_rep, make_result


def _of_sides(*sides: str) -> Reviewed:
    reps = [make_rep(number, side=side) for number, side in enumerate(sides, start=1)]
    return start_review(make_result(reps=reps))


def test_legs_go_with_the_same_leg() -> None:
    pairs = compare_reps(
        _of_sides("left", "right", "left", "right"), _of_sides("right", "right", "left")
    )
    found = [(pair.here.index, pair.there.index, pair.here.side) for pair in pairs]
    assert found == [(1, 3, "left"), (2, 1, "right"), (4, 2, "right")]


def test_what_differs_is_this_set_minus_the_other() -> None:
    here = start_review(
        make_result(
            reps=[make_rep(1, range=45.0, hold_s=3.0), make_rep(2, hold_at_least=True)],
            faults=[make_fault(1), make_fault(1, "PPU-5", severity=3)],
        )
    )
    there = start_review(
        make_result(
            reps=[make_rep(1, range=40.0, hold_s=1.0), make_rep(2, range=None)],
            faults=[make_fault(1), make_fault(2)],
        )
    )
    first, second = compare_reps(here, there)
    assert (first.size, first.hold_s) == (pytest.approx(5.0), pytest.approx(2.0))
    assert (first.only_here, first.only_there) == (["head thrown back"], [])
    # Of a hold whose end was not seen nobody knows how much longer it was.
    assert (second.size, second.hold_s) == (None, None)
    assert (second.only_here, second.only_there) == ([], ["hips coming off the floor"])


def test_sets_without_repetitions_have_nothing_in_common() -> None:
    empty = start_review(make_result(reps=[]))
    assert compare_reps(empty, _of_sides("left")) == []
