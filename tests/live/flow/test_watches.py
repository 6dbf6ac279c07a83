"""What is followed over time, by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest

from formcheck.live.flow.watches import SmoothClock


def test_the_hold_clock_runs_on_between_two_judged_pictures() -> None:
    clock = SmoothClock()
    shown = []
    for frame in range(60):
        now_s = 50.0 + frame / 30
        if frame % 6 == 0:
            # The judge is told of every fifth of a second, and a little late or early.
            clock.tell(now_s, frame / 30 + (0.03 if frame % 12 else 0.0), holding=True)
        shown.append(clock.read(now_s))
    steps = [later - earlier for earlier, later in pairwise(shown)]
    assert min(steps) >= 0.0
    assert max(steps) < 0.08
    assert shown[-1] == pytest.approx(59 / 30, abs=0.05)


def test_a_hold_that_is_over_stands_still_and_the_next_begins_at_nothing() -> None:
    clock = SmoothClock()
    clock.tell(1.0, 4.0, holding=True)
    assert clock.read(1.3) == pytest.approx(4.3)
    clock.tell(1.4, 4.2, holding=False)
    assert clock.read(9.0) == 4.2
    clock.tell(10.0, 0.1, holding=True)
    assert clock.read(10.0) == pytest.approx(0.1)


def test_without_news_the_clock_stops() -> None:
    clock = SmoothClock()
    clock.tell(1.0, 2.0, holding=True)
    assert clock.read(30.0) == pytest.approx(2.6)
