"""The card that says what is wrong and what to do, or what was counted."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GROUND, QUIET_TEXT, TEXT, Box, mix
from formcheck.drawing.shapes import draw_card, draw_icon
from formcheck.drawing.text import BOLD, MEDIUM, REGULAR, TextRenderer
from formcheck.report.notices import Notice
from formcheck.report.wording import WORDS

# In layout units. A cue too long for its box is set smaller, step by step.
_TITLE_SIZE = 16.0
_TITLE_STEP = 20.0
_TEXT_SIZES = (20.0, 18.0, 16.0)
_TEXT_STEP = 1.25
_INDENT = 17.0
_BESIDE_ICON = 26.0
_ABOVE_AND_BELOW = 24.0
_ALSO_SIZE = 15.0
_ALSO_STEP = 19.0
_ALSO_GAP = 7.0


@dataclass(frozen=True)
class _Setting:
    """Broken lines, and what they need; lengths in pixels."""

    titles: list[str]
    lines: list[str]
    also: list[str]
    text_size: float
    height: float


def draw_notice_card(
    canvas: Pixels,
    box: Box,
    notice: Notice,
    also: str,
    unit: float,
    text: TextRenderer,
) -> None:
    """Draw a notice at the top of a box, as high as its words need.

    Parameters
    ----------
    canvas : (H, W, 3) uint8
        Changed in place, inside the box only.
    box : Box
    notice : Notice
    also : str
        Another fault of the moment, named in small letters; may be empty.
    unit : float
        Size unit of the layout, pixels.
    text : TextRenderer
    """
    left = box.left + _INDENT * unit
    setting = _set_words(notice, also, box, unit, text)
    card = Box(box.left, box.top, box.right, min(box.bottom, box.top + round(setting.height)))
    draw_card(canvas, card, 8 * unit, notice.colour)
    inner = Box(card.left + round(6 * unit), card.top, card.right, card.bottom)
    draw_card(canvas, inner, 6 * unit, mix(GROUND, notice.colour, 0.16))
    row = card.top + 23 * unit
    middle = (left + 9 * unit, row - 5.5 * unit)
    draw_icon(canvas, notice.icon, middle, 19 * unit, notice.colour)
    for line in setting.titles:
        at = (left + _BESIDE_ICON * unit, row)
        text.draw(canvas, line, at, _TITLE_SIZE * unit, notice.colour, MEDIUM)
        row += _TITLE_STEP * unit
    row += 0.4 * setting.text_size
    for line in setting.lines:
        text.draw(canvas, line, (left, row), setting.text_size, TEXT, _weight(notice))
        row += _TEXT_STEP * setting.text_size
    row += (_ALSO_GAP - 0.25 * _ALSO_SIZE) * unit
    for line in setting.also:
        text.draw(canvas, line, (left, row), _ALSO_SIZE * unit, QUIET_TEXT, MEDIUM)
        row += _ALSO_STEP * unit


def _set_words(notice: Notice, also: str, box: Box, unit: float, text: TextRenderer) -> _Setting:
    """Break the words into lines at the largest size that fits the box."""
    width = box.width - (_INDENT + 10) * unit
    beside_icon = width - _BESIDE_ICON * unit
    titles = text.wrap(notice.title, beside_icon, _TITLE_SIZE * unit, MEDIUM)
    small = (
        text.wrap(WORDS.text("panel.also", fault=also), width, _ALSO_SIZE * unit, MEDIUM)
        if also
        else []
    )
    for size in _TEXT_SIZES:
        lines = text.wrap(notice.text, width, size * unit, _weight(notice))
        words = _TITLE_STEP * len(titles) + _TEXT_STEP * size * len(lines)
        height = words + _ABOVE_AND_BELOW
        if small:
            height += _ALSO_GAP + _ALSO_STEP * len(small)
        if height * unit <= box.height:
            return _Setting(titles, lines, small, size * unit, height * unit)
    # The main fault matters more than what else there is.
    return (
        _set_words(notice, "", box, unit, text)
        if also
        else _Setting(titles, lines, [], size * unit, height * unit)
    )


def _weight(notice: Notice) -> int:
    """Say in a lower voice what was not judged."""
    return REGULAR if notice.icon == "dash" else BOLD
