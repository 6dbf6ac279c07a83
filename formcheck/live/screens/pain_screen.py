"""The two answers about pain: how much, and where."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import QUIET_TEXT, TEXT, Box
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.choice_list import draw_choices
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.heading import draw_hint, page_box
from formcheck.live.screens.lettering import write
from formcheck.live.screens.pain_scale import draw_scale
from formcheck.live.screens.states import PainScreen
from formcheck.live.screens.style import Size, type_of


def draw_pain(state: PainScreen, scene: NDArray[np.uint8], size_px: Size) -> tuple[Button, ...]:
    """Draw the question and its answers; return the buttons."""
    letters = type_of(size_px)
    page = draw_hint(scene, state.hint, page_box(size_px), letters)
    title = Box(page.left, page.top, page.right, page.top + round(1.3 * letters.middle))
    small = round(0.4 * letters.middle)
    write(scene, state.title, title, (letters.middle, small), QUIET_TEXT, MEDIUM)
    bottom = title.bottom + round(2.5 * letters.large)
    question = Box(page.left, title.bottom, page.right, bottom)
    write(scene, state.question, question, (letters.large, small), TEXT, BOLD, place="middle")
    rest = Box(page.left, bottom + round(0.3 * letters.large), page.right, page.bottom)
    if state.step == "how_much":
        return draw_scale(scene, state.choices, state.selected, rest, letters)
    return draw_choices(scene, state.choices, state.selected, rest, letters)
