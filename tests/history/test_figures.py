"""Figures of one set."""

from __future__ import annotations

import pytest

from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import AddRep, Confirm, Reject
from formcheck.history.figures import Measured, measure_set
from tests.support.figures import make_figures
from tests.support.history import make_fault, make_rep, make_result


def _measure(*ranges: float | None, **values: object) -> Measured:
    reps = [make_rep(number, range=each, **values) for number, each in enumerate(ranges, start=1)]
    return measure_set(apply_changes(make_result(reps=reps), []))


def test_ranges_of_a_set() -> None:
    found = _measure(50, 48, 46, 44, 42, 40, 38)
    assert (found.range_mean, found.range_best) == (44, 48)
    assert found.range_sd == pytest.approx(4.3205, abs=1e-4)
    assert (found.first_three, found.last_three) == (48, 40)
    assert found.kept_share == pytest.approx(40 / 48)
    assert found.hold_total_s == pytest.approx(7 * 1.2)
    assert not found.hold_at_least
    assert (found.out_mean_s, found.return_mean_s) == (pytest.approx(1.4), pytest.approx(1.4))


def test_few_repetitions_show_no_fatigue() -> None:
    found = _measure(50, 48, 46, 44, 42)
    assert (found.first_three, found.last_three, found.kept_share) == (None, None, None)
    assert _measure(50).range_sd is None


def test_what_was_not_measured_is_left_out() -> None:
    found = _measure(50, None, 40)
    assert (found.reps_counted, found.range_mean) == (3, 45)
    assert _measure(None, None).range_mean is None


def test_nothing_counted_gives_no_figure() -> None:
    found = measure_set(apply_changes(make_result(reps=[]), []))
    assert (found.reps_counted, found.hold_total_s, found.clean_share) == (0, 0, None)
    assert (found.range_mean, found.range_best, found.hold_mean_s) == (None, None, None)
    assert found.worst_severity is None


def test_corrections_count() -> None:
    result = make_result(faults=[make_fault(1), make_fault(2, "PPU-6", severity=1, sure=False)])
    changes = [Reject(key="rep-3"), Confirm(key="fault-2"), AddRep(start_s=30, end_s=34)]
    found = measure_set(apply_changes(result, list(enumerate(changes, start=1))))
    assert (found.reps_counted, found.clean_reps) == (3, 1)
    assert found.clean_share == pytest.approx(1 / 3)
    assert found.fault_counts == {"PPU-1": 1, "PPU-6": 1}
    assert found.worst_severity == 2
    assert found.hold_mean_s == pytest.approx(1.2), "the added one says nothing of its hold"


def test_sides_are_compared() -> None:
    reps = [
        make_rep(1, side="left", peak=120.0),
        make_rep(2, side="right", peak=100.0),
        make_rep(3, side="left", peak=110.0),
        make_rep(4, side="both", peak=10.0),
    ]
    found = measure_set(apply_changes(make_result(exercise="knee_hug", reps=reps), []))
    assert (found.peak_left, found.peak_right, found.left_minus_right) == (115, 100, 15)
    assert _measure(40).left_minus_right is None


def test_no_range_at_the_start_keeps_no_share() -> None:
    assert make_figures(1, first_three=0.0).kept_share is None
