from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose.picture_change import picture_change, small_grey


def plain(level: int, size: tuple[int, int] = (480, 640)) -> np.ndarray:
    return np.full((*size, 3), level, np.uint8)


def test_copy_is_small_and_scaled_to_one() -> None:
    grey = small_grey(plain(255))
    assert grey.shape == (24, 32)
    np.testing.assert_allclose(grey, 1.0)


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 3), (49, 63), (720, 1280), (1280, 720)])
def test_any_size_works(size: tuple[int, int]) -> None:
    grey = small_grey(plain(51, size))
    assert grey.size > 0
    np.testing.assert_allclose(grey, 0.2, atol=1e-6)


def test_first_picture_has_no_change() -> None:
    assert picture_change(None, small_grey(plain(100))) == 0.0


def test_cut_from_black_to_white_is_one() -> None:
    assert picture_change(small_grey(plain(0)), small_grey(plain(255))) == pytest.approx(1.0)


def test_noise_hardly_counts() -> None:
    noise = np.random.default_rng(0).integers(-10, 10, (2, 480, 640, 3))
    before, now = (small_grey((plain(128) + each).astype(np.uint8)) for each in noise)
    assert picture_change(before, now) < 0.02
