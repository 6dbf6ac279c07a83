"""A running tracker is believed, but where the film may be cut a fresh look decides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.fresh_start import FreshStart, is_same_body
from formcheck.pose.landmarks import SIDED_JOINTS, landmark_of
from formcheck.pose.pose import Pose
from tests.support.poses import standing_pose

HERE, THERE = standing_pose(150, 400, 300), standing_pose(450, 400, 300)


class Stubborn:
    """A model in video mode: it stays with whom it found first."""

    def __init__(self, found: Pose | None) -> None:
        self.found, self.closed = found, False

    def detect(self, rgb: np.ndarray, time_ms: int = 0) -> list[Pose]:
        return [] if self.found is None else [self.found]

    def close(self) -> None:
        self.closed = True


class Scene:
    """A film in which `there` is the person who is really to be seen."""

    def __init__(self, there: Pose | None) -> None:
        self.there = there
        self.models: list[Stubborn] = []
        self.looks = 0
        self._tracker = FreshStart(self._new_model, self._new_looker)
        self._frame = 0

    def _new_model(self) -> Stubborn:
        self.models.append(Stubborn(self.there))
        return self.models[-1]

    def _new_looker(self) -> Stubborn:
        scene = self

        class Looker(Stubborn):
            def detect(self, rgb: np.ndarray, time_ms: int = 0) -> list[Pose]:
                scene.looks += 1
                return [] if scene.there is None else [scene.there]

        return Looker(None)

    def show(self, *, may_be_cut: bool = False, frames: int = 1) -> float | None:
        pose = None
        for _ in range(frames):
            time_s = self._frame / 10
            pose = self._tracker.detect(
                np.zeros((4, 4, 3), np.uint8), time_s, 100 * self._frame, may_be_cut=may_be_cut
            )
            self._frame += 1
        return None if pose is None else float(pose.xy_px[:, 0].mean())


def test_without_a_cut_nobody_looks_afresh() -> None:
    scene = Scene(HERE)
    scene.show(frames=3)
    scene.there = THERE
    assert scene.show(frames=20) == pytest.approx(150, abs=5)
    assert scene.looks == 0


def test_at_a_cut_to_somebody_else_tracking_begins_anew() -> None:
    scene = Scene(HERE)
    scene.show(frames=3)
    scene.there = THERE
    assert scene.show(may_be_cut=True) == pytest.approx(450, abs=5)
    assert [model.closed for model in scene.models] == [True, False]
    assert scene.show(frames=20) == pytest.approx(450, abs=5)


def test_where_both_agree_the_running_tracker_goes_on() -> None:
    scene = Scene(HERE)
    scene.show(frames=3)
    scene.show(may_be_cut=True)
    scene.show(frames=20)
    assert len(scene.models) == 1


def test_a_look_that_finds_nobody_proves_nothing_and_is_repeated() -> None:
    scene = Scene(HERE)
    scene.show(frames=3)
    scene.there = None
    assert scene.show(may_be_cut=True) == pytest.approx(150, abs=5)
    scene.there = THERE
    assert scene.show(frames=2) == pytest.approx(150, abs=5)
    assert scene.show() == pytest.approx(450, abs=5)


def test_somebody_in_the_same_place_seen_from_the_other_side_is_another() -> None:
    def seen_from(side: str) -> Pose:
        visibility = np.full(33, 0.5)
        visibility[[landmark_of(joint, side) for joint in SIDED_JOINTS]] = 0.99
        return replace(HERE, visibility=visibility)

    assert is_same_body(seen_from("left"), seen_from("left"))
    assert not is_same_body(seen_from("left"), seen_from("right"))


def test_crossed_legs_are_the_same_body() -> None:
    crossed = HERE.xy_px.copy()
    legs = [landmark_of("ankle", "left"), landmark_of("ankle", "right")]
    crossed[legs, 0] += 200
    assert is_same_body(HERE, replace(HERE, xy_px=crossed))
    assert not is_same_body(HERE, replace(HERE, xy_px=HERE.xy_px + 100))
