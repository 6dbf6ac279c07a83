"""The one sentence of the moment, on a ground of its tone's colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import RAISED, TEXT, Box
from formcheck.drawing.shapes import draw_card, draw_icon
from formcheck.drawing.text import MEDIUM
from formcheck.live.screens.fitting import fit_text
from formcheck.live.screens.lettering import write
from formcheck.live.screens.states import Tone
from formcheck.live.screens.style import INK, TONE_COLOURS, TONE_ICONS, Type

# Letters may shrink so far before the banner grows, and so far before words are left out.
_READABLE_SHARE, _SMALLEST_SHARE = 0.66, 0.3


def draw_banner(scene: NDArray[np.uint8], text: str, tone: Tone, box: Box, letters: Type) -> None:
    """Draw a sentence; nothing if it is empty.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    text : str
    tone : {"calm", "good", "warning", "urgent"}
        Calm sentences stand on a dark ground, others on a bright one.
    box : Box
    letters : Type
    """
    if not text.strip():
        return
    colour, calm = TONE_COLOURS[tone], tone == "calm"
    draw_card(scene, box, letters.large * 0.4, RAISED if calm else colour)
    icon_px, words = _inside(box, letters)
    at = (words.left - icon_px * 0.5 - _pad(letters), (box.top + box.bottom) / 2)
    draw_icon(scene, TONE_ICONS[tone], at, icon_px, colour if calm else INK)
    sizes = (letters.large, round(letters.large * _SMALLEST_SHARE))
    write(scene, text, words, sizes, TEXT if calm else INK, MEDIUM, place="middle")


def sentence_fits(text: str, box: Box, letters: Type) -> bool:
    """Tell whether a sentence can be read from the mat in a banner of this size."""
    words = _inside(box, letters)[1]
    smallest = round(letters.large * _READABLE_SHARE)
    fitted = fit_text(
        text, max(1, words.width), max(1, words.height), letters.large, smallest, MEDIUM
    )
    return not fitted.cut


def _pad(letters: Type) -> int:
    return round(letters.large * 0.4)


def _inside(box: Box, letters: Type) -> tuple[float, Box]:
    """Return the size of the icon and the place of the words."""
    icon_px = min(letters.large * 1.15, box.height * 0.6)
    pad = _pad(letters)
    edge = round(pad * 0.45)
    left = round(box.left + 2 * pad + icon_px)
    return icon_px, Box(left, box.top + edge, box.right - pad, box.bottom - edge)
