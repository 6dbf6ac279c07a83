from __future__ import annotations

import struct
from fractions import Fraction

import numpy as np
import pytest

from formcheck.video.geometry import Orientation, display_size, limited_size

ONE = 1 << 16
PICTURE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)


def matrix(a: int, b: int, c: int, d: int) -> bytes:
    return struct.pack("=9i", a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("stored", "clockwise_deg", "mirrored"),
    [
        (matrix(1, 0, 0, 1), 0, False),
        (matrix(0, 1, -1, 0), 90, False),
        (matrix(-1, 0, 0, -1), 180, False),
        (matrix(0, -1, 1, 0), 270, False),
        (matrix(-1, 0, 0, 1), 0, True),
        (matrix(1, 0, 0, -1), 180, True),
    ],
)
def test_display_matrix(stored: bytes, clockwise_deg: int, mirrored: bool) -> None:
    assert Orientation.from_display_matrix(stored) == Orientation(clockwise_deg, mirrored)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (Orientation(0), PICTURE),
        (Orientation(90), np.rot90(PICTURE, -1)),
        (Orientation(180), PICTURE[::-1, ::-1]),
        (Orientation(270), np.rot90(PICTURE, 1)),
        (Orientation(0, mirrored=True), PICTURE[:, ::-1]),
        (Orientation(180, mirrored=True), PICTURE[::-1]),
    ],
)
def test_apply_turns_whole_pixels(orientation: Orientation, expected: np.ndarray) -> None:
    upright = orientation.apply(PICTURE)
    np.testing.assert_array_equal(upright, expected)
    assert upright.flags.c_contiguous


def test_wide_pixels_widen_the_picture() -> None:
    assert display_size(720, 576, Fraction(16, 15)) == (768, 576)
    assert display_size(720, 576, None) == (720, 576)


@pytest.mark.parametrize(
    ("size_px", "expected_px"),
    [((3840, 2160), (1280, 720)), ((1080, 1920), (720, 1280)), ((641, 479), (641, 479))],
)
def test_size_limit_keeps_the_shape(size_px: tuple[int, int], expected_px: tuple[int, int]) -> None:
    assert limited_size(*size_px, max_side_px=1280) == expected_px
