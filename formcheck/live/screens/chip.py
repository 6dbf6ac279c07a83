"""A few words on a dark ground, in an upper corner of the picture."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import QUIET_TEXT, Box, Colour
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.text import MEDIUM
from formcheck.live.screens.fitting import LINE_SHARE, fit_text
from formcheck.live.screens.lettering import write_fitted
from formcheck.live.screens.style import NIGHT


def draw_chip(
    scene: NDArray[np.uint8],
    text: str,
    box: Box,
    size_px: int,
    colour: Colour,
    side: Literal["left", "right"],
    *,
    most_lines: int = 2,
    most_width: float = 0.32,
) -> None:
    """Draw a few words in an upper corner of a box, over at most a share of its width."""
    pad = round(size_px * 0.5)
    words = fit_text(
        text,
        max(1, round(box.width * most_width) - 2 * pad),
        round(size_px * LINE_SHARE * most_lines),
        size_px,
        round(size_px * 0.7),
        MEDIUM,
    )
    across, down = words.width_px + 2 * pad, words.height_px + pad
    left = box.left if side == "left" else box.right - across
    place = Box(left, box.top, left + across, box.top + down)
    draw_card(scene, place, size_px * 0.4, NIGHT)
    inner = Box(place.left + pad, place.top, place.right - pad, place.bottom)
    write_fitted(scene, words, inner, colour, MEDIUM, place="middle")


def draw_notice(
    scene: NDArray[np.uint8], text: str, box: Box, size_px: int, *, beside_chip: bool
) -> None:
    """Draw a sentence in the upper right corner of a box, not over a chip in the left one."""
    width = 0.6 if beside_chip else 0.9
    draw_chip(scene, text, box, size_px, QUIET_TEXT, "right", most_lines=3, most_width=width)
