"""One rate where a format knows no times; nothing is made up over gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exports.resampling import fill_gaps, make_even


def test_even_frames_stay_as_they_are() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.3])
    values = np.array([[1.0], [np.nan], [3.0], [4.0]])
    even = make_even(time_s, values)
    assert even.values is values
    assert (even.rate_hz, even.resampled) == (pytest.approx(10.0), False)


def test_rounded_ticks_are_even() -> None:
    time_s = np.round(np.arange(100) / 29.97, 3)
    even = make_even(time_s, np.zeros(100))
    assert even.rate_hz == pytest.approx(29.97, abs=0.01)
    assert not even.resampled


def test_values_lie_between_uneven_frames() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.3, 0.45])
    even = make_even(time_s, 10.0 * time_s)
    assert even.resampled
    assert even.time_s.tolist() == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])
    assert even.values.tolist() == pytest.approx([0.0, 1.0, 2.0, 3.0, 4.0])


def test_nothing_is_made_up_where_frames_are_missing() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.6, 0.7, 0.8])
    even = make_even(time_s, time_s)
    assert np.isnan(even.values).tolist() == [False] * 3 + [True] * 3 + [False] * 3


def test_a_gap_reaches_no_further_than_its_neighbours() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 0.305, 0.4])
    values = np.array([0.0, 1.0, np.nan, 3.0, 4.0])
    even = make_even(time_s, values)
    assert np.isnan(even.values).tolist() == [False, False, True, True, False]


def test_one_frame_is_even() -> None:
    assert make_even(np.array([2.0]), np.array([1.0])).values.tolist() == [1.0]


def test_gaps_are_closed_by_straight_lines() -> None:
    values = np.array([[np.nan, np.nan], [1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])
    assert fill_gaps(values).tolist() == [[1.0, 0.0], [1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]


@given(st.lists(st.floats(0.02, 0.2), min_size=2, max_size=40))
def test_resampled_values_never_leave_the_range_of_their_neighbours(steps_s: list[float]) -> None:
    time_s = np.concatenate([[0.0], np.cumsum(steps_s)])
    values = np.sin(7.0 * time_s)
    even = make_even(time_s, values)
    seen = even.values[np.isfinite(even.values)]
    assert ((seen >= values.min() - 1e-9) & (seen <= values.max() + 1e-9)).all()
    if even.resampled:
        assert np.diff(even.time_s) == pytest.approx(1.0 / even.rate_hz)
    assert abs(even.time_s[-1] - time_s[-1]) <= 0.5 / even.rate_hz + 1e-9
