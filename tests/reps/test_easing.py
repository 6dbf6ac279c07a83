from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.reps.easing import ease_bounds
from formcheck.reps.movements import Movement

RATE_HZ = 50
TIME_S = np.arange(0, 10, 1 / RATE_HZ)


def eased(out_s: float, begin_s: float = 2.0, hold_s: float = 2.0) -> NDArray[np.float64]:
    """Rise and fall as a raised cosine, with its first and last 10 % hidden at zero."""
    times = [begin_s, begin_s + out_s, begin_s + out_s + hold_s, begin_s + 2 * out_s + hold_s]
    share = np.interp(TIME_S, times, [0.0, 1.0, 1.0, 0.0])
    smooth = 0.5 - 0.5 * np.cos(np.pi * share)
    return np.asarray(40.0 * np.where(smooth < 0.1, 0.0, smooth))


@pytest.mark.parametrize("out_s", [0.8, 1.5, 2.5])
def test_hidden_beginnings_are_found_again(out_s: float) -> None:
    signal = eased(out_s)
    shown = np.flatnonzero(signal > 0)
    movement = Movement(
        int(shown[0]) - 1, int(np.argmax(signal)), int(shown[-1]) + 1, "rest", "returned"
    )
    found = ease_bounds(TIME_S, signal, movement)
    assert TIME_S[found.start] == pytest.approx(2.0, abs=0.1 * out_s + 0.03)
    assert TIME_S[found.end] == pytest.approx(4.0 + 2 * out_s, abs=0.1 * out_s + 0.03)
    assert found.peak == movement.peak


def test_creeping_on_upwards_in_a_hold_is_no_slope() -> None:
    signal = eased(1.5, hold_s=5.0)
    held = (TIME_S >= 3.5) & (TIME_S <= 8.5)
    signal[held] += 12.0 * (TIME_S[held] - 3.5) / 5.0
    shown = np.flatnonzero(signal > 0)
    start = int(shown[0]) - 1
    movement = Movement(start, int(np.argmax(signal)), int(shown[-1]) + 1, "rest", "valley")
    found = ease_bounds(TIME_S, signal, movement)
    assert TIME_S[found.start] == pytest.approx(2.0, abs=0.35)


def test_bounds_never_move_into_another_movement_or_the_unseen() -> None:
    signal = eased(2.5)
    shown = np.flatnonzero(signal > 0)
    start = int(shown[0]) - 1
    movement = Movement(start, int(np.argmax(signal)), int(shown[-1]) + 1, "rest", "returned")
    blocked = signal.copy()
    blocked[start - 5] = 20.0
    assert ease_bounds(TIME_S, blocked, movement).start == start - 4
    blocked[start - 5] = np.nan
    assert ease_bounds(TIME_S, blocked, movement).start == start - 4


def test_cut_off_ends_stay() -> None:
    signal = eased(1.5)
    movement = Movement(110, int(np.argmax(signal)), 260, "unseen", "clip_end")
    assert ease_bounds(TIME_S, signal, movement) == movement
