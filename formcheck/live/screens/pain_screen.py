"""The two answers about pain: how much, on a scale of numbers, and where."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, QUIET_TEXT, RAISED, SEVERITY, TEXT, Box, mix
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.buttons import Button, button_of
from formcheck.live.screens.lettering import CAPITAL_SHARE, measure_px, renderer, write
from formcheck.live.screens.menu_screen import draw_choices
from formcheck.live.screens.states import Choice, PainScreen
from formcheck.live.screens.style import INK, Size, Type, draw_hint, page_box, type_of

# Numbers stand in the upper part; a level below them rises from one to the next.
_NUMBER_SHARE, _LEVEL_SHARE = 0.62, 0.26


def draw_pain(state: PainScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw the question and its answers; return the buttons."""
    letters = type_of(size_px)
    page = draw_hint(scene, state.hint, state.remark, page_box(size_px), letters)
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


def draw_scale(
    scene: Pixels,
    choices: Sequence[Choice],
    selected: int,
    box: Box,
    letters: Type,
) -> tuple[Button, ...]:
    """Draw the numbers in a row, or in two in a narrow window; return their buttons.

    The notes of the first and the last stand under them, that of the selected one below.
    """
    count = len(choices)
    if not count:
        return ()
    rows = 1 if box.width >= box.height else 2
    columns = -(-count // rows)
    words = round(1.5 * letters.small + 1.6 * letters.middle)
    gap = round(0.1 * box.width / columns)
    across, down = (box.width + gap) / columns, (box.height - words) / rows
    down = min(down, 2.1 * across)
    buttons = []
    for number, choice in enumerate(choices):
        row, column = divmod(number, columns)
        left, top = box.left + round(column * across), box.top + round(row * down)
        place = Box(left, top, left + round(across) - gap, top + round(down) - gap)
        level = number / max(1, count - 1)
        _draw_number(scene, choice.title, place, level, selected=number == selected)
        buttons.append(button_of(choice.action, place))
    below = Box(box.left, box.top + round(rows * down), box.right, box.bottom)
    _write_notes(scene, choices, selected, below, letters)
    return tuple(buttons)


def _draw_number(scene: Pixels, words: str, box: Box, share: float, *, selected: bool) -> None:
    radius = 0.14 * box.width
    draw_card(scene, box, radius, ANGLE if selected else RAISED)
    edge = round(0.12 * box.width)
    level = round(box.height * _LEVEL_SHARE * (0.08 + 0.92 * share))
    foot = Box(box.left + edge, box.bottom - edge - level, box.right - edge, box.bottom - edge)
    colour = INK if selected else mix(RAISED, SEVERITY[2], 0.2 + 0.65 * share)
    draw_card(scene, foot, 0.5 * radius, colour)
    widest = measure_px(words, 100, BOLD) / 100 or 1.0
    size = round(min(0.6 * _NUMBER_SHARE * box.height, 0.55 * box.width, 0.8 * box.width / widest))
    middle = box.top + 0.5 * (_NUMBER_SHARE + 0.02) * box.height
    at = (box.left + box.right) / 2, middle + 0.5 * CAPITAL_SHARE * size
    ink = INK if selected else TEXT
    renderer().draw(scene, words, at, size, ink, BOLD, align="centre")


def _write_notes(
    scene: Pixels, choices: Sequence[Choice], selected: int, box: Box, letters: Type
) -> None:
    line = Box(box.left, box.top, box.right, box.top + round(1.4 * letters.small))
    half = (box.left + box.right) // 2
    sizes = letters.small, round(0.5 * letters.small)
    first = Box(line.left, line.top, half - letters.small, line.bottom)
    last = Box(half + letters.small, line.top, line.right, line.bottom)
    write(scene, choices[0].note, first, sizes, QUIET_TEXT)
    write(scene, choices[-1].note, last, sizes, QUIET_TEXT, align="right")
    if 0 < selected < len(choices) - 1:
        rest = Box(box.left, line.bottom, box.right, max(box.bottom, line.bottom + 1))
        sizes = letters.middle, round(0.5 * letters.middle)
        write(scene, choices[selected].note, rest, sizes, TEXT, MEDIUM)
