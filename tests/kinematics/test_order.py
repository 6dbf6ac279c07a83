"""The quick ways give what numpy's general ones do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.kinematics.order import (
    find_renewals,
    quick_correlation,
    quick_median,
    quick_percentile,
    quick_range,
)

VALUES = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50).map(np.array)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(values=VALUES, percent=st.floats(0.0, 100.0))
def test_median_and_percentiles(values: np.ndarray, percent: float) -> None:
    before = values.copy()
    assert quick_median(values) == pytest.approx(np.median(values), rel=1e-9, abs=1e-6)
    between = np.percentile(values, percent)
    assert quick_percentile(values, percent) == pytest.approx(between, rel=1e-9, abs=1e-3)
    np.testing.assert_array_equal(values, before)


@pytest.mark.parametrize(
    ("percent", "lower", "between"),
    [(0, 1.0, 1.0), (10, 1.0, 1.4), (50, 3.0, 3.0), (60, 3.0, 3.4), (100, 9.0, 9.0)],
)
def test_between_two_values_or_the_lower_of_them(
    percent: float, lower: float, between: float
) -> None:
    values = np.array([9.0, 3.0, 1.0, 4.0, 2.0])
    assert quick_percentile(values, percent, lower=True) == lower
    assert quick_percentile(values, percent) == pytest.approx(between)


def test_one_value_is_all_there_is() -> None:
    one = np.array([5.0])
    assert quick_median(one) == quick_percentile(one, 10) == 5.0
    assert quick_percentile(one, 90, lower=True) == 5.0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(values=VALUES, percent=st.floats(0.0, 50.0))
def test_a_range_is_the_difference_of_two_percentiles(values: np.ndarray, percent: float) -> None:
    apart = quick_percentile(values, 100 - percent) - quick_percentile(values, percent)
    assert quick_range(values, percent) == apart


def test_correlation_is_that_of_numpy_to_the_last_digit() -> None:
    chance = np.random.default_rng(3)
    for count in (2, 3, 40, 1001):
        first = chance.normal(size=count)
        second = 0.3 * first + chance.normal(size=count)
        assert quick_correlation(first, second) == np.corrcoef(first, second)[0, 1]


def test_a_running_figure_is_renewed_at_the_first_frame_and_then_every_so_often() -> None:
    assert find_renewals(np.array([5.0, 5.1, 5.2, 5.3, 6.0, 6.1, 6.3]), 0.2) == [0, 2, 4, 6]
    assert find_renewals(np.empty(0), 0.2) == []
