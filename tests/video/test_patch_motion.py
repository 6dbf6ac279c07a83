"""Following a patch of the picture to a tenth of a pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.video.patch_motion import LONGEST_SIDE_PX, Anchor, draw_capsules, halve, to_grey


def texture(seed: int = 0, size: int = 200) -> Pixels:
    random = np.random.default_rng(seed)
    rough = random.normal(size=(size, size)).astype(np.float32)
    smooth = cv2.GaussianBlur(rough, (0, 0), 3.0)
    return np.clip(128 + 400 * smooth, 0, 255).astype(np.uint8)


def moved(grey: Pixels, shift: tuple[float, float], turn_deg: float = 0.0) -> Pixels:
    centre = (grey.shape[1] / 2, grey.shape[0] / 2)
    # OpenCV turns against the clock for positive angles.
    matrix = cv2.getRotationMatrix2D(centre, -turn_deg, 1.0)
    matrix[:, 2] += shift
    return np.asarray(cv2.warpAffine(grey, matrix, grey.shape[::-1]), dtype=np.uint8)


def middle() -> Pixels:
    mask = np.zeros((200, 200), dtype=np.uint8)
    mask[70:130, 70:130] = 255
    return mask


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.4, -0.3), (3.6, 2.2), (-6.0, 1.5)])
@pytest.mark.parametrize("turn_deg", [0.0, 1.5, -3.0])
def test_shift_and_turn_are_found(shift: tuple[float, float], turn_deg: float) -> None:
    anchor = Anchor.drop(texture(), middle(), 20.0)
    assert anchor is not None
    motion = anchor.follow(moved(texture(), shift, turn_deg))
    assert motion is not None
    assert motion.turn_deg == pytest.approx(turn_deg, abs=0.15)
    np.testing.assert_allclose(motion.shift_at(np.array([100.0, 100.0])), shift, atol=0.1)
    assert motion.kept_share > 0.8


def test_sensor_noise_hardly_matters() -> None:
    random = np.random.default_rng(1)
    noisy = [
        np.clip(picture + random.normal(0, 4, picture.shape), 0, 255).astype(np.uint8)
        for picture in (texture(), moved(texture(), (1.0, -1.0)))
    ]
    anchor = Anchor.drop(noisy[0], middle(), 20.0)
    assert anchor is not None
    motion = anchor.follow(noisy[1])
    assert motion is not None
    np.testing.assert_allclose(motion.shift_at(anchor.centre_px), (1.0, -1.0), atol=0.2)


def test_a_picture_without_texture_gives_no_anchor() -> None:
    assert Anchor.drop(np.full((200, 200), 90, np.uint8), middle(), 20.0) is None
    assert Anchor.drop(texture(), np.zeros((200, 200), np.uint8), 20.0) is None


def test_something_else_in_front_is_not_followed() -> None:
    anchor = Anchor.drop(texture(0), middle(), 20.0)
    assert anchor is not None
    assert anchor.follow(texture(7)) is None
    # It is found again when it is back.
    assert anchor.follow(texture(0)) is not None


def test_a_patch_at_the_edge_of_the_picture() -> None:
    mask = np.zeros((200, 200), dtype=np.uint8)
    mask[:40, :40] = 255
    anchor = Anchor.drop(texture(), mask, 30.0)
    assert anchor is not None
    motion = anchor.follow(moved(texture(), (2.0, 2.0)))
    assert motion is not None
    np.testing.assert_allclose(motion.shift_at(anchor.centre_px), (2.0, 2.0), atol=0.15)


def test_grey_pictures_are_small() -> None:
    grey, scale = to_grey(np.zeros((720, 1280, 3), np.uint8))
    assert grey.shape == (360, LONGEST_SIDE_PX)
    assert scale == 0.5
    grey, scale = to_grey(np.zeros((480, 320, 3), np.uint8))
    assert (grey.shape, scale) == ((480, 320), 1.0)
    assert halve(grey).shape == (240, 160)


def test_capsules_without_what_covers_them() -> None:
    line = (np.array([20.0, 50.0]), np.array([80.0, 50.0]), 10.0)
    across = (np.array([50.0, 20.0]), np.array([50.0, 80.0]), 5.0)
    mask = draw_capsules((100, 100), [line], [across])
    assert mask[50, 30] == 255
    assert mask[50, 50] == 0
    assert mask[80, 30] == 0
