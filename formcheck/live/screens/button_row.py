"""The answers to a page: buttons beside each other, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box
from formcheck.live.screens.controls import draw_choice, wanted_width_px
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.states import Choice
from formcheck.live.screens.style import Type

# Rows are this tall, without and with a note under the title, in heights of the letters.
_ROW, _ROW_WITH_NOTE = 2.0, 2.8


@dataclass(frozen=True)
class Rows:
    """Which buttons stand in which row, and how wide they are.

    Attributes
    ----------
    widths_px : tuple of tuple of int
        For each row those of its buttons.
    button_px : int
        Height of a button.
    gap_px : int
    """

    widths_px: tuple[tuple[int, ...], ...]
    button_px: int
    gap_px: int

    @property
    def height_px(self) -> int:
        """Height of all rows."""
        count = len(self.widths_px)
        return count * self.button_px + max(0, count - 1) * self.gap_px


def plan_rows(choices: Sequence[Choice], width_px: int, letters: Type) -> Rows:
    """Return the buttons in order, each row filled before the next begins."""
    gap = round(0.4 * letters.middle)
    rows: list[list[int]] = []
    for choice in choices:
        wanted = min(width_px, wanted_width_px(choice, letters))
        if rows and sum(rows[-1]) + len(rows[-1]) * gap + wanted <= width_px:
            rows[-1].append(wanted)
        else:
            rows.append([wanted])
    share = _ROW_WITH_NOTE if any(choice.note for choice in choices) else _ROW
    widths = tuple(tuple(_stretched(row, width_px, gap)) for row in rows)
    return Rows(widths, round(letters.middle * share), gap)


def draw_button_rows(
    scene: NDArray[np.uint8],
    choices: Sequence[Choice],
    selected: int,
    rows: Rows,
    box: Box,
    letters: Type,
) -> tuple[Button, ...]:
    """Draw the buttons; return those that can be chosen."""
    buttons = []
    waiting = iter(enumerate(choices))
    for row, widths in enumerate(rows.widths_px):
        left, top = box.left, box.top + row * (rows.button_px + rows.gap_px)
        for width in widths:
            number, choice = next(waiting)
            place = Box(left, top, left + width, top + rows.button_px)
            button = draw_choice(scene, choice, place, letters, selected=number == selected)
            buttons.append(button)
            left += width + rows.gap_px
    return tuple(button for button in buttons if button is not None)


def _stretched(widths: Sequence[int], width_px: int, gap_px: int) -> list[int]:
    """Let buttons that nearly fill their row fill it; others keep the width they want."""
    spare = width_px - sum(widths) - (len(widths) - 1) * gap_px
    if spare > 0.35 * width_px:
        return list(widths)
    return [width + spare // len(widths) for width in widths]
