"""Small parts on a ground of their own: the sentence of the moment, a chip, a round-ended bar."""

from __future__ import annotations

from typing import Literal

import cv2

from formcheck.arrays import Pixels
from formcheck.drawing.palette import QUIET_TEXT, RAISED, TEXT, Box, Colour
from formcheck.drawing.shapes import draw_card, draw_icon
from formcheck.drawing.text import MEDIUM
from formcheck.live.screens.lettering import LINE_SHARE, fit_text, write, write_fitted
from formcheck.live.screens.states import Tone
from formcheck.live.screens.style import INK, NIGHT, TONE_COLOURS, TONE_ICONS, Type


def draw_pill(scene: Pixels, box: Box, colour: Colour) -> None:
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


# Letters may shrink so far before the banner grows, and so far before words are left out.
_READABLE_SHARE, _SMALLEST_SHARE = 0.66, 0.3


def draw_banner(scene: Pixels, text: str, tone: Tone, box: Box, letters: Type) -> None:
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


def draw_chip(
    scene: Pixels,
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


def draw_notice(scene: Pixels, text: str, box: Box, size_px: int, *, beside_chip: bool) -> None:
    """Draw a sentence in the upper right corner of a box, not over a chip in the left one."""
    width = 0.6 if beside_chip else 0.9
    draw_chip(scene, text, box, size_px, QUIET_TEXT, "right", most_lines=3, most_width=width)
