from __future__ import annotations

import numpy as np
import pytest

from formcheck.reps.swings import find_corners, find_swings, find_turns


@pytest.mark.parametrize(
    ("values", "smallest", "expected"),
    [
        ([0.0, 1.0, 0.0], 0.5, [(1.0, 1.0)]),
        ([0.0, 1.0, 0.8, 1.0, 0.0], 0.5, [(1.0, 1.0)]),
        ([0.0, 1.0, 0.3, 2.0, 0.0], 0.5, [(1.0, 0.7), (2.0, 1.7)]),
        ([3.0, 3.0, 3.0], 1.0, [(3.0, 3.0)]),
        ([0.0, 0.4, 0.0], 0.5, []),
        ([0.0, np.nan, 1.0, np.nan, 0.0], 0.5, [(1.0, 1.0)]),
        ([], 0.5, []),
        ([-1.0, 1.0, -1.0], 0.5, [(1.0, 2.0)]),
    ],
    ids=["one", "ripple", "two", "flat top", "too small", "unseen is rest", "none", "below rest"],
)
def test_swings(values: list[float], smallest: float, expected: list[tuple[float, float]]) -> None:
    found = find_swings(np.array(values), smallest)
    assert [(swing.height, pytest.approx(swing.prominence)) for swing in found] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], []),
        ([1.0, 1.5, 1.0, 1.5], []),
        ([0.0, 1.0, 2.0, 2.0], [2]),
        ([5.0, 4.0, 3.0], [2]),
        ([0.0, 2.0, 1.5, 2.0, 0.0], [1, 4]),
        ([0.0, 2.0, 0.0, 2.0, 0.0], [1, 2, 3, 4]),
        ([0.0, 1.0, 0.6, 1.6, 1.0, 2.5, 1.0], [5, 6]),
    ],
    ids=["none", "ripple", "up", "down", "up with a ripple, down", "four ways", "up by steps"],
)
def test_turns(values: list[float], expected: list[int]) -> None:
    assert find_turns(np.array(values), 1.0) == expected


def test_corners_tell_all_that_the_whole_signal_tells() -> None:
    chance = np.random.default_rng(4)
    steps = chance.normal(size=400)
    steps[50:60] = 0.0
    values = np.cumsum(steps)
    values[100:130] = np.nan
    corners = find_corners(values)
    assert corners[0] == 0
    assert corners[-1] == 399
    assert len(corners) < 300
    for smallest in (0.1, 1.0, 5.0):
        assert find_swings(values[corners], smallest) == find_swings(values, smallest)


def test_a_way_up_and_down_has_three_corners() -> None:
    assert find_corners(np.array([0.0, 1.0, 2.0, 3.0, 1.0, 0.0])).tolist() == [0, 3, 5]
    assert find_corners(np.empty(0)).tolist() == []
