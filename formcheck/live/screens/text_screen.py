"""A page to be read and answered: headings and lists as large as the page allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.palette import QUIET_TEXT, TEXT, Box
from formcheck.drawing.shapes import draw_icon
from formcheck.drawing.skeleton import draw_dot, to_subpixel
from formcheck.drawing.text import BOLD, REGULAR
from formcheck.live.screens.buttons import Button, Rows, draw_button_rows, plan_rows
from formcheck.live.screens.lettering import CAPITAL_SHARE, LINE_SHARE, renderer, shorten, wrap
from formcheck.live.screens.states import TextScreen, Tone
from formcheck.live.screens.style import (
    TONE_COLOURS,
    TONE_ICONS,
    Size,
    Type,
    below_title,
    draw_hint,
    draw_title,
    page_box,
    type_of,
)

# Smaller letters than this share of the small ones are no pleasure to read.
_COMFORTABLE_SHARE = 1.15

Paragraphs = tuple[tuple[str, tuple[str, ...]], ...]
# Between two items, and before a paragraph, as shares of the size of letters.
_ITEM_GAP = 0.32
_PARAGRAPH_GAP = 0.7
_INDENT = 0.9
_COLUMN_GAP = 1.6


def draw_text_screen(state: TextScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw the page; return the buttons."""
    letters = type_of(size_px)
    page = draw_hint(scene, state.hint, state.remark, page_box(size_px), letters)
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


@dataclass(frozen=True)
class Item:
    """A heading, or one entry of a list, broken into lines."""

    lines: tuple[str, ...]
    heading: bool
    bullet: bool
    first: bool
    size_px: int

    @property
    def height_px(self) -> float:
        """Height with the gap after it."""
        return (len(self.lines) * LINE_SHARE + _ITEM_GAP) * self.size_px


@dataclass(frozen=True)
class Page:
    """Columns of items at one size of letters."""

    columns: tuple[tuple[Item, ...], ...]
    size_px: int
    column_px: int


@lru_cache(maxsize=32)
def plan_page(paragraphs: Paragraphs, width_px: int, height_px: int, letters: Type) -> Page:
    """Return the page at the largest letters that fit; one column is taken if it costs little."""
    largest, smallest = round(1.3 * letters.middle), round(0.5 * letters.small)
    pages = [
        _largest_page(paragraphs, width_px, height_px, columns, largest, smallest)
        for columns in (1, 2)
    ]
    one, two = pages
    if two is None or (one is not None and one.size_px >= min(two.size_px, letters.small * 1.1)):
        chosen = one
    else:
        chosen = two
    return chosen or _cut_page(paragraphs, width_px, height_px, smallest)


def draw_page(scene: Pixels, page: Page, box: Box, tone: Tone) -> None:
    """Draw a planned page into its box."""
    size = page.size_px
    for number, column in enumerate(page.columns):
        left = box.left + number * (page.column_px + round(_COLUMN_GAP * size))
        top = float(box.top)
        for item in column:
            if item.first and top > box.top:
                top += _PARAGRAPH_GAP * size
            _draw_item(scene, item, (left, top), tone)
            top += item.height_px


def _draw_item(scene: Pixels, item: Item, at: tuple[float, float], tone: Tone) -> None:
    size = item.size_px
    indent = _INDENT * size if item.bullet else 0.0
    baseline = at[1] + (0.5 * (LINE_SHARE + CAPITAL_SHARE)) * size
    colour = TONE_COLOURS[tone] if item.heading else TEXT
    if item.bullet:
        middle = np.array([at[0] + 0.25 * size, baseline - 0.36 * size])
        draw_dot(scene, to_subpixel(middle), 0.13 * size, QUIET_TEXT)
    for line in item.lines:
        renderer().draw(
            scene,
            line,
            (at[0] + indent, baseline),
            size,
            colour,
            BOLD if item.heading else REGULAR,
        )
        baseline += LINE_SHARE * size


def _largest_page(
    paragraphs: Paragraphs, width_px: int, height_px: int, columns: int, largest: int, smallest: int
) -> Page | None:
    for size in range(largest, smallest - 1, -1):
        across = round((width_px - (columns - 1) * _COLUMN_GAP * size) / columns)
        items = _items(paragraphs, across, size)
        if items is None:
            continue
        split = _split(items, columns, height_px)
        if split is not None:
            return Page(split, size, across)
    return None


def _items(
    paragraphs: Paragraphs, width_px: int, size_px: int, *, breaking: bool = False
) -> list[Item] | None:
    items: list[Item] = []
    for heading, entries in paragraphs:
        bullets = bool(heading) or len(entries) > 1
        blocks = [(heading, True)] if heading else []
        blocks += [(entry, False) for entry in entries]
        for number, (text, is_heading) in enumerate(blocks):
            bullet = bullets and not is_heading
            room = width_px - (round(_INDENT * size_px) if bullet else 0)
            weight = BOLD if is_heading else REGULAR
            lines = wrap(text, max(1, room), size_px, weight, breaking=breaking)
            if lines is None:
                return None
            items.append(Item(tuple(lines), is_heading, bullet, number == 0, size_px))
    return items


def _split(
    items: Sequence[Item], columns: int, height_px: int
) -> tuple[tuple[Item, ...], ...] | None:
    """Return the items in columns that are not too tall, parted between paragraphs if possible."""
    if columns == 1:
        return (tuple(items),) if _height(items) <= height_px else None
    parts = [number for number in range(1, len(items)) if not items[number - 1].heading]
    fitting = [
        number
        for number in parts
        if max(_height(items[:number]), _height(items[number:])) <= height_px
    ]
    if not fitting:
        return None
    between = [number for number in fitting if items[number].first]
    best = min(
        between or fitting,
        key=lambda number: abs(_height(items[:number]) - _height(items[number:])),
    )
    return tuple(items[:best]), tuple(items[best:])


def _height(items: Sequence[Item]) -> float:
    gaps = sum(_PARAGRAPH_GAP * item.size_px for item in items[1:] if item.first)
    return sum(item.height_px for item in items) + gaps


def _cut_page(paragraphs: Paragraphs, width_px: int, height_px: int, size_px: int) -> Page:
    """Return as much as fits at the smallest size; the last line says that there is more."""
    items = _items(paragraphs, width_px, size_px, breaking=True) or []
    kept: list[Item] = []
    for item in items:
        if _height([*kept, item]) > height_px:
            break
        kept.append(item)
    if kept and len(kept) < len(items):
        last = kept[-1]
        more = shorten(last.lines[-1] + " " + "…" * 3, width_px, size_px)
        kept[-1] = Item((*last.lines[:-1], more), last.heading, last.bullet, last.first, size_px)
    return Page((tuple(kept),), size_px, width_px)
