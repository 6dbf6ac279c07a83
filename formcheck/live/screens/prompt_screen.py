"""One big prompt over the live picture: guided tilts, countdown, pause, rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import QUIET_TEXT, TEXT, Box
from formcheck.drawing.text import MEDIUM
from formcheck.live.screens.big_word import draw_big_line, draw_big_word
from formcheck.live.screens.controls import draw_stop
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.fitting import Fitted, fit_text
from formcheck.live.screens.layer import Layer, lay_over
from formcheck.live.screens.lettering import write, write_fitted
from formcheck.live.screens.live_view import LiveView
from formcheck.live.screens.mirror import draw_covering
from formcheck.live.screens.split import split_screen
from formcheck.live.screens.states import PromptScreen
from formcheck.live.screens.style import Size, type_of, unit_of

# How much of the light of the picture is left behind the words.
_BRIGHTNESS = 0.25


def still_part(state: PromptScreen) -> PromptScreen:
    """Return the state without what changes with every picture."""
    return state if state.progress is None else replace(state, progress=0.0)


def draw_still(state: PromptScreen, scene: NDArray[np.uint8], size_px: Size) -> tuple[Button, ...]:
    """Draw the words and the button; return the buttons."""
    letters, places = type_of(size_px), _places(state, size_px)
    words = " · ".join(filter(None, (state.title, state.step)))
    sizes = letters.middle, round(letters.middle * 0.6)
    write(scene, words, places.header, sizes, QUIET_TEXT, MEDIUM, align="centre", place="middle")
    write_fitted(scene, places.sentence, places.below, TEXT, MEDIUM, align="centre")
    draw_big_word(scene, state, places.middle)
    return (draw_stop(scene, state.stop_label, places.stop, letters),)


def draw_moving(
    state: PromptScreen,
    scene: NDArray[np.uint8],
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
    bottom = split.stop.top - gap
    below = Box(left, bottom - sentence.height_px, right, bottom)
    # In a tall window the line around the word is no taller than it is wide.
    spare = below.top - header.bottom - 2 * gap - (right - left - 2 * gap)
    edge = gap + max(0, spare // 2)
    middle = Box(left + gap, header.bottom + edge, right - gap, below.top - edge)
    return _Places(header, middle, below, split.stop, sentence)
