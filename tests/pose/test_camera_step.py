"""The picture's shift is found when the camera moves, and only then."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose.camera_step import CameraWatch

HEIGHT, WIDTH = 480, 640


def room(seed: int = 1) -> NDArray[np.uint8]:
    """Return a picture with structure at many sizes, larger than the frame."""
    random = np.random.default_rng(seed)
    picture = np.zeros((HEIGHT + 100, WIDTH + 100))
    for cells in (8, 24, 72):
        coarse = random.uniform(0, 80, (cells, cells))
        rows = np.linspace(0, cells - 1, picture.shape[0]).astype(int)
        columns = np.linspace(0, cells - 1, picture.shape[1]).astype(int)
        picture += coarse[np.ix_(rows, columns)]
    return np.repeat(picture[..., None], 3, axis=2).astype(np.uint8)


def view(picture: NDArray[np.uint8], right: int = 0, down: int = 0) -> NDArray[np.uint8]:
    """Return the frame after everything in it has moved."""
    return picture[50 - down : 50 - down + HEIGHT, 50 - right : 50 - right + WIDTH]


@pytest.mark.parametrize("shift", [(12, 0), (0, -20), (-16, 8), (5, 6)])
def test_the_shift_is_found(shift: tuple[int, int]) -> None:
    watch, picture = CameraWatch(), room()
    assert watch.step_px(view(picture)) == (0.0, 0.0)
    assert watch.step_px(view(picture, *shift)) == pytest.approx(shift, abs=1.5)


def test_a_still_camera_has_no_shift() -> None:
    watch, picture = CameraWatch(), room()
    noise = np.random.default_rng(2)
    for _ in range(4):
        frame = view(picture).astype(int) + noise.integers(-2, 3, (HEIGHT, WIDTH, 1))
        assert watch.step_px(np.clip(frame, 0, 255).astype(np.uint8)) == (0.0, 0.0)


def test_something_that_moves_in_a_still_room_is_no_shift() -> None:
    watch, picture = CameraWatch(), room()
    body = room(5)[:160, :260]
    for right in (100, 112, 124):
        frame = view(picture).copy()
        frame[200:360, right : right + 260] = body
        assert watch.step_px(frame) == pytest.approx((0.0, 0.0), abs=1.0)


def test_a_cut_is_no_shift() -> None:
    watch = CameraWatch()
    watch.step_px(view(room(1)))
    assert watch.step_px(view(room(9))) == (0.0, 0.0)
