"""Filters: gaps stay gaps; recorded clips have no delay, live ones do not look ahead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.kinematics.smoothing import (
    compute_velocity,
    fill_short_gaps,
    filter_by_lowpass,
    filter_by_one_euro,
    find_runs,
)

NAN = np.nan


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        ([], []),
        ([False, False], []),
        ([True, True], [(0, 2)]),
        ([False, True, True, False, True], [(1, 3), (4, 5)]),
    ],
)
def test_find_runs(mask: list[bool], expected: list[tuple[int, int]]) -> None:
    assert find_runs(np.array(mask, dtype=bool)) == expected


@pytest.mark.parametrize(
    ("values", "longest_s", "expected"),
    [
        ([0, NAN, 2, 3], 0.2, [0, 1, 2, 3]),
        ([0, NAN, NAN, 3], 0.3, [0, 1, 2, 3]),
        ([0, NAN, NAN, 3], 0.2, [0, NAN, NAN, 3]),
        ([NAN, 1, 2, NAN], 9.0, [NAN, 1, 2, NAN]),
        ([NAN, NAN, NAN, NAN], 9.0, [NAN, NAN, NAN, NAN]),
    ],
)
def test_short_gaps_are_bridged_and_long_ones_left(
    values: list[float], longest_s: float, expected: list[float]
) -> None:
    time_s = np.arange(4) / 10
    np.testing.assert_allclose(
        fill_short_gaps(time_s, np.array(values, dtype=float), longest_s + 1e-9), expected
    )


def test_bridging_follows_time_and_not_frame_numbers() -> None:
    filled = fill_short_gaps(np.array([0.0, 0.3, 0.4]), np.array([0.0, NAN, 4.0]), 0.5)
    np.testing.assert_allclose(filled, [0, 3, 4])


def test_bridging_does_not_change_its_input() -> None:
    values = np.array([0.0, NAN, 2.0])
    fill_short_gaps(np.arange(3.0), values, 5.0)
    assert np.isnan(values[1])


def test_lowpass_keeps_gaps_exactly() -> None:
    time_s = np.arange(90) / 30
    values = np.sin(time_s)
    values[20:30] = NAN
    values[60] = NAN
    smooth = filter_by_lowpass(time_s, values, 4.0)
    np.testing.assert_array_equal(np.isnan(smooth), np.isnan(values))


def test_lowpass_does_not_mix_the_two_sides_of_a_gap() -> None:
    time_s = np.arange(90) / 30
    values = np.where(time_s < 1.5, 0.0, 100.0)
    values[45] = NAN
    smooth = filter_by_lowpass(time_s, values, 2.0)
    np.testing.assert_allclose(smooth[:45], 0.0, atol=1e-6)
    np.testing.assert_allclose(smooth[46:], 100.0, atol=1e-6)


def test_lowpass_has_no_delay_and_no_loss_at_low_frequencies() -> None:
    time_s = np.arange(300) / 30
    values = np.sin(2 * np.pi * 0.4 * time_s)
    np.testing.assert_allclose(filter_by_lowpass(time_s, values, 4.0), values, atol=0.01)


def test_lowpass_takes_jitter_away() -> None:
    time_s = np.arange(300) / 30
    jitter = np.random.default_rng(1).normal(size=300)
    assert filter_by_lowpass(time_s, jitter, 2.0).std() < 0.45 * jitter.std()


def test_lowpass_follows_a_variable_frame_rate() -> None:
    steps_s = np.random.default_rng(2).uniform(0.02, 0.06, size=300)
    time_s = np.cumsum(steps_s)
    values = np.sin(2 * np.pi * 0.4 * time_s)
    np.testing.assert_allclose(filter_by_lowpass(time_s, values, 4.0), values, atol=0.03)


@pytest.mark.parametrize(
    ("frames", "rate_hz"), [(5, 30.0), (60, 8.0)], ids=["too few frames", "too low a rate"]
)
def test_lowpass_leaves_what_it_cannot_filter(frames: int, rate_hz: float) -> None:
    time_s = np.arange(frames) / rate_hz
    values = np.random.default_rng(3).normal(size=frames)
    np.testing.assert_array_equal(filter_by_lowpass(time_s, values, 4.0), values)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(now=st.integers(1, 58), change=st.floats(-50, 50))
def test_one_euro_does_not_look_ahead(now: int, change: float) -> None:
    time_s = np.arange(60) / 30
    values = np.sin(5 * time_s)
    other = values.copy()
    other[now + 1 :] += change
    np.testing.assert_array_equal(
        filter_by_one_euro(time_s, values)[: now + 1], filter_by_one_euro(time_s, other)[: now + 1]
    )


def test_one_euro_starts_afresh_after_a_gap() -> None:
    time_s = np.arange(20) / 10
    values = np.where(np.arange(20) < 10, 0.0, 5.0)
    values[10] = NAN
    smooth = filter_by_one_euro(time_s, values)
    assert np.isnan(smooth[10])
    np.testing.assert_allclose(np.delete(smooth, 10), np.delete(values, 10))


def test_one_euro_smooths_rest_more_than_movement() -> None:
    time_s = np.arange(200) / 30
    jitter = 0.01 * np.random.default_rng(4).normal(size=200)
    rest = filter_by_one_euro(time_s, jitter)
    moving = filter_by_one_euro(time_s, 3.0 * time_s + jitter)
    assert rest[50:].std() < 0.6 * jitter[50:].std()
    lag = (3.0 * time_s - moving)[100:].mean()
    slow_lag = (3.0 * time_s - filter_by_one_euro(time_s, 3.0 * time_s, speed_gain=0.0))[
        100:
    ].mean()
    assert 0 < lag < 0.3 * slow_lag


def test_one_euro_takes_columns_one_by_one() -> None:
    time_s = np.arange(30) / 30
    both = np.stack([np.sin(time_s), np.cos(4 * time_s)], axis=1)
    both[5:8, 1] = NAN
    smooth = filter_by_one_euro(time_s, both)
    for column in range(2):
        np.testing.assert_array_equal(
            smooth[:, column], filter_by_one_euro(time_s, both[:, column])
        )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    values=st.lists(st.one_of(st.just(NAN), st.floats(-1e6, 1e6)), min_size=1, max_size=40),
    step_s=st.floats(0.001, 5.0),
    gains=st.tuples(st.floats(0.1, 10.0), st.floats(0.0, 10.0)),
)
def test_one_euro_of_one_column_is_that_of_many(
    values: list[float], step_s: float, gains: tuple[float, float]
) -> None:
    """The quick way for a single column is another piece of code, and gives the same."""
    one = np.array(values, dtype=np.float64)
    time_s = step_s * np.arange(len(values), dtype=np.float64)

    def smoothed(columns: NDArray[np.float64]) -> NDArray[np.float64]:
        return filter_by_one_euro(time_s, columns, min_cutoff_hz=gains[0], speed_gain=gains[1])

    alone = smoothed(one)
    np.testing.assert_allclose(alone, smoothed(one[:, None])[:, 0])
    np.testing.assert_array_equal(np.isnan(alone), np.isnan(one))


def test_one_euro_of_nothing_is_nothing() -> None:
    assert filter_by_one_euro(np.empty(0), np.empty((0, 4))).shape == (0, 4)
    assert filter_by_one_euro(np.empty(0), np.empty(0)).shape == (0,)


@pytest.mark.parametrize(
    ("time_s", "values", "expected"),
    [
        ([0, 1, 2], [0, 2, 4], [2, 2, 2]),
        ([0, 1, 3], [0, 1, 3], [1, 1, 1]),
        ([0, 1, 2, 3, 4], [0, 1, NAN, 5, 9], [1, 1, NAN, 4, 4]),
        ([0, 1, 2], [NAN, 7, NAN], [NAN, NAN, NAN]),
        ([0, 0.5], [1, 0], [-2, -2]),
    ],
)
def test_velocity(time_s: list[float], values: list[float], expected: list[float]) -> None:
    velocity = compute_velocity(np.array(time_s, dtype=float), np.array(values, dtype=float))
    np.testing.assert_allclose(velocity, expected)
