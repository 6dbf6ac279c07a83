from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np
import pytest

from formcheck.pose.census import Census, census_times, take_census
from formcheck.pose.people import PeopleFinder
from formcheck.video.frame import Frame
from formcheck.video.packets import PacketSummary
from tests.support.poses import BlockLandmarker, picture_of, standing_pose

ONE = [standing_pose(150, 460, 400)]
TWO = [*ONE, standing_pose(450, 400, 300)]


class FakeVideo:
    """A clip of 30 seconds with a keyframe every five, showing what ``people`` says."""

    packets = PacketSummary(900, 30.0, np.arange(0.0, 30.0, 5.0), seekable=True, truncated=False)

    def __init__(self, people: Callable[[float], list]) -> None:
        self._people = people

    def frames_at(self, times_s: Iterable[float]) -> Iterator[Frame]:
        for index, time_s in enumerate(times_s):
            yield Frame(index, time_s, picture_of(self._people(time_s)))


def census(people: Callable[[float], list]) -> Census:
    return take_census(FakeVideo(people), PeopleFinder(BlockLandmarker()))


@pytest.mark.parametrize(
    ("duration_s", "keyframe_s"),
    [
        (0.0, []),
        (3.0, [0.0]),
        (17.0, [0.0, 16.667]),
        (60.0, np.arange(0, 60, 0.5)),
        (60.0, np.arange(0, 60, 8.333)),
        (95.0, [0.0]),
    ],
)
def test_times_are_neither_dense_nor_sparse(duration_s: float, keyframe_s: list[float]) -> None:
    times_s = census_times(duration_s, np.asarray(keyframe_s, dtype=float))
    assert times_s[0] == 0.0
    gaps_s = [after - before for before, after in pairwise([*times_s, duration_s])]
    assert all(gap_s <= 10.0 for gap_s in gaps_s)
    assert all(gap_s >= 4.0 for gap_s in gaps_s[:-1])


def test_keyframes_are_used_where_they_are() -> None:
    assert census_times(30.0, np.arange(0.0, 30.0, 2.0)) == [0, 4, 8, 12, 16, 20, 24, 28]


def test_one_person() -> None:
    counted = census(lambda _: ONE)
    np.testing.assert_allclose(counted.time_s, np.arange(0, 30, 5))
    assert counted.most == 1


def test_two_people_part_of_the_time() -> None:
    counted = census(lambda time_s: TWO if 9 <= time_s < 17 else ONE)
    np.testing.assert_array_equal(counted.people, [1, 1, 2, 2, 1, 1])


def test_one_look_does_not_make_a_second_person() -> None:
    counted = census(lambda time_s: TWO if time_s == 10.0 else ONE)
    assert counted.most == 1


def test_empty_room() -> None:
    counted = census(lambda _: [])
    assert counted.most == 0
    np.testing.assert_array_equal(counted.at(np.array([0.0, 3.0])), [0, 0])


def test_count_holds_until_the_next() -> None:
    counted = Census(np.array([0.0, 5.0, 10.0]), np.array([1, 2, 1]))
    np.testing.assert_array_equal(
        counted.at(np.array([0.0, 4.9, 5.0, 9.9, 10.0, 99.0])), [1, 1, 2, 2, 1, 1]
    )
