from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.streaming.window import LookBack

TIME_S = np.arange(4000) / 10.0


def _begin(
    until_s: float, rests_s: list[float], movement_start_s: float | None = None, *, start: int = 0
) -> float:
    window = LookBack(30.0)
    window.start = start
    window.move_on(TIME_S[until_s >= TIME_S], rests_s, movement_start_s)
    return float(TIME_S[window.start])


@pytest.mark.parametrize(
    ("until_s", "rests_s", "expected_s"),
    [
        (20.0, [0.0, 10.0], 0.0),
        (34.0, [0.0, 4.0], 0.0),
        (60.0, [0.0, 12.0, 25.0, 40.0], 25.0),
        (60.0, [0.0, 12.0, 29.9, 30.1], 29.9),
        (60.0, [0.0, 4.0], 0.0),
    ],
    ids=["short", "a step too small", "newest old rest", "just old enough", "rest too near"],
)
def test_it_begins_with_a_rest_that_is_old_enough(
    until_s: float, rests_s: list[float], expected_s: float
) -> None:
    assert _begin(until_s, rests_s) == pytest.approx(expected_s)


def test_rest_before_a_long_hold_stays_in_view() -> None:
    rests_s = [0.0, 15.0, 45.0]
    assert _begin(200.0, rests_s, movement_start_s=50.0) == 15.0
    assert _begin(200.0, rests_s, movement_start_s=56.0) == 45.0


def test_without_rests_it_grows_to_three_times_its_length_and_no_further() -> None:
    assert _begin(89.0, []) == 0.0
    assert _begin(91.0, []) == pytest.approx(61.0)
    assert _begin(130.0, [], start=610) == 61.0


def test_it_never_moves_back_and_never_past_what_it_looks_back_at() -> None:
    window = LookBack(30.0)
    random = np.random.default_rng(3)
    rests_s: list[float] = []
    before = 0
    for count in range(50, 4000, 2):
        now_s = float(TIME_S[count - 1])
        if random.random() < 0.02:
            rests_s.append(now_s)
        known = [rest_s for rest_s in rests_s if rest_s >= TIME_S[window.start]]
        window.move_on(TIME_S[:count], known, None)
        assert window.start >= before
        begun_s = float(TIME_S[window.start])
        assert now_s - begun_s >= min(30.0, now_s)
        assert now_s - begun_s <= 90.0 + 0.2
        before = window.start
    assert before > 0
