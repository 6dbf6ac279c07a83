"""The mirrored picture."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.drawing.palette import BONE, SEVERITY, Box
from formcheck.live.screens.live_view import LiveView, draw_mirrored
from formcheck.pose.landmarks import Landmark


def _scene(width: int = 400, height: int = 300) -> np.ndarray:
    return np.zeros((height, width, 3), np.uint8)


def _one_bone(side: str = "LEFT") -> np.ndarray:
    xy_px = np.full((33, 2), np.nan)
    xy_px[Landmark[f"{side}_HIP"]] = 40, 100
    xy_px[Landmark[f"{side}_KNEE"]] = 40, 200
    return xy_px


@pytest.mark.parametrize("size", [(400, 300), (640, 480), (200, 150)])
def test_what_is_left_before_the_camera_is_right_in_the_mirror(size: tuple[int, int]) -> None:
    rgb = _scene(*size)
    rgb[:, : size[0] // 4] = 255
    scene = _scene()
    draw_mirrored(scene, LiveView(rgb), Box(0, 0, 400, 300), 1.0)
    assert scene[:, 310:].min() == 255
    assert scene[:, :290].max() == 0


def test_bones_lie_on_the_mirrored_body() -> None:
    scene = _scene()
    draw_mirrored(scene, LiveView(_scene(), _one_bone(), "left"), Box(0, 0, 400, 300), 1.0)
    assert tuple(scene[150, 359]) == BONE
    assert scene[:, :340].max() == 0


def test_a_problem_changes_the_colour_of_the_bones() -> None:
    scene = _scene()
    view = LiveView(_scene(), _one_bone(), "left", problem=True)
    draw_mirrored(scene, view, Box(0, 0, 400, 300), 1.0)
    assert tuple(scene[150, 359]) == SEVERITY[1]


def test_only_the_near_side_is_drawn_and_both_while_it_is_unknown() -> None:
    for near_side, seen in (("left", False), ("right", True), (None, True)):
        scene = _scene()
        view = LiveView(_scene(), _one_bone("RIGHT"), near_side)  # type: ignore[arg-type]
        draw_mirrored(scene, view, Box(0, 0, 400, 300), 1.0)
        assert bool(scene.any()) == seen


def test_nobody_and_unseen_landmarks_draw_nothing() -> None:
    for xy_px in (None, np.full((33, 2), np.nan)):
        scene = _scene()
        draw_mirrored(scene, LiveView(_scene(), xy_px, "left"), Box(0, 0, 400, 300), 1.0)
        assert not scene.any()


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (480, 640)])
def test_the_whole_picture_is_shown_in_its_own_shape(size: tuple[int, int]) -> None:
    scene, rgb = _scene(), np.full((size[1], size[0], 3), 200, np.uint8)
    place = draw_mirrored(scene, LiveView(rgb), Box(20, 10, 380, 290), 1.0)
    assert place.width / place.height == pytest.approx(size[0] / size[1], rel=0.01)
    lit = np.argwhere(scene[..., 0] == 200)
    assert lit.min(axis=0).tolist() == [place.top, place.left]
    assert (lit.max(axis=0) + 1).tolist() == [place.bottom, place.right]
    assert place.width == 360 or place.height == 280
