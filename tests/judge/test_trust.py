"""Trust falls with what was not seen, not clear, or near a limit, and says why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.judge.trust import (
    UNCERTAINTY,
    Doubt,
    combine,
    doubt_agreement,
    doubt_evidence,
    doubt_margin,
    doubt_reach,
    doubt_sight,
    doubt_steadiness,
    doubt_view,
    temper,
)
from formcheck.kinematics.settings import ViewSettings
from tests.support.shots import make_measurements

NAN = float("nan")


def test_doubts_multiply_and_the_worst_is_said_first() -> None:
    trust = combine([Doubt(0.8, "dark"), Doubt(1.0, "fine"), Doubt(0.5, "far"), Doubt(0.95, "so")])
    assert trust.value == pytest.approx(0.38)
    assert trust.doubts == ("far", "dark")


def test_no_doubt_is_full_trust() -> None:
    assert combine([]).value == 1.0


@pytest.mark.parametrize(
    ("seen", "visibility", "expected"),
    [(1.0, 1.0, 1.0), (0.5, 1.0, 0.5), (1.0, 0.8, 0.8), (0.5, 0.8, 0.4), (1.0, NAN, 0.0)],
)
def test_sight(seen: float, visibility: float, expected: float) -> None:
    shot = replace(make_measurements(10), seen=np.arange(10) < 10 * seen)
    found = combine(doubt_sight(shot, np.full((10, 33), visibility), (0, 9)))
    assert found.value == pytest.approx(expected)


def test_only_the_frames_the_side_and_the_joints_that_matter_count() -> None:
    visibility = np.ones((10, 33))
    # Left shoulder; the near side of the made-up shot is the right one.
    visibility[:, 11] = 0.0
    visibility[:3] = 0.0
    shot = replace(make_measurements(10), seen=np.arange(10) >= 3)
    assert combine(doubt_sight(shot, visibility, (3, 9))).value == 1.0
    # Right ankle.
    visibility[:, 28] = 0.2
    assert combine(doubt_sight(shot, visibility, (3, 9))).value == 1.0
    assert combine(doubt_sight(shot, visibility, (3, 9), ("ankle",))).value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("yaw_deg", "expected"),
    [(0.0, 1.0), (20.0, 1.0), (25.0, 0.8), (30.0, 0.6), (35.0, 0.5), (NAN, 0.0)],
)
def test_view(yaw_deg: float, expected: float) -> None:
    assert doubt_view(np.full(5, yaw_deg), ViewSettings()).share == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "expected"), [(0.2, 0.5), (0.3, 0.75), (0.4, 1.0), (0.9, 1.0), (-0.2, 1.0)]
)
def test_a_gross_fault_is_there_from_any_side(value: float, expected: float) -> None:
    assert temper(Doubt(0.5, "turned"), value, 0.2).share == pytest.approx(expected)


def test_a_bound_of_zero_tempers_nothing() -> None:
    assert temper(Doubt(0.5, "turned"), 3.0, 0.0).share == 0.5


def test_a_clear_repetition_leaves_no_doubt_and_a_drowned_one_much() -> None:
    assert doubt_steadiness(40.0, 0.5).share == 1.0
    assert doubt_steadiness(4.0, 1.0).share == 0.5
    assert 0.5 < doubt_steadiness(8.0, 1.0).share < 1.0
    assert doubt_steadiness(8.0, NAN).share == 1.0


def test_only_just_far_enough() -> None:
    assert doubt_reach(20.0, 20.0).share < 0.9
    assert doubt_reach(30.0, 20.0).share == 1.0


def test_what_live_counting_would_miss_is_never_fully_trusted() -> None:
    assert doubt_agreement((10, 40), [(50, 80)]).share < 0.9
    assert doubt_agreement((10, 40), [(30, 60)]).share == 1.0


@pytest.mark.parametrize(("evidence", "expected"), [(None, 1.0), (0.4, 0.4), (1.7, 1.0)])
def test_evidence(evidence: float | None, expected: float) -> None:
    assert doubt_evidence(evidence).share == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(10.0, 0.5), (11.0, 0.75), (12.0, 1.0), (8.0, 1.0)]
)
def test_a_fault_near_its_limit(value: float, expected: float) -> None:
    assert doubt_margin(value, 10.0, 2.0).share == pytest.approx(expected)


def test_a_unit_without_uncertainty_leaves_no_doubt() -> None:
    assert doubt_margin(10.0, 10.0, 0.0).share == 1.0


def test_near_the_limit_is_not_sure_in_any_unit() -> None:
    units = {spec.unit for name in exercise_names() for spec in get_exercise(name).faults}
    assert units <= set(UNCERTAINTY)


def test_a_tilt_that_is_let_go_to_the_limit_is_not_surely_a_fault() -> None:
    # 25.04 % against 25 %, as once on film.
    assert doubt_margin(25.04, 25.0, UNCERTAINTY["%"]).share == pytest.approx(0.5, abs=0.01)
