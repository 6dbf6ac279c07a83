from __future__ import annotations

import numpy as np
import pytest

from formcheck.evaluation.tallies import Errors, Tally


def test_tally_of_known_numbers() -> None:
    tally = Tally(true=5, found=4, matched=3)
    assert tally.precision == pytest.approx(0.75)
    assert tally.recall == pytest.approx(0.6)
    assert tally.f1 == pytest.approx(6 / 9)


def test_tally_says_nothing_where_there_is_nothing() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert Tally(true=2).f1 == 0.0
    assert Tally(true=2).precision is None


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 1) + Tally(3, 0, 0) == Tally(4, 2, 1)


def test_errors_of_known_numbers() -> None:
    errors = Errors.of([-1.0, 1.0, 3.0, np.nan])
    assert errors.count == 3
    assert errors.mean_absolute == pytest.approx(5 / 3)
    assert errors.bias == pytest.approx(1.0)
    assert errors.standard_deviation == pytest.approx(np.std([-1, 1, 3]))
    spread = 1.96 * np.std([-1, 1, 3])
    assert errors.limits_of_agreement == pytest.approx((1 - spread, 1 + spread))


def test_errors_added_equal_errors_of_all() -> None:
    parts = Errors.of([1.0, -2.0]) + Errors.of([4.5])
    assert parts == Errors.of([1.0, -2.0, 4.5])


def test_a_constant_error_has_no_spread() -> None:
    assert Errors.of([0.1] * 7).standard_deviation == pytest.approx(0.0, abs=1e-7)


def test_no_errors_say_nothing() -> None:
    nothing = Errors.of([])
    assert (nothing.mean_absolute, nothing.bias, nothing.limits_of_agreement) == (None, None, None)
