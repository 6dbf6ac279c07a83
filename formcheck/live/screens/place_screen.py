"""Placing camera and body: a drawing, the live picture, and the one thing to change."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import GOOD, RAISED, TEXT, Box
from formcheck.drawing.text import BOLD
from formcheck.live.screens.banner import draw_banner
from formcheck.live.screens.controls import draw_stop
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.lettering import write
from formcheck.live.screens.live_view import LiveView
from formcheck.live.screens.mirror import draw_mirrored, draw_no_picture
from formcheck.live.screens.pill import draw_pill
from formcheck.live.screens.placement import draw_placement
from formcheck.live.screens.split import Split, split_screen
from formcheck.live.screens.states import PlaceScreen
from formcheck.live.screens.style import Size, Type, share_of, type_of


def still_part(state: PlaceScreen) -> PlaceScreen:
    """Return the state without what changes with every picture."""
    return replace(state, progress=0.0)


def draw_still(state: PlaceScreen, scene: NDArray[np.uint8], size_px: Size) -> tuple[Button, ...]:
    """Draw what stays the same from picture to picture; return the buttons."""
    split, letters = split_screen(size_px, state.problem or state.instruction), type_of(size_px)
    title, drawing, advice = _panel(split, letters)
    write(scene, state.title, title, (letters.middle, letters.small), TEXT, BOLD)
    draw_placement(scene, state.exercise, drawing, letters.small)
    write(
        scene,
        state.advice,
        advice,
        (round(letters.small * 1.1), round(letters.small * 0.6)),
        TEXT,
        place="middle",
    )
    draw_no_picture(scene, split.picture, split.unit)
    if state.problem:
        draw_banner(scene, state.problem, "warning", split.banner, letters)
    else:
        draw_banner(scene, state.instruction, "calm", split.banner, letters)
    return (draw_stop(scene, state.stop_label, split.stop, letters),)


def draw_moving(
    state: PlaceScreen, scene: NDArray[np.uint8], view: LiveView | None, size_px: Size
) -> None:
    """Draw the live picture, and how much of the start pose is done."""
    split = split_screen(size_px, state.problem or state.instruction)
    if view is not None:
        draw_mirrored(scene, view, split.picture, split.unit)
    if state.progress > 0 and not state.problem:
        _draw_progress(scene, state.progress, split.strip)


def _draw_progress(scene: NDArray[np.uint8], progress: float, box: Box) -> None:
    bar = Box(
        box.left, round(box.top + 0.2 * box.height), box.right, round(box.bottom - 0.2 * box.height)
    )
    draw_pill(scene, bar, RAISED)
    filled = max(bar.height, round(share_of(progress) * bar.width))
    draw_pill(scene, Box(bar.left, bar.top, bar.left + filled, bar.bottom), GOOD)


def _panel(split: Split, letters: Type) -> tuple[Box, Box, Box]:
    """Return the places of title, drawing and advice."""
    panel, gap = split.panel, round(12 * split.unit)
    title = Box(panel.left, panel.top, panel.right, panel.top + round(letters.middle * 1.3))
    top = title.bottom + gap
    if split.upright:
        half = panel.left + panel.width // 2
        return (
            title,
            Box(panel.left, top, half, panel.bottom),
            Box(half + 2 * gap, top, panel.right, panel.bottom),
        )
    advice = Box(panel.left, panel.bottom - round(letters.small * 5.2), panel.right, panel.bottom)
    return title, Box(panel.left, top, panel.right, advice.top - gap), advice
