"""What only one of three views shows proves nothing."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.arrays import FloatArray
from formcheck.exercises.pelvic_tilt.prepared import is_seen_by_one, pelvis_stays
from formcheck.exercises.pelvic_tilt.sources import Source

UP_AND_DOWN = np.sin(np.linspace(0.0, np.pi, 60))
OTHERWISE = np.sin(np.linspace(0.0, 4 * np.pi, 60))
ALL = slice(0, 60)


def view(rise: FloatArray, thread: int | None = None) -> Source:
    """Return a view; with a frame, one that was begun anew there, at another level."""
    numbers = np.zeros(60, dtype=np.int64)
    if thread is not None:
        numbers[thread:] = 1
        rise = np.where(numbers == 1, rise + 3.0, rise)
    return Source("a view", rise, numbers, np.zeros(60), np.zeros(60))


@pytest.mark.parametrize(
    ("size", "other", "alone"),
    [
        (0.7, 0.12 * OTHERWISE, True),
        (0.6, 0.30 * OTHERWISE, True),
        (0.6, -0.3 * UP_AND_DOWN, True),
        (0.7, 0.25 * UP_AND_DOWN, False),
        (0.5, 0.11 * UP_AND_DOWN, False),
        (0.25, 0.05 * UP_AND_DOWN, True),
        (1.2, 0.11 * UP_AND_DOWN, True),
        (1.0, 0.95 * UP_AND_DOWN, False),
        (1.0, np.full(60, np.nan), True),
    ],
    ids=[
        "a breath",
        "a large breath",
        "a view that goes the other way",
        "a torn patch",
        "a faint tilt",
        "too small",
        "hardly anything beside a clear view",
        "a tilt",
        "nothing else seen",
    ],
)
def test_a_tilt_goes_through_two_views(size: float, other: FloatArray, alone: bool) -> None:
    clearest = view(size * UP_AND_DOWN)
    assert is_seen_by_one(size, clearest, [view(other)], ALL) == alone


def test_a_view_that_is_begun_anew_on_the_way_counts_by_its_longer_part() -> None:
    clearest, other = view(0.5 * UP_AND_DOWN), view(0.3 * UP_AND_DOWN, thread=20)
    assert not is_seen_by_one(0.5, clearest, [other], ALL)


def test_one_view_of_several_is_enough() -> None:
    views = [view(0.1 * OTHERWISE), view(0.4 * UP_AND_DOWN)]
    assert not is_seen_by_one(0.5, view(0.5 * UP_AND_DOWN), views, ALL)
    assert is_seen_by_one(0.5, view(0.5 * UP_AND_DOWN), [], ALL)


@pytest.mark.parametrize(
    ("at_peak", "along", "stays"),
    [
        (0.05, 0.02, True),
        (-0.22, -0.23, True),
        (-0.19, 0.21, False),
        (0.4, 0.11, False),
        (0.22, 0.17, False),
    ],
    ids=[
        "a breath",
        "a breath against it",
        "a patch found anew before the peak",
        "a patch lost on the way",
        "the faintest tilt",
    ],
)
def test_a_pelvis_that_stays_makes_no_tilt(at_peak: float, along: float, stays: bool) -> None:
    assert pelvis_stays(at_peak, along) == stays
