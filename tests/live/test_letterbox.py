from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.live.letterbox import place_within, to_picture

_SIDES = st.integers(8, 900)


def test_a_picture_of_the_right_size_is_not_copied() -> None:
    picture = np.ones((20, 30, 3), np.uint8)
    assert place_within(picture, (30, 20)) is picture


@given(st.tuples(_SIDES, _SIDES), st.tuples(_SIDES, _SIDES))
def test_the_shape_is_kept_in_any_window(
    picture_px: tuple[int, int], window_px: tuple[int, int]
) -> None:
    picture = np.full((picture_px[1], picture_px[0], 3), 255, np.uint8)
    placed = place_within(picture, window_px)
    assert placed.shape == (window_px[1], window_px[0], 3)
    lit = placed[..., 0] == 255
    width, height = int(lit.any(axis=0).sum()), int(lit.any(axis=1).sum())
    assert width == window_px[0] or height == window_px[1]
    assert abs(width * picture_px[1] - height * picture_px[0]) <= max(picture_px)
    corners = [to_picture(at, picture_px, window_px) for at in ((0, 0), window_px)]
    assert corners[0][0] <= 0
    assert corners[0][1] <= 0
    assert corners[1][0] >= picture_px[0] - 0.001
    assert corners[1][1] >= picture_px[1] - 0.001


def test_the_middle_stays_the_middle() -> None:
    assert to_picture((320, 360), (640, 360), (640, 720)) == pytest.approx((320, 180))
