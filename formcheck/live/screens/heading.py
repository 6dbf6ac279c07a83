"""The first and the last line of a page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import QUIET_TEXT, TEXT, Box
from formcheck.drawing.text import BOLD
from formcheck.live.screens.lettering import write
from formcheck.live.screens.style import Size, Type, unit_of

_TITLE_LINE = 1.3


def page_box(size_px: Size) -> Box:
    """Return the part of a window that a page uses."""
    margin = round(36 * unit_of(size_px))
    return Box(margin, round(0.7 * margin), size_px[0] - margin, size_px[1] - round(0.8 * margin))


def draw_title(scene: NDArray[np.uint8], title: str, page: Box, letters: Type) -> Box:
    """Write the title of a page, and return what is left below it."""
    line = Box(page.left, page.top, page.right, page.top + round(_TITLE_LINE * letters.large))
    write(
        scene, title, line, (letters.large, round(0.4 * letters.large)), TEXT, BOLD, place="middle"
    )
    return Box(page.left, below_title(page, letters), page.right, page.bottom)


def below_title(page: Box, letters: Type) -> int:
    """Return where a page goes on below its title."""
    return page.top + round((_TITLE_LINE + 0.3) * letters.large)


def draw_hint(scene: NDArray[np.uint8], hint: str, page: Box, letters: Type) -> Box:
    """Write the last line of a page, and return what is left above it."""
    if not hint:
        return page
    line = Box(page.left, page.bottom - round(1.3 * letters.small), page.right, page.bottom)
    sizes = letters.small, round(0.6 * letters.small)
    write(scene, hint, line, sizes, QUIET_TEXT, place="middle")
    return Box(page.left, page.top, page.right, line.top - round(0.4 * letters.small))
