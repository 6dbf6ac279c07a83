"""One big prompt beside the live picture: guided movements, countdown, pause, rest, questions.

Picture, banner and buttons stand where they stand in the set: nothing jumps in between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.arrays import Pixels
from formcheck.drawing.palette import QUIET_TEXT, RULE, TEXT, Box
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.badges import draw_banner
from formcheck.live.screens.buttons import Button, draw_keys, draw_stop
from formcheck.live.screens.gauges import draw_progress_line
from formcheck.live.screens.lettering import CAPITAL_SHARE, Fitted, fit_text, renderer, write
from formcheck.live.screens.live_view import LiveView, draw_mirrored, draw_no_picture
from formcheck.live.screens.pointing_fields import (
    draw_fields,
    draw_list,
    draw_scale,
    list_height_px,
)
from formcheck.live.screens.split import Split, split_for_reading, split_screen
from formcheck.live.screens.states import PromptScreen
from formcheck.live.screens.style import TONE_COLOURS, Size, type_of
from formcheck.live.screens.text_screen import draw_page, plan_page

# Heights of line and letters inside the line around them, as shares of the box.
_LETTERS_INSIDE, _LETTERS_ALONE = 0.62, 0.8
_LINES_APART = 1.05
# Room between word and line at each side, as a share of the height.
_BESIDE = 0.22
# The list of fields takes so much of the panel at most.
_MOST_LIST = 0.56
# Two lines below the word, and no more than so much of its room.
_STEP_LINES, _MOST_STEP = 2.0, 0.4


def still_part(state: PromptScreen) -> PromptScreen:
    """Return the state without what changes with every picture."""
    fields = tuple(replace(field, spot=None, share=0.0) for field in state.fields)
    progress = None if state.progress is None else 0.0
    return replace(state, progress=progress, fields=fields)


def draw_still(state: PromptScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw the words and the buttons; return the buttons."""
    split, letters, places = _split(state, size_px), type_of(size_px), _places(state, size_px)
    sizes = letters.small, round(letters.small * 0.6)
    write(scene, state.title, places.header, sizes, QUIET_TEXT, MEDIUM, place="middle")
    step = letters.large, round(letters.small * 0.6)
    write(scene, state.step, places.step, step, TEXT, BOLD, align="centre", place="middle")
    if state.big:
        draw_big_word(scene, state, places.middle)
    elif state.lines:
        paragraphs = (("", state.lines),)
        page = plan_page(paragraphs, places.middle.width, places.middle.height, letters)
        draw_page(scene, page, places.middle, state.tone)
    scale = draw_scale(scene, state.options, state.selected, places.scale, letters)
    listed = draw_list(scene, state.fields, places.list, letters)
    draw_no_picture(scene, split.picture, split.unit)
    hint = letters.small, round(letters.small * 0.6)
    write(scene, state.hint, places.hint, hint, QUIET_TEXT, align="centre", place="middle")
    draw_banner(scene, state.text, state.tone, split.banner, letters)
    keys = draw_keys(scene, state.keys, split.keys, letters)
    buttons = (*keys, *listed, *scale)
    if not state.stop_label:
        return buttons
    return (draw_stop(scene, state.stop_label, split.stop, letters), *buttons)


def draw_moving(state: PromptScreen, scene: Pixels, view: LiveView | None, size_px: Size) -> None:
    """Draw the live picture, the fields in it, and how much is done."""
    split = _split(state, size_px)
    if view is not None:
        picture = draw_mirrored(scene, view, split.picture, split.unit)
        draw_fields(scene, state.fields, picture)
    if state.big:
        draw_big_line(scene, state, _places(state, size_px).middle, 14 * split.unit)


@dataclass(frozen=True)
class _Places:
    """Where the parts of the panel stand."""

    header: Box
    middle: Box
    step: Box
    scale: Box
    list: Box
    hint: Box


def _split(state: PromptScreen, size_px: Size) -> Split:
    return split_for_reading(size_px) if state.wide else split_screen(size_px)


def _places(state: PromptScreen, size_px: Size) -> _Places:
    split, letters = _split(state, size_px), type_of(size_px)
    panel, gap = split.panel, round(14 * split.unit)
    header = Box(panel.left, panel.top, panel.right, panel.top + round(letters.small * 1.3))
    if state.wide and not split.upright:
        strip = split.strip
        hint = Box(strip.left, strip.top, strip.right, strip.top + round(letters.small * 2.4))
        room = max(strip.bottom - hint.bottom - gap, 0)
        tall = min(list_height_px(len(state.fields), letters), room)
        listed = Box(strip.left, strip.bottom - tall, strip.right, strip.bottom)
        middle = Box(panel.left, header.bottom + gap, panel.right, panel.bottom)
        nothing = Box(middle.left, middle.bottom, middle.right, middle.bottom)
        return _Places(header, middle, nothing, nothing, listed, hint)
    tall = min(list_height_px(len(state.fields), letters), round(_MOST_LIST * panel.height))
    listed = Box(panel.left, panel.bottom - tall, panel.right, panel.bottom)
    row = round(1.6 * letters.small) if state.options else 0
    scale = Box(panel.left, listed.top - row - (gap if row else 0), panel.right, listed.top - gap)
    middle = Box(panel.left, header.bottom + gap, panel.right, scale.top - gap)
    # Read from the mat, as the word above it.
    wanted = round(_STEP_LINES * letters.large) if state.step else 0
    below = min(wanted, round(_MOST_STEP * middle.height))
    step = Box(panel.left, middle.bottom - below, panel.right, middle.bottom)
    middle = Box(panel.left, middle.top, panel.right, step.top - (gap if below else 0))
    return _Places(header, _squarish(middle), step, scale, listed, split.strip)


def _squarish(box: Box) -> Box:
    """Return a box no taller than wide: the line around a word is a ring at most."""
    spare = max(0, box.height - box.width) // 2
    return Box(box.left, box.top + spare, box.right, box.bottom - spare)


def draw_big_word(scene: Pixels, state: PromptScreen, box: Box) -> None:
    """Draw the big word of a prompt into the middle of a box."""
    colour = TEXT if state.tone == "calm" else TONE_COLOURS[state.tone]
    fitted, size = _fitted(state, box), _fitted(state, box).size_px
    middle_y = (box.top + box.bottom) / 2
    first = middle_y + 0.5 * size * (CAPITAL_SHARE - _LINES_APART * (len(fitted.lines) - 1))
    for number, line in enumerate(fitted.lines):
        at = (box.left + box.right) / 2, first + number * _LINES_APART * size
        renderer().draw(scene, line, at, size, colour, BOLD, align="centre")


def draw_big_line(scene: Pixels, state: PromptScreen, box: Box, line_px: float) -> None:
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
