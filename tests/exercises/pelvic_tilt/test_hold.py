"""How long a tilt is held."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.pelvic_tilt.hold import find_tilt_hold
from formcheck.reps.movements import Movement
from tests.support.synthetic import FloatArray, PlannedRep, excursion

FPS = 30


def held_s(displacement: FloatArray) -> float:
    time_s = np.arange(len(displacement)) / FPS
    movement = Movement(
        0, int(np.nanargmax(displacement)), len(displacement) - 1, "rest", "returned"
    )
    hold = find_tilt_hold(time_s, displacement, movement, 25.0)
    return 0.0 if hold is None else float(time_s[hold[1]] - time_s[hold[0]])


def tilt(hold_s: float) -> FloatArray:
    rep = PlannedRep(0.5, 100.0, 1.5, hold_s, 1.5)
    return excursion(np.arange(int((rep.end_s + 0.5) * FPS)) / FPS, [rep])


@pytest.mark.parametrize("hold_s", [0.5, 1.0, 3.0, 10.0])
def test_a_hold_is_timed(hold_s: float) -> None:
    assert held_s(tilt(hold_s)) == pytest.approx(hold_s, abs=0.4)


def test_without_a_hold_it_is_short() -> None:
    assert held_s(tilt(0.0)) < 0.5


def test_trembling_does_not_end_a_hold() -> None:
    values = tilt(4.0)
    seconds = np.arange(len(values)) / FPS
    assert held_s(values + 4.0 * np.sin(2 * np.pi * 1.5 * seconds)) == pytest.approx(4.0, abs=0.5)


def test_a_jerk_does_not_raise_the_top() -> None:
    values = tilt(4.0)
    values[70:73] += 60.0
    assert held_s(values) == pytest.approx(4.0, abs=0.8)


def test_letting_go_in_the_middle_ends_it() -> None:
    values = tilt(6.0)
    sag = excursion(np.arange(len(values)) / FPS, [PlannedRep(3.0, 60.0, 0.5, 0.5, 0.5)])
    assert held_s(values - sag) < 4.2


def test_what_was_not_seen_is_within_the_hold() -> None:
    values = tilt(4.0)
    values[90:110] = np.nan
    assert held_s(values) == pytest.approx(4.0, abs=0.5)


def test_nothing_seen_nothing_held() -> None:
    assert held_s(np.array([1.0, *[np.nan] * 10])) == 0.0
