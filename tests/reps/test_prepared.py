"""Rest levels and changes from rest."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps.movements import Began, Movement, MovementLimits
from formcheck.reps.prepared import (
    compute_changes,
    compute_level,
    find_still,
    prepare_shot,
    rises_enough,
)
from formcheck.reps.rest import compute_reference
from tests.support.shots import make_measurements, make_prepared

NAN = np.nan


@pytest.mark.parametrize(
    ("velocity", "expected"),
    [([0, 4.9, -4.9], [1, 1, 1]), ([5, -5, NAN], [0, 0, 0])],
)
def test_still(velocity: list[float], expected: list[int]) -> None:
    assert find_still(np.array(velocity, dtype=float), 5.0).tolist() == [bool(x) for x in expected]


def test_the_level_is_one_value_looking_back_and_running_live() -> None:
    values = np.array([2.0] * 8 + [4.0] * 24)
    shot = make_measurements(32, lean_deg=values)
    resting = np.ones(32, dtype=bool)
    whole = compute_level(shot, values, resting, compute_reference, causal=False)
    live = compute_level(shot, values, resting, compute_reference, causal=True)
    assert whole.tolist() == [4.0] * 32
    assert live[:8].tolist() == [2.0] * 8
    assert live[-1] == 4.0


def test_changes_are_from_the_median_at_rest() -> None:
    shot = make_measurements(4, knee_deg=[170, 172, 150, NAN], neck_deg=[1, 1, 9, 9])
    changes = compute_changes(shot, np.array([True, True, False, False]), causal=False)
    np.testing.assert_allclose(changes["knee_deg"], [-1, 1, -21, NAN])
    np.testing.assert_allclose(changes["neck_deg"], [0, 0, 8, 8])


def test_a_frame_that_was_not_seen_is_not_out_of_position() -> None:
    lean = np.array([0.0, 10.0, NAN, 70.0])
    shot = make_measurements(4, lean_deg=lean, shoulder_hip_knee_deg=[180, 170, NAN, 110])
    prepared = prepare_shot(
        shot,
        lean,
        np.full(4, 1.0),
        followed=np.array([True, True, False, False]),
        resting=np.array([True, False, False, False]),
        limits=MovementLimits(5.0, 3.0),
        count=8.0,
        hold_speed=5.0,
        causal=False,
    )
    np.testing.assert_allclose(prepared.displacement, [-1, 9, NAN, NAN])
    assert prepared.in_position.tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("began", "low", "high", "enough"),
    [("rest", 12.0, 14.0, True), ("valley", 4.0, 10.0, True), ("valley", 4.0, 9.9, False)],
    ids=["from rest", "far out of a valley", "shifting half-way up"],
)
def test_out_of_a_valley_the_rise_itself_counts(
    began: Began, low: float, high: float, enough: bool
) -> None:
    """Eight count; three quarters of that must be risen."""
    prepared = make_prepared([low, high, low])
    assert rises_enough(prepared, Movement(0, 1, 2, began, "returned")) == enough
