"""A line around a box that closes as something gets done."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box, Colour
from formcheck.live.screens.style import share_of


def draw_progress_line(
    scene: NDArray[np.uint8],
    box: Box,
    width_px: float,
    share: float,
    colours: tuple[Colour, Colour],
) -> None:
    """Draw the outline of a box with round ends, filled clockwise from the top.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    box : Box
        Middle of the line; a square gives a ring.
    width_px : float
    share : float
        Filled part, 0 to 1.
    colours : (ground, filled)
    """
    outline, done = _outline(box), share_of(share)
    width = max(2, round(width_px))
    cv2.polylines(scene, [_fixed(outline)], True, colours[0], width, cv2.LINE_AA, 4)
    if done > 0:
        cv2.polylines(
            scene,
            [_fixed(_start_of(outline, done))],
            done >= 1,
            colours[1],
            width,
            cv2.LINE_AA,
            4,
        )


def _outline(box: Box) -> NDArray[np.float64]:
    """Return points along the line, clockwise from the middle of the top."""
    radius = min(box.width, box.height) / 2
    centres = (
        (box.right - radius, box.top + radius, -90.0),
        (box.right - radius, box.bottom - radius, 0.0),
        (box.left + radius, box.bottom - radius, 90.0),
        (box.left + radius, box.top + radius, 180.0),
    )
    points = [((box.left + box.right) / 2, float(box.top))]
    for x, y, first_deg in centres:
        for step in range(19):
            angle = math.radians(first_deg + 5.0 * step)
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return np.asarray(points)


def _start_of(outline: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Return the first part of a closed line."""
    closed = np.vstack([outline, outline[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    end = share * along[-1]
    kept = closed[along < end]
    last = [np.interp(end, along, closed[:, axis]) for axis in (0, 1)]
    return np.vstack([kept, last])


def _fixed(points: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(points * 16).astype(np.int32)
