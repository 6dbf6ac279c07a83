from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence
from formcheck.recognition.segments import Segment, find_segments
from formcheck.recognition.sequence import Placed, explain

EXERCISES = ("hug", "lean", "tilt")
TIME_S = np.arange(1000) / 10.0
TILT, HUG, OTHER = {"tilt": 0.8, NONE: 0.2}, {"hug": 0.95, NONE: 0.03}, {"tilt": 0.2, NONE: 0.8}
LEAN = {"lean": 0.85, NONE: 0.15}


def segments(
    *movements: tuple[int, dict[str, float], int], shots: list[tuple[int, int]]
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments of movements of 30 frames, given by start, shares and shot."""
    items = [Placed(Evidence(start, start + 30, shares), shot) for start, shares, shot in movements]
    return find_segments(explain(items, EXERCISES), shots, TIME_S)


def test_one_exercise_fills_its_shot() -> None:
    [tilts], doubtful = segments((100, TILT, 0), (200, TILT, 0), shots=[(20, 700)])
    assert (tilts.exercise, tilts.start, tilts.stop) == ("tilt", 20, 700)
    assert (tilts.start_s, tilts.end_s) == (2.0, 69.9)
    assert tilts.confidence > 0.9
    assert doubtful == ()


def test_within_a_shot_the_border_lies_between_the_movements() -> None:
    (tilts, hugs), _ = segments(
        (100, TILT, 0), (200, TILT, 0), (330, HUG, 0), (400, HUG, 0), shots=[(0, 500)]
    )
    assert (tilts.start, tilts.stop, hugs.start, hugs.stop) == (0, 280, 280, 500)


def test_from_shot_to_shot_the_border_is_the_cut() -> None:
    (tilts, hugs), _ = segments(
        (100, TILT, 0), (200, TILT, 0), (330, HUG, 1), shots=[(0, 310), (315, 500)]
    )
    assert (tilts.start, tilts.stop, hugs.start, hugs.stop) == (0, 310, 315, 500)


def test_equal_neighbours_are_joined() -> None:
    [tilts], _ = segments(
        (100, TILT, 0),
        (150, TILT, 0),
        (300, OTHER, 1),
        (340, OTHER, 1),
        (400, OTHER, 1),
        (600, TILT, 2),
        (700, TILT, 2),
        shots=[(0, 250), (250, 500), (500, 1000)],
    )
    assert (tilts.start, tilts.stop) == (0, 1000)


@pytest.mark.parametrize("tilts", [2, 3])
def test_a_chance_movement_is_dropped_only_beside_many_others(tilts: int) -> None:
    items = [(100 * (at + 2), TILT, 1) for at in range(tilts)]
    found, _ = segments((20, LEAN, 0), *items, shots=[(0, 100), (100, 1000)])
    assert [segment.exercise for segment in found] == (["tilt"] if tilts == 3 else ["lean", "tilt"])


def test_a_single_clear_movement_stays() -> None:
    items = [(100 * (at + 2), TILT, 1) for at in range(4)]
    found, _ = segments((20, HUG, 0), *items, shots=[(0, 100), (100, 1000)])
    assert [segment.exercise for segment in found] == ["hug", "tilt"]


def test_what_is_not_sure_is_doubtful_with_its_rival() -> None:
    even = {"tilt": 0.5, "hug": 0.4, NONE: 0.1}
    sure, [doubt] = segments((100, even, 0), shots=[(0, 500)])
    assert sure == ()
    assert (doubt.exercise, doubt.runner_up) == ("tilt", "hug")
    assert doubt.confidence == pytest.approx(0.5, abs=0.02)


def test_other_movements_are_no_segment() -> None:
    assert segments((100, OTHER, 0), (200, OTHER, 0), shots=[(0, 500)]) == ((), ())
