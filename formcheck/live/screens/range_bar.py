"""How far the movement goes, and the mark to reach."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import ANGLE, GOOD, QUIET_TEXT, RAISED, TEXT, Box
from formcheck.drawing.text import MEDIUM
from formcheck.live.screens.fitting import fit_text
from formcheck.live.screens.lettering import write_fitted
from formcheck.live.screens.pill import draw_pill
from formcheck.live.screens.style import NIGHT, share_of

#: Where the target stands on the bar.
TARGET_SHARE = 0.8


def draw_range_bar(
    scene: NDArray[np.uint8], reach: float, caption: str, box: Box, size_px: int
) -> None:
    """Draw a bar that fills towards a mark.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    reach : float
        0 at rest, 1 at the target; more than the bar holds fills it.
    caption : str
    box : Box
    size_px : int
        Of the caption.
    """
    taken = 0
    if caption:
        words = fit_text(
            caption, round(box.width * 0.3), box.height, size_px, round(size_px * 0.6), MEDIUM
        )
        write_fitted(scene, words, box, QUIET_TEXT, MEDIUM, place="middle")
        taken = words.width_px + round(size_px * 0.6)
    edge = round(box.height * 0.16)
    bar = Box(box.left + taken, box.top + edge, box.right, box.bottom - edge)
    draw_pill(scene, bar, RAISED)
    share = share_of(reach * TARGET_SHARE)
    if share > 0:
        filled = max(bar.height, round(share * bar.width))
        colour = GOOD if reach >= 1 else ANGLE
        draw_pill(scene, Box(bar.left, bar.top, bar.left + filled, bar.bottom), colour)
    _draw_mark(scene, bar.left + round(TARGET_SHARE * bar.width), box)


def _draw_mark(scene: NDArray[np.uint8], x: int, box: Box) -> None:
    """Draw the target as a bright upright that stands out of the bar, with a dark rim."""
    half = max(2, round(box.height * 0.1))
    rim = max(1, round(box.height * 0.06))
    draw_pill(scene, Box(x - half - rim, box.top, x + half + rim, box.bottom), NIGHT)
    draw_pill(scene, Box(x - half, box.top, x + half, box.bottom), TEXT)
