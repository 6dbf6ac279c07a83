from __future__ import annotations

import numpy as np
import pytest

from formcheck.evaluation.angles import compare_angles
from formcheck.evaluation.truth import Truth

TIME_S = np.arange(0, 10, 0.1)
TRUE = np.where((TIME_S >= 4) & (TIME_S < 6), 30.0, 5.0)
TRUTH = Truth(TIME_S, {"lean_deg": TRUE})


def test_a_constant_offset_is_an_error_of_the_angle_but_not_of_its_change() -> None:
    compared = compare_angles(TIME_S, {"lean_deg": TRUE + 7.0}, TRUTH, [(4.0, 6.0)])
    assert compared["lean_deg"].absolute.bias == pytest.approx(7.0)
    assert compared["lean_deg"].absolute.limits_of_agreement == pytest.approx((7.0, 7.0), abs=1e-5)
    assert compared["lean_deg"].change.mean_absolute == pytest.approx(0.0, abs=1e-9)


def test_a_change_that_reads_small_is_an_error_of_the_change() -> None:
    measured = np.where(TRUE > 20, 25.0, 5.0)
    compared = compare_angles(TIME_S, {"lean_deg": measured}, TRUTH, [(4.0, 6.0)])
    # 20 of the 60 frames from 2 s before to 2 s after the repetition are 5 degrees small.
    assert compared["lean_deg"].change.count == pytest.approx(60, abs=1)
    assert compared["lean_deg"].change.bias == pytest.approx(-5 / 3, abs=0.05)


def test_getting_into_position_is_not_compared() -> None:
    measured = TRUE.copy()
    measured[TIME_S < 1.5] = 90.0
    compared = compare_angles(TIME_S, {"lean_deg": measured}, TRUTH, [(4.0, 6.0)])
    assert compared["lean_deg"].absolute.mean_absolute == pytest.approx(0.0)


def test_frames_that_one_side_does_not_know_are_left_out() -> None:
    measured = TRUE.copy()
    measured[::2] = np.nan
    compared = compare_angles(TIME_S, {"lean_deg": measured}, TRUTH, [])
    assert compared["lean_deg"].absolute.count == 50


def test_other_moments_are_interpolated_and_outside_nothing_is_known() -> None:
    truth = Truth(np.array([0.0, 1.0]), {"lean_deg": np.array([0.0, 10.0])})
    assert truth.at("lean_deg", np.array([0.5, 1.0, 1.5])) == pytest.approx(
        [5.0, 10.0, np.nan], nan_ok=True
    )


def test_only_angles_that_both_know_are_compared() -> None:
    signals = {"lean_deg": TRUE, "knee_deg": TRUE, "hip_height_torso": TRUE}
    truth = Truth(TIME_S, {"lean_deg": TRUE, "hip_height_torso": TRUE})
    assert set(compare_angles(TIME_S, signals, truth, [])) == {"lean_deg"}


def test_an_angle_never_seen_says_nothing() -> None:
    assert compare_angles(TIME_S, {"lean_deg": np.full(100, np.nan)}, TRUTH, []) == {}
