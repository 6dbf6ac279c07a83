"""Choosing an exercise: large numbered items."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.live.screens.choice_list import draw_choices
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.heading import draw_hint, draw_title, page_box
from formcheck.live.screens.states import MenuScreen
from formcheck.live.screens.style import Size, type_of


def draw_menu(state: MenuScreen, scene: NDArray[np.uint8], size_px: Size) -> tuple[Button, ...]:
    """Draw the menu; return the buttons."""
    letters = type_of(size_px)
    rest = draw_title(scene, state.title, page_box(size_px), letters)
    rest = draw_hint(scene, state.hint, rest, letters)
    return draw_choices(scene, state.choices, state.selected, rest, letters)
