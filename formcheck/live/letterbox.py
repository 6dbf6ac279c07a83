"""A picture of one shape inside a window of another."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Size = tuple[int, int]


def place_within(picture: NDArray[np.uint8], size_px: Size) -> NDArray[np.uint8]:
    """Return the picture enlarged or shrunk onto a black ground, its shape kept.

    Parameters
    ----------
    picture : (H, W, 3) uint8
    size_px : (width, height)

    Returns
    -------
    (height, width, 3) uint8
        The picture itself if it has that size.
    """
    shape = picture.shape[1], picture.shape[0]
    if shape == size_px:
        return picture
    left, top, width, height = _inner(shape, size_px)
    canvas = np.zeros((size_px[1], size_px[0], 3), np.uint8)
    method = cv2.INTER_AREA if width < shape[0] else cv2.INTER_LINEAR
    canvas[top : top + height, left : left + width] = cv2.resize(
        picture, (width, height), interpolation=method
    )
    return canvas


def to_picture(
    point: tuple[float, float], picture_px: Size, window_px: Size
) -> tuple[float, float]:
    """Return the point of the picture that is seen at a point of the window."""
    left, top, width, height = _inner(picture_px, window_px)
    return (
        (point[0] - left) * picture_px[0] / width,
        (point[1] - top) * picture_px[1] / height,
    )


def _inner(picture_px: Size, window_px: Size) -> tuple[int, int, int, int]:
    scale = min(window_px[0] / picture_px[0], window_px[1] / picture_px[1])
    width = min(window_px[0], max(1, round(picture_px[0] * scale)))
    height = min(window_px[1], max(1, round(picture_px[1] * scale)))
    return (window_px[0] - width) // 2, (window_px[1] - height) // 2, width, height
