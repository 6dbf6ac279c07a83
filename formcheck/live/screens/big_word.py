"""A number or a word or two as large as a box allows, with a line around it that closes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import RULE, TEXT, Box, Colour
from formcheck.drawing.text import BOLD
from formcheck.live.screens.fitting import Fitted, fit_text
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer
from formcheck.live.screens.progress_line import draw_progress_line
from formcheck.live.screens.states import PromptScreen
from formcheck.live.screens.style import TONE_COLOURS

# Heights of line and letters inside the line around them, as shares of the box.
_LETTERS_INSIDE, _LETTERS_ALONE = 0.7, 0.95
_LINES_APART = 1.05
# Room between word and line at each side, as a share of the height.
_BESIDE = 0.22


def draw_big_word(scene: NDArray[np.uint8], state: PromptScreen, box: Box) -> None:
    """Draw the big word of a prompt into the middle of a box."""
    colour = TEXT if state.tone == "calm" else TONE_COLOURS[state.tone]
    centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    _write(scene, _fitted(state, box), centre, colour)


def draw_big_line(scene: NDArray[np.uint8], state: PromptScreen, box: Box, line_px: float) -> None:
    """Draw the line around the big word, if the prompt has one."""
    if state.progress is None or box.height < 2 * line_px:
        return
    middle = (box.left + box.right) / 2
    beside = _fitted(state, box).width_px / 2 + _beside_px(box)
    half = min(max(box.height / 2, beside), box.width / 2)
    outline = Box(round(middle - half), box.top, round(middle + half), box.bottom)
    colours = RULE, TONE_COLOURS[state.tone]
    draw_progress_line(scene, outline.inset(line_px / 2), line_px, state.progress, colours)


def _fitted(state: PromptScreen, box: Box) -> Fitted:
    around = state.progress is not None
    share = _LETTERS_INSIDE if around else _LETTERS_ALONE
    side = _beside_px(box) if around else 0
    return fit_text(
        state.big,
        max(1, box.width - 2 * side),
        max(1, round(1.25 * share * box.height)),
        max(8, round(share * box.height)),
        max(8, round(0.06 * box.height)),
        BOLD,
    )


def _beside_px(box: Box) -> int:
    return round(_BESIDE * min(box.height, 0.4 * box.width))


def _write(
    scene: NDArray[np.uint8], fitted: Fitted, centre: tuple[float, float], colour: Colour
) -> None:
    size = fitted.size_px
    first = centre[1] + 0.5 * size * (CAPITAL_SHARE - _LINES_APART * (len(fitted.lines) - 1))
    for number, line in enumerate(fitted.lines):
        at = centre[0], first + number * _LINES_APART * size
        renderer().draw(scene, line, at, size, colour, BOLD, align="centre")
