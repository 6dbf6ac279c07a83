"""Choosing an exercise: large numbered items below each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.body import Body
from formcheck.drawing.figure import Inks, draw_figure_within
from formcheck.drawing.palette import ANGLE, QUIET_TEXT, RAISED, RULE, TEXT, Box, mix
from formcheck.errors import UnknownExerciseError
from formcheck.exercises.registry import get_exercise, get_pictures
from formcheck.live.screens.buttons import Button, draw_choice
from formcheck.live.screens.states import Choice, MenuScreen
from formcheck.live.screens.style import INK, Size, Type, draw_hint, draw_title, page_box, type_of

# An item is at least and at most this tall, in heights of the letters.
_LEAST, _MOST = 2.1, 3.2
_MOST_COLUMNS = 3
_INKS = Inks(body=mix(RAISED, TEXT, 0.85), behind=RULE, rim=RAISED)
_SELECTED_INKS = Inks(body=INK, behind=mix(ANGLE, INK, 0.45), rim=ANGLE)
_DISABLED_INKS = Inks(body=mix(RAISED, QUIET_TEXT, 0.4), behind=RULE, rim=RAISED)


def draw_menu(state: MenuScreen, scene: NDArray[np.uint8], size_px: Size) -> tuple[Button, ...]:
    """Draw the menu; return the buttons."""
    letters = type_of(size_px)
    rest = draw_title(scene, state.title, page_box(size_px), letters)
    rest = draw_hint(scene, state.hint, rest, letters)
    return draw_choices(scene, state.choices, state.selected, rest, letters)


def draw_choices(
    scene: NDArray[np.uint8],
    choices: Sequence[Choice],
    selected: int,
    box: Box,
    letters: Type,
) -> tuple[Button, ...]:
    """Draw items into a box, first downwards; return the buttons of those that can be chosen.

    An item whose action ends in the name of an exercise gets its drawing.
    """
    if not choices:
        return ()
    columns = 1
    while _rows(choices, columns) * _LEAST * letters.middle > box.height:
        if columns == _MOST_COLUMNS:
            break
        columns += 1
    rows = _rows(choices, columns)
    step = min(box.height / rows, _MOST * letters.middle)
    gap = round(min(0.35 * letters.middle, 0.15 * step))
    across = (box.width + gap) / columns
    letters = _letters_for(step - gap, letters)
    buttons = []
    for number, choice in enumerate(choices):
        column, row = divmod(number, rows)
        left, top = box.left + round(column * across), box.top + round(row * step)
        place = Box(left, top, left + round(across) - gap, top + round(step) - gap)
        buttons.append(_draw_item(scene, choice, place, letters, selected=number == selected))
    return tuple(button for button in buttons if button is not None)


def _draw_item(
    scene: NDArray[np.uint8], choice: Choice, box: Box, letters: Type, *, selected: bool
) -> Button | None:
    button = draw_choice(scene, choice, box, letters, selected=selected)
    body = _body_of(choice)
    if body is not None and box.width > 9 * letters.middle:
        inks = _SELECTED_INKS if selected else _INKS if choice.enabled else _DISABLED_INKS
        edge = round(0.12 * box.height)
        right = box.right - round(0.6 * letters.middle)
        left = right - round(3.6 * letters.middle)
        place = Box(left, box.top + edge, right, box.bottom - edge)
        draw_figure_within(scene, body, place, inks)
    return button


def _body_of(choice: Choice) -> Body | None:
    """Return the end posture of the exercise that an item stands for."""
    try:
        return get_pictures(get_exercise(choice.action.rpartition(":")[2]))[1].body
    except UnknownExerciseError:
        return None


def _letters_for(item_px: float, letters: Type) -> Type:
    """Return letters as large as items of a height carry."""
    return Type(
        letters.large,
        round(min(0.45 * item_px, 1.25 * letters.middle)),
        round(min(0.31 * item_px, 1.1 * letters.small)),
    )


def _rows(choices: Sequence[Choice], columns: int) -> int:
    return -(-len(choices) // columns)
