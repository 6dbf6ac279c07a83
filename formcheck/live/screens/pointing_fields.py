"""The fields that hands are held in: in the picture, and as a list beside it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, GOOD, RAISED, RULE, SEVERITY, TEXT, Box, Colour
from formcheck.drawing.shapes import draw_card, draw_icon, draw_ring
from formcheck.drawing.skeleton import draw_lines, to_subpixel
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.buttons import Button, button_of
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer, write
from formcheck.live.screens.states import Action, Choice, Field
from formcheck.live.screens.style import INK, NIGHT, Type

#: How much of the picture shines through a field.
_SHINES_THROUGH = 0.4
#: The strokes of the signs, from -1 to 1, y down.
_STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "more": (((-0.8, 0.0), (0.8, 0.0)), ((0.0, -0.8), (0.0, 0.8))),
    "less": (((-0.8, 0.0), (0.8, 0.0)),),
    "down": (((0.0, -0.8), (0.0, 0.8)), ((-0.6, 0.2), (0.0, 0.8), (0.6, 0.2))),
    "up": (((0.0, 0.8), (0.0, -0.8)), ((-0.6, -0.2), (0.0, -0.8), (0.6, -0.2))),
    "back": (((0.8, 0.0), (-0.8, 0.0)), ((-0.2, -0.6), (-0.8, 0.0), (-0.2, 0.6))),
}
_GRAVE: frozenset[Action] = frozenset({"stop", "red_flag", "site:red_flag", "site:numb_toes"})

# A row of the list, in heights of the middle letters.
_ROW, _ROWS_APART = 1.75, 0.25


def draw_fields(scene: Pixels, fields: Sequence[Field], picture: Box) -> None:
    """Draw the fields into the mirrored picture.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    fields : sequence of Field
    picture : Box
        What the whole picture takes of the scene.
    """
    for field in fields:
        if field.spot is None:
            continue
        x = picture.left + (1 - field.spot.x) * picture.width
        y = picture.top + field.spot.y * picture.width
        _draw_field(scene, field, (x, y), field.spot.radius * picture.width)


def _draw_field(scene: Pixels, field: Field, centre: tuple[float, float], radius_px: float) -> None:
    _darken(scene, centre, radius_px)
    width = max(3.0, 0.17 * radius_px)
    colours = _colour(field.choice), GOOD
    draw_ring(scene, centre, radius_px - width / 2, width, field.share, colours)
    draw_sign(scene, field.choice.key, centre, 1.3 * radius_px, TEXT)


def _darken(scene: Pixels, centre: tuple[float, float], radius_px: float) -> None:
    """Let little of the picture shine through a disc."""
    left, top = (max(0, round(value - radius_px - 2)) for value in centre)
    right, bottom = (round(value + radius_px + 3) for value in centre)
    part = scene[top:bottom, left:right]
    if not part.size:
        return
    ground = part.copy()
    at = round(centre[0]) - left, round(centre[1]) - top
    cv2.circle(ground, at, round(radius_px), NIGHT, -1, cv2.LINE_AA)
    cv2.addWeighted(part, _SHINES_THROUGH, ground, 1 - _SHINES_THROUGH, 0, dst=part)


def draw_sign(
    scene: Pixels, sign: str, at: tuple[float, float], size_px: float, colour: Colour
) -> None:
    """Draw the sign of a field with its middle at a point."""
    if sign == "accept":
        draw_icon(scene, "tick", at, size_px, colour)
    elif sign in _STROKES:
        lines = [to_subpixel(np.array(line) * 0.42 * size_px + at) for line in _STROKES[sign]]
        draw_lines(scene, lines, colour, max(2.0, 0.14 * size_px))
    else:
        size = max(6, round(size_px))
        baseline = at[1] + 0.5 * CAPITAL_SHARE * size
        renderer().draw(scene, sign, (at[0], baseline), size, colour, BOLD, align="centre")


def list_height_px(count: int, letters: Type) -> int:
    """Return how tall the list of so many fields is."""
    return round(count * (_ROW + _ROWS_APART) * letters.middle)


def draw_list(
    scene: Pixels, fields: Sequence[Field], box: Box, letters: Type
) -> tuple[Button, ...]:
    """Draw what the fields stand for, each beside its sign; return the buttons."""
    if not fields:
        return ()
    step = box.height / len(fields)
    gap = min(round(_ROWS_APART * letters.middle), round(0.2 * step))
    buttons = []
    for number, field in enumerate(fields):
        top = round(box.top + number * step)
        row = Box(box.left, top, box.right, round(box.top + (number + 1) * step) - gap)
        _draw_row(scene, field.choice, row, letters)
        buttons.append(button_of(field.choice.action, row))
    return tuple(buttons)


def _draw_row(scene: Pixels, choice: Choice, row: Box, letters: Type) -> None:
    draw_card(scene, row, 0.45 * letters.middle, RAISED)
    half = 0.42 * row.height
    at = row.left + half + 0.3 * letters.middle, (row.top + row.bottom) / 2
    width = max(2.0, 0.12 * half)
    draw_ring(scene, at, half - width / 2, width, 0.0, (_colour(choice), GOOD))
    draw_sign(scene, choice.key, at, 1.1 * half, TEXT)
    words = Box(round(at[0] + half + 0.4 * letters.middle), row.top, row.right, row.bottom)
    inner = Box(words.left, words.top, words.right - round(0.3 * letters.middle), words.bottom)
    sizes = letters.middle, round(0.5 * letters.middle)
    write(scene, choice.title, inner, sizes, TEXT, BOLD, place="middle")


def draw_scale(
    scene: Pixels, options: Sequence[Choice], selected: int, box: Box, letters: Type
) -> tuple[Button, ...]:
    """Draw all that can be chosen as a row of cells, the one at hand lit; return the buttons."""
    if not options:
        return ()
    gap = max(2, round(0.12 * letters.small))
    step = (box.width + gap) / len(options)
    buttons = []
    for number, option in enumerate(options):
        left, right = round(box.left + number * step), round(box.left + (number + 1) * step) - gap
        cell, lit = Box(left, box.top, right, box.bottom), number == selected
        draw_card(scene, cell, 0.25 * letters.small, ANGLE if lit else RAISED)
        if len(option.title) <= 2:
            sizes = min(letters.small, round(0.7 * step)), 6
            ink = INK if lit else TEXT
            write(scene, option.title, cell, sizes, ink, MEDIUM, align="centre", place="middle")
        if option.enabled:
            buttons.append(button_of(option.action, cell))
    return tuple(buttons)


def _colour(choice: Choice) -> Colour:
    if not choice.enabled:
        return RULE
    return SEVERITY[3] if choice.action in _GRAVE else ANGLE
