"""Headings and lists, set as large as a page allows, in two columns if need be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import QUIET_TEXT, TEXT, Box
from formcheck.drawing.skeleton import draw_dot, to_subpixel
from formcheck.drawing.text import BOLD, REGULAR
from formcheck.live.screens.fitting import LINE_SHARE, shorten, wrap
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer
from formcheck.live.screens.states import Tone
from formcheck.live.screens.style import TONE_COLOURS, Type

Paragraphs = tuple[tuple[str, tuple[str, ...]], ...]

# Between two items, and before a paragraph, as shares of the size of letters.
_ITEM_GAP = 0.32
_PARAGRAPH_GAP = 0.7
_INDENT = 0.9
_COLUMN_GAP = 1.6


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


def draw_page(scene: NDArray[np.uint8], page: Page, box: Box, tone: Tone) -> None:
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


def _draw_item(scene: NDArray[np.uint8], item: Item, at: tuple[float, float], tone: Tone) -> None:
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
