from __future__ import annotations

import pytest

from formcheck.pose.following import MEMORY_S, Follower
from formcheck.pose.people import PeopleFinder
from formcheck.pose.pose import Pose
from tests.support.poses import BlockLandmarker, picture_of, standing_pose


def large(x_px: float = 150) -> Pose:
    return standing_pose(x_px, 460, 400)


def small(x_px: float = 450) -> Pose:
    return standing_pose(x_px, 400, 250)


class Scene:
    """Shows pictures at ten frames a second and tells where the followed person stands."""

    def __init__(self) -> None:
        self.models: list[BlockLandmarker] = []
        self._follower = Follower(self._new_model, PeopleFinder(BlockLandmarker()))
        self._frame = 0

    def _new_model(self) -> BlockLandmarker:
        self.models.append(BlockLandmarker(follows=True))
        return self.models[-1]

    def show(self, *people: Pose, frames: int = 1) -> float | None:
        """Show a picture; the first person is the one that the model likes best."""
        pose = None
        for _ in range(frames):
            time_s = self._frame / 10
            pose = self._follower.detect(picture_of(list(people)), time_s, round(time_s * 1000))
            self._frame += 1
        return None if pose is None else float(pose.xy_px[:, 0].mean())


def test_largest_is_followed_though_the_model_prefers_another() -> None:
    scene = Scene()
    assert scene.show(small(), large()) == pytest.approx(150, abs=5)
    assert scene.show(small(), large(), frames=5) == pytest.approx(150, abs=5)


def test_growing_larger_later_changes_nothing() -> None:
    scene = Scene()
    scene.show(large(), small())
    assert scene.show(large(), standing_pose(450, 475, 460), frames=3) == pytest.approx(150, abs=5)


def test_movement_is_followed() -> None:
    scene = Scene()
    for x_px in range(150, 300, 10):
        assert scene.show(small(), large(x_px)) == pytest.approx(x_px, abs=5)


def test_nobody_is_nobody() -> None:
    scene = Scene()
    assert scene.show() is None
    assert scene.show(large()) == pytest.approx(150, abs=5)


def test_other_person_is_not_taken_for_one_who_left() -> None:
    scene = Scene()
    scene.show(large(), small(), frames=3)
    assert scene.show(small(), frames=5) is None


def test_person_who_returns_soon_is_taken_up_again() -> None:
    scene = Scene()
    scene.show(large(), small(), frames=3)
    scene.show(small(), frames=5)
    assert scene.show(small(), large(170)) == pytest.approx(170, abs=5)


def test_somebody_else_is_followed_after_a_while() -> None:
    scene = Scene()
    scene.show(large(), small(), frames=3)
    assert scene.show(small(), frames=int(MEMORY_S * 10) + 2) == pytest.approx(450, abs=5)


def test_replaced_models_are_closed() -> None:
    scene = Scene()
    scene.show(small(), large())
    scene._follower.close()
    assert len(scene.models) == 2
    assert all(model.closed for model in scene.models)
