"""What can be chosen: buttons with the key that does the same, alone or in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, QUIET_TEXT, RAISED, SEVERITY, TEXT, Box, Colour, mix
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.text import BOLD, MEDIUM, REGULAR
from formcheck.live.screens.lettering import measure_px, write
from formcheck.live.screens.states import Action, Choice
from formcheck.live.screens.style import INK, NIGHT, Type
from formcheck.words import read_words

STOP_ACTION = "stop"
_WORDS = read_words("formcheck.live.phrases")
# Rows are this tall, without and with a note under the title, in heights of the letters.
_ROW, _ROW_WITH_NOTE = 2.0, 2.8
# Between two small items, in heights of their letters.
_KEYS_APART = 0.9
_SMALLEST_KEY_PX = 8


@dataclass(frozen=True)
class Button:
    """A place to click, in pixels of the picture, and what it asks for."""

    action: Action
    x: int
    y: int
    w: int
    h: int

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies on the button."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h


def button_of(action: Action, box: Box) -> Button:
    """Return a button as large as a box."""
    return Button(action, box.left, box.top, box.width, box.height)


def key_name(key: str) -> str:
    """Return what stands on a key."""
    names = _WORDS.texts("keys.names")
    return names.get(key, key.capitalize() if len(key) > 1 else key.upper())


def wanted_width_px(choice: Choice, letters: Type) -> int:
    """Return the width at which an item has its words in full size on one line."""
    words = max(
        measure_px(choice.title, letters.middle, BOLD),
        measure_px(choice.note, letters.small, REGULAR),
    )
    cap = _cap_width_px(choice.key, letters.small) + _pad(letters) if choice.key else 0
    return round(1.02 * words) + cap + 2 * _pad(letters)


def draw_choice(
    scene: Pixels,
    choice: Choice,
    box: Box,
    letters: Type,
    *,
    selected: bool,
    aside_px: int = 0,
) -> Button | None:
    """Draw one item; return its button, None if it cannot be chosen now.

    Its words leave `aside_px` at the right free.
    """
    ground, ink, quiet = RAISED, TEXT, QUIET_TEXT
    if not choice.enabled:
        ground, ink = mix(NIGHT, RAISED, 0.5), QUIET_TEXT
    radius = letters.middle * 0.45
    if selected:
        draw_card(scene, box, radius, ANGLE if choice.enabled else QUIET_TEXT)
        if choice.enabled:
            ground, ink, quiet = ANGLE, INK, INK
        else:
            draw_card(scene, box.inset(letters.middle / 12), radius, ground)
    else:
        draw_card(scene, box, radius, ground)
    pad = _pad(letters)
    inner = Box(box.left + pad, box.top, box.right - pad - aside_px, box.bottom)
    if choice.key:
        taken = _draw_cap(scene, choice.key, inner, letters.small, quiet, ground) + pad
        inner = Box(inner.left + taken, inner.top, inner.right, inner.bottom)
    _write_words(scene, choice, inner, letters, (ink, quiet))
    return button_of(choice.action, box) if choice.enabled else None


def draw_stop(scene: Pixels, label: str, box: Box, letters: Type) -> Button:
    """Draw the button that is always there while a person exercises."""
    line, pad = max(2, round(letters.middle / 12)), _pad(letters)
    colour = SEVERITY[3]
    ground = mix(NIGHT, colour, 0.16)
    draw_card(scene, box, letters.middle * 0.5, colour)
    draw_card(scene, box.inset(line), letters.middle * 0.5 - line, ground)
    inner = Box(box.left + pad, box.top, box.right - pad, box.bottom)
    taken = _draw_cap(scene, "s", inner, letters.small, colour, ground)
    words = Box(inner.left + taken + pad, inner.top, inner.right, inner.bottom)
    sizes = letters.middle, round(letters.middle * 0.4)
    write(scene, label, words, sizes, TEXT, BOLD, place="middle")
    return button_of(STOP_ACTION, box)


def draw_keys(
    scene: Pixels, choices: Sequence[Choice], box: Box, letters: Type
) -> tuple[Button, ...]:
    """Draw small items, each a key and a word, beside each other; return their buttons."""
    if not choices:
        return ()
    size = min(letters.small, box.height)
    while size > _SMALLEST_KEY_PX and _keys_width_px(choices, size) > box.width:
        size -= 1
    gap = round(_KEYS_APART * size)
    # Words that are too long for their row are cut.
    most = (box.width + gap) // len(choices) - gap
    fits = _keys_width_px(choices, size) <= box.width
    left, buttons = box.left, []
    for choice in choices:
        width = _key_width_px(choice, size) if fits else most
        place = Box(left, box.top, left + width, box.bottom)
        taken = _draw_cap(scene, choice.key, place, size, QUIET_TEXT, NIGHT)
        words = Box(left + taken + round(0.4 * size), box.top, place.right, box.bottom)
        write(scene, choice.title, words, (size, size), QUIET_TEXT, MEDIUM, place="middle")
        buttons.append(button_of(choice.action, place))
        left = place.right + gap
    return tuple(buttons)


def _keys_width_px(choices: Sequence[Choice], size_px: int) -> int:
    gaps = round(_KEYS_APART * size_px) * (len(choices) - 1)
    return sum(_key_width_px(choice, size_px) for choice in choices) + gaps


def _key_width_px(choice: Choice, size_px: int) -> int:
    words = round(1.02 * measure_px(choice.title, size_px, MEDIUM))
    return _cap_width_px(choice.key, size_px) + round(0.4 * size_px) + words


def _pad(letters: Type) -> int:
    return round(0.5 * letters.middle)


def _cap_width_px(key: str, size_px: int) -> int:
    return max(
        round(1.6 * size_px), measure_px(key_name(key), size_px, MEDIUM) + round(0.8 * size_px)
    )


def _draw_cap(scene: Pixels, key: str, box: Box, size_px: int, ink: Colour, ground: Colour) -> int:
    """Draw a key at the left of a box, and return the width it took."""
    height, width = min(box.height, round(size_px * 1.6)), _cap_width_px(key, size_px)
    top, line = (box.top + box.bottom - height) // 2, max(1, round(size_px / 12))
    cap = Box(box.left, top, box.left + width, top + height)
    draw_card(scene, cap, size_px * 0.35, ink)
    draw_card(scene, cap.inset(line), size_px * 0.35 - line, ground)
    sizes = size_px, max(6, size_px // 2)
    write(scene, key_name(key), cap, sizes, ink, MEDIUM, align="centre", place="middle")
    return width


def _write_words(
    scene: Pixels,
    choice: Choice,
    box: Box,
    letters: Type,
    inks: tuple[Colour, Colour],
) -> None:
    edge = round(box.height * 0.1)
    smallest = max(6, round(letters.small * 0.5))
    title = Box(box.left, box.top + edge, box.right, box.bottom - edge)
    if choice.note:
        line = round(box.top + box.height * 0.56)
        title = Box(box.left, box.top + edge, box.right, line)
        note = Box(box.left, line, box.right, box.bottom - edge)
        sizes = min(letters.small, round(note.height * 0.8)), smallest
        write(scene, choice.note, note, sizes, inks[1], place="middle")
    sizes = min(letters.middle, round(title.height * 0.85)), smallest
    write(scene, choice.title, title, sizes, inks[0], BOLD, place="middle")


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
    scene: Pixels,
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
