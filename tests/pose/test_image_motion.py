"""Watching thigh, pelvis and chest in pictures of a painted person."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.pose.image_layout import COLUMNS, KEPT, PATCHES, SHIFT_X, SHIFT_Y, THREAD, TURN
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.landmarks import LANDMARK_COUNT, landmark_of
from formcheck.pose.pose import Pose

WIDTH, HEIGHT = 640, 480
JOINTS = {
    "ear": (110, 330),
    "shoulder": (180, 340),
    "elbow": (120, 370),
    "wrist": (90, 300),
    "hip": (330, 345),
    "knee": (400, 230),
    "ankle": (450, 350),
}


def lying_pose(**moved: tuple[float, float]) -> Pose:
    xy = np.tile(np.array([110.0, 330.0]), (LANDMARK_COUNT, 1))
    visibility = np.full(LANDMARK_COUNT, 0.9)
    for joint, place in (JOINTS | moved).items():
        for side in ("left", "right"):
            xy[landmark_of(joint, side)] = place
        visibility[landmark_of(joint, "left")] = 0.4
    return Pose(xy, visibility, visibility, np.zeros((LANDMARK_COUNT, 3)))


def room(seed: int = 0) -> Pixels:
    random = np.random.default_rng(seed)
    rough = random.normal(size=(HEIGHT, WIDTH, 3)).astype(np.float32)
    return np.clip(128 + 300 * cv2.GaussianBlur(rough, (0, 0), 2.5), 0, 255).astype(np.uint8)


def paint_shifted(place: tuple[int, int], shift: tuple[float, float], radius: int = 60) -> Pixels:
    """Return the room with what is around a place moved."""
    x, y = place
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], dtype=np.float64)
    picture = room()
    shifted = cv2.warpAffine(picture, matrix, (WIDTH, HEIGHT))
    inside = (slice(y - radius, y + radius), slice(x - radius, x + radius))
    picture[inside] = shifted[inside]
    return picture


def watch(pictures: list[Pixels], poses: list[Pose | None], step_s: float = 0.1) -> np.ndarray:
    watcher = ImageMotionWatcher()
    return np.stack(
        [
            watcher.watch(picture, step_s * index, pose)
            for index, (picture, pose) in enumerate(zip(pictures, poses, strict=True))
        ]
    )


def test_a_patch_that_moves_is_told_from_those_that_do_not() -> None:
    seen = watch([room(), paint_shifted((332, 345), (-3.0, -2.0))], [lying_pose()] * 2)
    pelvis, chest = PATCHES.index("pelvis"), PATCHES.index("chest")
    assert seen.shape == (2, len(PATCHES), COLUMNS)
    np.testing.assert_allclose(seen[1, pelvis, [SHIFT_X, SHIFT_Y]], (-3.0, -2.0), atol=0.3)
    np.testing.assert_allclose(seen[1, chest, [SHIFT_X, SHIFT_Y]], 0.0, atol=0.1)
    np.testing.assert_array_equal(seen[..., THREAD], 0)
    assert (seen[..., KEPT] > 0.5).all()


def test_a_camera_that_shakes_moves_nothing() -> None:
    shaken = np.roll(room(), (4, -5), axis=(0, 1))
    seen = watch([room(), shaken], [lying_pose()] * 2)
    np.testing.assert_allclose(seen[1, :, [SHIFT_X, SHIFT_Y, TURN]], 0.0, atol=0.2)


@pytest.mark.parametrize(
    "pose",
    [
        None,
        lying_pose(knee=(470, 360), ankle=(600, 365)),
        lying_pose(shoulder=(330, 180), ear=(330, 140)),
    ],
    ids=["nobody", "legs straight", "sitting"],
)
def test_nothing_is_measured_out_of_hook_lying(pose: Pose | None) -> None:
    assert np.isnan(watch([room()] * 2, [pose] * 2)).all()


def test_not_every_frame_is_looked_at() -> None:
    seen = watch([room()] * 6, [lying_pose()] * 6, step_s=1 / 30)
    looked = np.isfinite(seen[:, 0, SHIFT_X])
    assert looked.tolist() == [True, False, True, False, True, False]


def test_shifts_are_in_pixels_of_the_frame() -> None:
    def doubled(picture: Pixels) -> Pixels:
        return np.asarray(cv2.resize(picture, (2 * WIDTH, 2 * HEIGHT)), dtype=np.uint8)

    large = [doubled(room()), doubled(paint_shifted((332, 345), (-3.0, 0.0)))]
    seen = watch(large, [lying_pose().scaled(2.0)] * 2)
    pelvis = PATCHES.index("pelvis")
    np.testing.assert_allclose(seen[1, pelvis, [SHIFT_X, SHIFT_Y]], (-6.0, 0.0), atol=0.6)
