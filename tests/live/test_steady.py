from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from formcheck.live.steady import Steady, SteadyBound


def test_an_answer_must_last() -> None:
    steady = Steady(0.5, 0.2)
    answers = [steady.update(True, time_s) for time_s in (0.0, 0.2, 0.4, 0.5, 0.6)]
    assert answers == [False, False, False, True, True]
    assert steady.update(False, 0.7)
    assert steady.update(True, 0.8)
    assert steady.update(False, 0.9)
    assert not steady.update(False, 1.1)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_bound_is_left_at_a_milder_value(sign: float) -> None:
    bound = SteadyBound(sign * 30, sign * 25, 1.0)

    def hold(value: float, begin_s: float) -> bool:
        return [bound.update(sign * value, begin_s + step / 10) for step in range(20)][-1]

    assert not hold(28, 0)
    assert hold(31, 10)
    assert hold(28, 20)
    assert not hold(24, 30)


def test_jitter_about_the_bound_does_not_flicker() -> None:
    bound = SteadyBound(30, 25, 1.0)
    values = np.random.default_rng(1).normal(30.0, 5.0, 600)
    answers = [bound.update(float(value), index / 30) for index, value in enumerate(values)]
    assert sum(one != other for one, other in pairwise(answers)) == 1


def test_single_stray_values_are_passed_over() -> None:
    bound = SteadyBound(30, 25, 1.0)
    for index in range(60):
        assert not bound.update(90.0 if index % 10 == 0 else 5.0, index / 30)


def test_a_low_quantile_passes_over_what_is_high_half_of_the_time() -> None:
    usual, low = SteadyBound(30, 25, 1.0), SteadyBound(30, 25, 1.0, quantile=0.25)
    for index in range(60):
        value = 50.0 if index % 5 < 3 else 5.0
        usual.update(value, index / 30)
        low.update(value, index / 30)
    assert usual.on
    assert not low.on


def test_the_answer_stays_while_nothing_is_known() -> None:
    bound = SteadyBound(30, 25, 1.0)
    for index in range(30):
        bound.update(40.0, index / 30)
    assert bound.update(math.nan, 1.5)
    assert bound.update(math.nan, 9.0)
