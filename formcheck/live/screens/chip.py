"""A few words on a dark ground, in an upper corner of the picture."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.live.screens.fitting import fit_text
from formcheck.live.screens.lettering import write_fitted
from formcheck.live.screens.style import NIGHT
from formcheck.report.layout import Box
from formcheck.report.palette import Colour
from formcheck.report.shapes import draw_card
from formcheck.report.text import MEDIUM


def draw_chip(
    scene: NDArray[np.uint8],
    text: str,
    box: Box,
    size_px: int,
    colour: Colour,
    side: Literal["left", "right"],
) -> None:
    """Draw a few words in an upper corner of a box, over at most a third of its width."""
    pad = round(size_px * 0.5)
    words = fit_text(
        text,
        max(1, round(box.width * 0.32) - 2 * pad),
        size_px * 2,
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
