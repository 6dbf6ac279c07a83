"""Icons, cards and strips, drawn smoothly."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from formcheck.arrays import Float32Array, FloatArray, Int32Array, Pixels
from formcheck.drawing.palette import Box, Colour, Icon
from formcheck.drawing.skeleton import SUBPIXEL_BITS, draw_lines, to_subpixel
from formcheck.drawing.text import blend

# Shapes are drawn this much larger and shrunk: clean edges at any size.
_OVERSAMPLING = 8


def draw_icon(
    scene: Pixels, icon: Icon, at: tuple[float, float], size_px: float, colour: Colour
) -> None:
    """Draw an icon with its middle at ``at`` (x, y)."""
    coverage = _icon_coverage(icon, max(8, round(size_px)))
    left, top = round(at[0] - coverage.shape[1] / 2), round(at[1] - coverage.shape[0] / 2)
    blend(scene, coverage, left, top, colour)


def draw_card(scene: Pixels, box: Box, radius_px: float, colour: Colour) -> None:
    """Fill a rectangle with rounded corners."""
    radius = round(min(radius_px, box.width / 2, box.height / 2))
    left, top, right, bottom = box.left, box.top, box.right - 1, box.bottom - 1
    cv2.rectangle(scene, (left + radius, top), (right - radius, bottom), colour, -1)
    cv2.rectangle(scene, (left, top + radius), (right, bottom - radius), colour, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(scene, (x, y), radius, colour, -1, cv2.LINE_AA)


def draw_ring(
    scene: Pixels,
    centre: tuple[float, float],
    radius_px: float,
    width_px: float,
    share: float,
    colours: tuple[Colour, Colour],
) -> None:
    """Draw a ring filled clockwise from the top.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    centre : (x, y)
    radius_px, width_px : float
    share : float
        Filled part, 0 to 1.
    colours : (ground, filled)
    """
    width = max(2, round(width_px))
    x, y = to_subpixel(np.asarray(centre))
    radius = round(radius_px * (1 << SUBPIXEL_BITS))
    cv2.circle(scene, (int(x), int(y)), radius, colours[0], width, cv2.LINE_AA, SUBPIXEL_BITS)
    if share > 0:
        angles = np.linspace(0.0, 2 * np.pi * min(share, 1.0), 72)
        points = np.stack([np.sin(angles), -np.cos(angles)], axis=1) * radius_px + centre
        draw_lines(scene, [to_subpixel(points)], colours[1], width)


@lru_cache(maxsize=64)
def _icon_coverage(icon: Icon, size_px: int) -> Float32Array:
    side = size_px * _OVERSAMPLING
    ink = np.zeros((side, side), np.uint8)
    _ground(icon, ink)
    _sign(icon, ink)
    small = cv2.resize(ink, (size_px, size_px), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / 255.0


def _ground(icon: Icon, ink: Pixels) -> None:
    side = ink.shape[0]
    if icon == "warning":
        corners = np.array([[0.5, 0.09], [0.95, 0.89], [0.05, 0.89]])
        cv2.fillPoly(ink, [_pixels(corners, side)], 255)
        cv2.polylines(ink, [_pixels(corners, side)], True, 255, round(side * 0.08))
    elif icon == "stop":
        angles = np.pi / 8 + np.arange(8) * np.pi / 4
        corners = 0.5 + 0.49 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        cv2.fillPoly(ink, [_pixels(corners, side)], 255)
    else:
        cv2.circle(ink, (side // 2, side // 2), round(side * 0.47), 255, -1)


def _sign(icon: Icon, ink: Pixels) -> None:
    """Cut the sign out of the ground."""
    side = ink.shape[0]
    width = round(side * 0.12)
    if icon == "tick":
        line = _pixels(np.array([[0.27, 0.52], [0.43, 0.68], [0.74, 0.34]]), side)
    elif icon == "dash":
        line = _pixels(np.array([[0.3, 0.5], [0.7, 0.5]]), side)
    else:
        # Triangles carry their sign lower than circles and octagons.
        upright, dot = ([0.40, 0.60], 0.76) if icon == "warning" else ([0.24, 0.56], 0.75)
        if icon == "info":
            upright, dot = [0.46, 0.76], 0.27
        line = _pixels(np.array([[0.5, upright[0]], [0.5, upright[1]]]), side)
        cv2.circle(ink, (side // 2, round(side * dot)), round(side * 0.075), 0, -1)
    cv2.polylines(ink, [line], False, 0, width)


def _pixels(shares: FloatArray, side: int) -> Int32Array:
    return np.rint(shares * side).astype(np.int32)
