"""How the pelvis lies between tilts."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.pelvic_tilt.rest import find_neutral, find_running_neutral
from tests.support.synthetic import FloatArray, excursion, plan_reps

TIME_S = np.arange(40 * 30) / 30
TILTS = excursion(TIME_S, plan_reps(2, 1.0, first_s=2.0))
ARCHES = excursion(TIME_S, plan_reps(2, -1.0, first_s=18.0, hold_s=4.0))
LOST_S = 24.0


def above_lowest(rise: FloatArray) -> FloatArray:
    return rise - np.percentile(rise, 10)


def test_tilts_rise_from_the_neutral() -> None:
    neutral = find_neutral(TIME_S, above_lowest(TILTS), LOST_S)
    assert neutral is not None
    np.testing.assert_allclose(above_lowest(TILTS) - neutral, TILTS, atol=0.05)


def test_arches_fall_below_the_neutral() -> None:
    rise = above_lowest(TILTS + ARCHES)
    neutral = find_neutral(TIME_S, rise, LOST_S)
    assert neutral is not None
    np.testing.assert_allclose(rise - neutral, TILTS + ARCHES, atol=0.05)


def test_arches_alone_fall_below_a_rest_of_two_seconds() -> None:
    rise = above_lowest(ARCHES)
    neutral = find_neutral(TIME_S, rise, LOST_S)
    assert neutral is not None
    np.testing.assert_allclose(rise - neutral, ARCHES, atol=0.05)


def test_a_clip_that_begins_within_a_hold_does_not_show_the_neutral_at_first() -> None:
    begun = TIME_S >= 4.5
    time_s = TIME_S[begun] - 4.5
    assert find_neutral(time_s, above_lowest(TILTS[begun]), LOST_S) is None


def test_nobody_who_moves_from_the_beginning_shows_it() -> None:
    swinging = 0.5 - 0.5 * np.cos(2 * np.pi * TIME_S / 3.2 + np.pi)
    assert find_neutral(TIME_S, swinging, LOST_S) is None


def test_the_top_of_a_tilt_that_the_clip_begins_with_is_not_the_neutral() -> None:
    swinging = 0.5 - 0.5 * np.cos(2 * np.pi * (TIME_S + 0.5) / 2.4)
    swinging[(6 * 30) :] *= 1.4
    neutral = find_neutral(TIME_S, swinging, LOST_S)
    assert neutral is None or neutral.max() < 0.2


def test_a_slow_drift_is_followed() -> None:
    rise = TILTS + 0.01 * TIME_S
    neutral = find_neutral(TIME_S, rise, LOST_S)
    assert neutral is not None
    np.testing.assert_allclose(rise - neutral, TILTS, atol=0.08)


def test_nothing_known_nothing_found() -> None:
    assert find_neutral(TIME_S, np.full_like(TIME_S, np.nan), LOST_S) is None


@pytest.mark.parametrize("signal", [TILTS, TILTS + ARCHES], ids=["tilts", "and arches"])
def test_live_it_is_where_the_person_lay_at_first(signal: FloatArray) -> None:
    neutral, known = find_running_neutral(TIME_S, signal, 13.0, 24.0)
    assert known
    np.testing.assert_allclose(neutral, 0.0, atol=0.05)


def test_live_a_neutral_that_proves_too_high_is_given_up() -> None:
    rise = np.where(TIME_S < 2.0, 1.0, 0.0)
    neutral, _ = find_running_neutral(TIME_S, rise, 8.0, 24.0)
    assert neutral[-1] == pytest.approx(0.0, abs=0.05)
    assert neutral[int(5.0 * 30)] == pytest.approx(1.0, abs=0.05)
