from __future__ import annotations

import numpy as np
import pytest

from formcheck.live.capture import CapturedFrame
from formcheck.live.posing import FramePoser, PeopleCounter
from formcheck.pose.people import PeopleFinder, Picture
from formcheck.pose.pose import Pose
from tests.support.poses import BlockLandmarker, picture_of, standing_pose

ONE = picture_of([standing_pose(200, 440, 300)])
TWO = picture_of([standing_pose(200, 440, 300), standing_pose(480, 440, 280)])


class FakeTracker:
    """Finds the same pose in every picture."""

    def __init__(self) -> None:
        self.times_ms: list[int] = []

    def detect(self, picture: Picture, time_s: float, time_ms: int) -> Pose | None:
        self.times_ms.append(time_ms)
        return standing_pose(200, 440, 300)


def _counter() -> PeopleCounter:
    return PeopleCounter(PeopleFinder(BlockLandmarker()))  # type: ignore[arg-type]


def test_the_person_and_the_change_of_the_picture() -> None:
    poser = FramePoser(FakeTracker())
    first = poser.look(CapturedFrame(1, 0.5, ONE), people=1)
    again = poser.look(CapturedFrame(2, 0.6, ONE), people=1)
    other = poser.look(CapturedFrame(3, 0.7, 255 - ONE), people=2)
    assert first.pose is not None
    assert (first.time_s, first.picture_change, again.picture_change) == (0.5, 0.0, 0.0)
    assert other.picture_change > 0.1
    assert (first.people, other.people) == (1, 2)


def test_the_models_clock_goes_on_even_within_a_millisecond() -> None:
    tracker = FakeTracker()
    poser = FramePoser(tracker)
    for number, time_s in enumerate([7.1, 7.1001, 7.1002, 7.2]):
        poser.look(CapturedFrame(number, time_s, ONE), people=1)
    assert tracker.times_ms == [0, 1, 2, 100]


def test_a_shift_of_the_camera_is_told() -> None:
    random = np.random.default_rng(0)
    room = np.repeat(np.repeat(random.integers(0, 255, (60, 90, 3)), 8, axis=0), 8, axis=1)
    room = room.astype(np.uint8)
    poser = FramePoser(FakeTracker())
    poser.look(CapturedFrame(1, 0.1, np.ascontiguousarray(room[:, 40:680])), people=1)
    moved = poser.look(CapturedFrame(2, 0.2, np.ascontiguousarray(room[:, 20:660])), people=1)
    assert moved.camera_step_px == pytest.approx((20.0, 0.0), abs=4.0)


def test_people_are_counted_every_two_seconds() -> None:
    counter = _counter()
    counter.look(ONE, 0.0)
    assert counter.people == 1
    counter.look(TWO, 1.0)
    assert counter.people == 1


def test_a_second_person_is_believed_when_seen_twice() -> None:
    counter = _counter()
    counter.look(ONE, 0.0)
    counter.look(TWO, 2.0)
    assert counter.people == 1
    counter.look(TWO, 2.3)
    assert counter.people == 1
    counter.look(TWO, 2.5)
    assert counter.people == 2
    counter.look(ONE, 4.6)
    assert counter.people == 1


def test_a_lone_false_find_is_not_believed() -> None:
    counter = _counter()
    for time_s, picture in ((0.0, ONE), (2.0, TWO), (2.5, ONE), (4.5, ONE)):
        counter.look(picture, time_s)
        assert counter.people == 1
