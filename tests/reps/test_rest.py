"""The rest level: low for a lying person, near the vertical for a standing one."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from formcheck.reps.rest import (
    compute_reference,
    compute_rest_level,
    compute_running_rest_level,
    compute_upright_level,
)

NAN = np.nan


def yes(values: np.ndarray) -> np.ndarray:
    return np.ones(len(values), dtype=bool)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([2.0] * 10, 2.0),
        ([2.0] * 10 + [45.0] * 60, 2.0),
        ([1.0, 2.0, 3.0] * 5 + [45.0] * 30, 2.0),
        ([NAN] * 5 + [2.0] * 5, 2.0),
        ([NAN] * 5, NAN),
    ],
    ids=["rest only", "long holds do not pull it up", "a band", "unseen frames", "never seen"],
)
def test_rest_level_of_a_lying_person(values: list[float], expected: float) -> None:
    array = np.array(values)
    assert compute_rest_level(array, yes(array), spread=4.0) == pytest.approx(expected, nan_ok=True)


def test_frames_that_do_not_rest_do_not_count() -> None:
    values = np.array([0.0, 0.0, 10.0, 10.0])
    resting = np.array([False, False, True, True])
    assert compute_rest_level(values, resting, spread=4.0) == 10.0
    assert compute_upright_level(values, resting, spread=4.0) == 10.0
    assert compute_reference(values, resting) == 10.0


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0] * 20 + [18.0] * 40, 1.0),
        ([-3.0] * 20 + [14.0] * 30, -3.0),
        ([-9.0] * 10 + [1.0] * 20, 1.0),
        ([6.0] * 20, 6.0),
        ([NAN] * 3, NAN),
    ],
    ids=[
        "long holds",
        "a camera that is tilted",
        "swaying forward",
        "leaning stance",
        "never seen",
    ],
)
def test_rest_level_of_a_standing_person(values: list[float], expected: float) -> None:
    array = np.array(values)
    assert compute_upright_level(array, yes(array), spread=3.0) == pytest.approx(
        expected, nan_ok=True
    )


@pytest.mark.parametrize(
    ("values", "resting", "expected"),
    [
        ([1, 2, 9, NAN], [1, 1, 1, 1], 2.0),
        ([1, 2, 9, NAN], [1, 0, 0, 1], 1.0),
        ([1, 2, 9, NAN], [0, 0, 0, 1], NAN),
    ],
)
def test_reference(values: list[float], resting: list[int], expected: float) -> None:
    reference = compute_reference(np.array(values, dtype=float), np.array(resting, dtype=bool))
    assert reference == pytest.approx(expected, nan_ok=True)


def test_the_running_level_is_unknown_before_the_first_rest_and_follows_it() -> None:
    time_s = np.arange(100) / 10
    values = np.where(time_s < 5, 2.0, 4.0)
    resting = time_s >= 1.0
    running = compute_running_rest_level(
        time_s, values, resting, partial(compute_rest_level, spread=0.5)
    )
    assert np.isnan(running[time_s < 0.99]).all()
    np.testing.assert_array_equal(running[(time_s > 1.3) & (time_s < 5.0)], 2.0)


def test_the_running_level_does_not_look_ahead() -> None:
    time_s = np.arange(100) / 10
    values = np.sin(time_s)
    other = np.where(time_s > 6, 100.0, values)
    running = [
        compute_running_rest_level(time_s, signal, yes(signal), compute_reference)
        for signal in (values, other)
    ]
    past = time_s <= 6
    np.testing.assert_array_equal(running[0][past], running[1][past])


def test_the_running_level_forgets_after_a_minute() -> None:
    time_s = np.arange(0.0, 150.0, 0.5)
    values = np.where(time_s < 70, 5.0, 1.0)
    running = compute_running_rest_level(time_s, values, yes(values), compute_reference)
    assert running[time_s == 60][0] == 5.0
    assert running[-1] == 1.0


def test_the_bottom_may_be_a_small_part_of_the_time() -> None:
    values = np.array([0.0] * 4 + [9.0] * 96)
    assert compute_rest_level(values, yes(values), spread=3.0) == 9.0
    assert compute_rest_level(values, yes(values), spread=3.0, bottom_percent=2.0) == 0.0


def test_how_far_to_look_back_can_be_told() -> None:
    time_s = np.arange(0.0, 200.0, 1.0)
    values = np.where(time_s < 10.0, 0.0, 8.0)
    level = partial(compute_rest_level, spread=3.0, bottom_percent=2.0)
    short = compute_running_rest_level(time_s, values, yes(values), level)
    long = compute_running_rest_level(time_s, values, yes(values), level, look_back_s=500.0)
    assert (short[-1], long[-1]) == (8.0, 0.0)
