"""The hold clock: a ring that fills, and the seconds that are left."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import GOOD, QUIET_TEXT, RAISED, TEXT, Box
from formcheck.drawing.shapes import draw_icon, draw_ring
from formcheck.drawing.text import BOLD
from formcheck.judge.scored import Phase
from formcheck.live.screens.fitting import measure_px
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer
from formcheck.live.screens.style import share_of

# The voice says "one" until the last second is over, not a frame longer.
_SLACK_S = 0.05


def draw_hold_ring(
    scene: NDArray[np.uint8], phase: Phase, hold_s: float, target_s: float, box: Box
) -> None:
    """Draw the ring into the middle of a box.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    phase : str
        Outside ``hold`` and ``return`` the ring is empty, and tells how long to hold.
    hold_s, target_s : float
        Held so far, and wanted.
    box : Box
    """
    side = min(box.width, box.height)
    centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    held_s = hold_s if phase in ("hold", "return") and math.isfinite(hold_s) else 0.0
    width = 0.12 * side
    share = share_of(held_s / target_s)
    draw_ring(scene, centre, (side - width) / 2 - 1, width, share, (RAISED, GOOD))
    if share >= 1.0:
        draw_icon(scene, "tick", centre, side * 0.5, GOOD)
        return
    words = f"{max(0, math.ceil(target_s - held_s - _SLACK_S))}"
    size = round(min(0.5 * side, 0.6 * side / (measure_px(words, 100, BOLD) / 100)))
    at = centre[0], centre[1] + 0.5 * CAPITAL_SHARE * size
    ink = TEXT if phase == "hold" else QUIET_TEXT
    renderer().draw(scene, words, at, size, ink, BOLD, align="centre")
