"""Bars with round ends."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box, Colour


def draw_pill(scene: NDArray[np.uint8], box: Box, colour: Colour) -> None:
    """Fill a box with half-round short sides; one taller than wide is filled as a circle is."""
    thickness = max(1, min(box.width, box.height))
    middle_x, middle_y = (box.left + box.right) * 8, (box.top + box.bottom) * 8
    along = max(0, box.width - thickness) * 8
    down = max(0, box.height - thickness) * 8
    cv2.line(
        scene,
        (middle_x - along, middle_y - down),
        (middle_x + along, middle_y + down),
        colour,
        thickness,
        cv2.LINE_AA,
        4,
    )
