"""One big prompt over the live picture: guided movements, countdown, pause, rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.arrays import Pixels
from formcheck.drawing.palette import QUIET_TEXT, RULE, TEXT, Box, Colour
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.buttons import Button, draw_keys, draw_stop
from formcheck.live.screens.gauges import draw_progress_line
from formcheck.live.screens.lettering import (
    CAPITAL_SHARE,
    Fitted,
    fit_text,
    renderer,
    write,
    write_fitted,
)
from formcheck.live.screens.live_view import Layer, LiveView, draw_covering, lay_over
from formcheck.live.screens.split import split_screen
from formcheck.live.screens.states import PromptScreen
from formcheck.live.screens.style import TONE_COLOURS, Size, type_of, unit_of

# How much of the light of the picture is left behind the words.
_BRIGHTNESS = 0.25

# Heights of line and letters inside the line around them, as shares of the box.
_LETTERS_INSIDE, _LETTERS_ALONE = 0.7, 0.95
_LINES_APART = 1.05
# Room between word and line at each side, as a share of the height.
_BESIDE = 0.22


def still_part(state: PromptScreen) -> PromptScreen:
    """Return the state without what changes with every picture."""
    return state if state.progress is None else replace(state, progress=0.0)


def draw_still(state: PromptScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw the words and the button; return the buttons."""
    letters, places = type_of(size_px), _places(state, size_px)
    words = " · ".join(filter(None, (state.title, state.step)))
    sizes = letters.middle, round(letters.middle * 0.6)
    write(scene, words, places.header, sizes, QUIET_TEXT, MEDIUM, align="centre", place="middle")
    write_fitted(scene, places.sentence, places.below, TEXT, MEDIUM, align="centre")
    draw_big_word(scene, state, places.middle)
    keys = draw_keys(scene, state.keys, places.keys, letters)
    return (draw_stop(scene, state.stop_label, places.stop, letters), *keys)


def draw_moving(
    state: PromptScreen,
    scene: Pixels,
    words: Layer,
    view: LiveView | None,
    size_px: Size,
) -> None:
    """Draw the darkened picture, the words over it, and how much is done."""
    unit = unit_of(size_px)
    if view is not None:
        draw_covering(scene, view, _BRIGHTNESS, unit)
    lay_over(scene, words)
    draw_big_line(scene, state, _places(state, size_px).middle, 16 * unit)


@dataclass(frozen=True)
class _Places:
    """Where the parts stand, and the sentence as it fits."""

    header: Box
    middle: Box
    below: Box
    keys: Box
    stop: Box
    sentence: Fitted


def _places(state: PromptScreen, size_px: Size) -> _Places:
    split, letters = split_screen(size_px), type_of(size_px)
    left, right = split.stop.left, size_px[0] - split.stop.left
    gap = round(18 * split.unit)
    header = Box(left, left, right, left + round(letters.middle * 1.3))
    sentence = fit_text(
        state.text,
        right - left - 2 * gap,
        round(0.34 * size_px[1]),
        letters.large,
        round(0.3 * letters.large),
        MEDIUM,
    )
    bottom = split.keys.top - gap
    below = Box(left, bottom - sentence.height_px, right, bottom)
    # In a tall window the line around the word is no taller than it is wide.
    spare = below.top - header.bottom - 2 * gap - (right - left - 2 * gap)
    edge = gap + max(0, spare // 2)
    middle = Box(left + gap, header.bottom + edge, right - gap, below.top - edge)
    return _Places(header, middle, below, split.keys, split.stop, sentence)


def draw_big_word(scene: Pixels, state: PromptScreen, box: Box) -> None:
    """Draw the big word of a prompt into the middle of a box."""
    colour = TEXT if state.tone == "calm" else TONE_COLOURS[state.tone]
    centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    _write(scene, _fitted(state, box), centre, colour)


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


def _write(scene: Pixels, fitted: Fitted, centre: tuple[float, float], colour: Colour) -> None:
    size = fitted.size_px
    first = centre[1] + 0.5 * size * (CAPITAL_SHARE - _LINES_APART * (len(fitted.lines) - 1))
    for number, line in enumerate(fitted.lines):
        at = centre[0], first + number * _LINES_APART * size
        renderer().draw(scene, line, at, size, colour, BOLD, align="centre")
