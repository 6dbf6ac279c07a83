"""A page to be read and answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box
from formcheck.drawing.shapes import draw_icon
from formcheck.live.screens.button_row import Rows, draw_button_rows, plan_rows
from formcheck.live.screens.drawn import Button
from formcheck.live.screens.heading import below_title, draw_title, page_box
from formcheck.live.screens.page import Page, draw_page, plan_page
from formcheck.live.screens.states import TextScreen
from formcheck.live.screens.style import TONE_COLOURS, TONE_ICONS, Size, Type, type_of

# Smaller letters than this share of the small ones are no pleasure to read.
_COMFORTABLE_SHARE = 1.15


def draw_text_screen(
    state: TextScreen, scene: NDArray[np.uint8], size_px: Size
) -> tuple[Button, ...]:
    """Draw the page; return the buttons."""
    letters, page = type_of(size_px), page_box(size_px)
    plan = _plan(state, page, letters)
    if plan.text.size_px < _COMFORTABLE_SHARE * letters.small:
        # A full page: title and buttons step back for what must be read.
        compact = _plan(
            state, page, Type(round(1.15 * letters.middle), letters.small, letters.small)
        )
        plan = max(plan, compact, key=lambda option: option.text.size_px)
    if state.tone != "calm":
        icon = plan.letters.large
        at = (page.left + icon / 2, page.top + 0.65 * icon)
        draw_icon(scene, TONE_ICONS[state.tone], at, icon, TONE_COLOURS[state.tone])
    draw_title(scene, state.title, plan.head, plan.letters)
    draw_page(scene, plan.text, plan.body, state.tone)
    return draw_button_rows(
        scene, state.choices, state.selected, plan.rows, plan.answers, plan.letters
    )


@dataclass(frozen=True)
class _Plan:
    """Where the parts of a page stand."""

    letters: Type
    head: Box
    body: Box
    text: Page
    answers: Box
    rows: Rows


def _plan(state: TextScreen, page: Box, letters: Type) -> _Plan:
    rows = plan_rows(state.choices, page.width, letters)
    answers = Box(page.left, page.bottom - rows.height_px, page.right, page.bottom)
    indent = 0 if state.tone == "calm" else round(1.35 * letters.large)
    head = Box(page.left + indent, page.top, page.right, page.bottom)
    gap = round(0.4 * letters.middle)
    body = Box(page.left, below_title(head, letters), page.right, answers.top - gap)
    text = plan_page(state.paragraphs, body.width, body.height, letters)
    return _Plan(letters, head, body, text, answers, rows)
