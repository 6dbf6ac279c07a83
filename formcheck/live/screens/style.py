"""The look that all screens share: sizes, colours of the tones, title and hint of a page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, GOOD, QUIET_TEXT, SEVERITY, TEXT, Box, Colour, Icon
from formcheck.drawing.text import BOLD
from formcheck.live.screens.lettering import write
from formcheck.live.screens.states import Tone

Size = tuple[int, int]

#: Ground of the screens: darker than that of the annotated video, as it fills a room at night.
NIGHT: Colour = (13, 20, 29)
#: Letters on a bright ground.
INK: Colour = (10, 16, 24)

TONE_COLOURS: dict[Tone, Colour] = {
    "calm": ANGLE,
    "good": GOOD,
    "warning": SEVERITY[1],
    "urgent": SEVERITY[3],
}
TONE_ICONS: dict[Tone, Icon] = {
    "calm": "info",
    "good": "tick",
    "warning": "warning",
    "urgent": "stop",
}

_TITLE_LINE = 1.3


@dataclass(frozen=True)
class Type:
    """The sizes of letters of one screen, pixels.

    Attributes
    ----------
    large : int
        Is read from the mat.
    middle : int
        Is read from a step away.
    small : int
        Is read at the laptop.
    """

    large: int
    middle: int
    small: int


def unit_of(size_px: Size) -> float:
    """Return how many pixels one pixel of a 1280 by 720 screen takes."""
    width, height = size_px
    return max(min(width / 960, height / 720), 0.2)


def type_of(size_px: Size) -> Type:
    """Return the sizes of letters for a window."""
    unit = unit_of(size_px)
    return Type(large=round(60 * unit), middle=round(36 * unit), small=round(29 * unit))


def share_of(value: float) -> float:
    """Return a value as a share from 0 to 1; what is not a number counts as nothing."""
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0


def page_box(size_px: Size) -> Box:
    """Return the part of a window that a page uses."""
    margin = round(36 * unit_of(size_px))
    return Box(margin, round(0.7 * margin), size_px[0] - margin, size_px[1] - round(0.8 * margin))


def draw_title(scene: Pixels, title: str, page: Box, letters: Type) -> Box:
    """Write the title of a page, and return what is left below it."""
    line = Box(page.left, page.top, page.right, page.top + round(_TITLE_LINE * letters.large))
    write(
        scene, title, line, (letters.large, round(0.4 * letters.large)), TEXT, BOLD, place="middle"
    )
    return Box(page.left, below_title(page, letters), page.right, page.bottom)


def below_title(page: Box, letters: Type) -> int:
    """Return where a page goes on below its title."""
    return page.top + round((_TITLE_LINE + 0.3) * letters.large)


def draw_hint(scene: Pixels, hint: str, remark: str, page: Box, letters: Type) -> Box:
    """Write the last line of a page, a remark in place of the hint; return what is left above."""
    words, colour = (remark, TONE_COLOURS["warning"]) if remark else (hint, QUIET_TEXT)
    if not words:
        return page
    line = Box(page.left, page.bottom - round(1.3 * letters.small), page.right, page.bottom)
    sizes = letters.small, round(0.6 * letters.small)
    write(scene, words, line, sizes, colour, place="middle")
    return Box(page.left, page.top, page.right, line.top - round(0.4 * letters.small))
