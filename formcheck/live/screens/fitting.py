"""Making words fit where they must stand: smaller, on more lines, at last cut short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2

from formcheck.drawing.text import REGULAR

#: From one baseline to the next, as a share of the size of the letters.
LINE_SHARE = 1.22
ELLIPSIS = "…"

_STEP = 0.94


@dataclass(frozen=True)
class Fitted:
    """Words broken into lines at one size.

    Attributes
    ----------
    lines : tuple of str
    size_px : int
    width_px : int
        Of the longest line.
    cut : bool
        Words were left out, and an ellipsis says so.
    """

    lines: tuple[str, ...]
    size_px: int
    width_px: int
    cut: bool = False

    @property
    def height_px(self) -> int:
        """Height that the lines take."""
        return round(len(self.lines) * self.size_px * LINE_SHARE)


@lru_cache(maxsize=20_000)
def measure_px(text: str, size_px: int, weight: int = REGULAR) -> int:
    """Return the width of a string on its line, without drawing it."""
    return int(cv2.getTextSize((0, 0), text, (0, 0), _face(), size_px, weight)[2])


@lru_cache(maxsize=512)
def fit_text(
    text: str,
    width_px: int,
    height_px: int,
    largest_px: int,
    smallest_px: int,
    weight: int = REGULAR,
) -> Fitted:
    """Return a text as large as its place allows.

    Parameters
    ----------
    text : str
        Any white space counts as a space.
    width_px, height_px : int
        The place; the height always leaves room for a line.
    largest_px, smallest_px : int
        Sizes of letters to choose from. At the smallest, words that are too long
        are broken, and what does not fit is left out.
    weight : int

    Returns
    -------
    Fitted
        No line is wider than the place.
    """
    size = largest_px
    while size > smallest_px:
        lines = wrap(text, width_px, size, weight)
        if lines is not None and len(lines) * size * LINE_SHARE <= height_px:
            return _fitted(_balanced(lines, width_px, size, weight), size, weight)
        size = max(smallest_px, min(size - 1, int(size * _STEP)))
    lines = wrap(text, width_px, smallest_px, weight, breaking=True) or []
    room = max(1, int(height_px / (smallest_px * LINE_SHARE)))
    if len(lines) <= room:
        return _fitted(lines, smallest_px, weight)
    last = shorten(" ".join(lines[room - 1 :]), width_px, smallest_px, weight)
    kept = _fitted([*lines[: room - 1], last], smallest_px, weight)
    return Fitted(kept.lines, kept.size_px, kept.width_px, cut=True)


def wrap(
    text: str, width_px: int, size_px: int, weight: int = REGULAR, *, breaking: bool = False
) -> list[str] | None:
    """Break a text into lines.

    Returns
    -------
    list of str or None
        None if a word is wider than a line and must not be broken.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure_px(longer, size_px, weight) <= width_px:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while measure_px(line, size_px, weight) > width_px:
            if not breaking:
                return None
            head = _longest_start(line, width_px, size_px, weight)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line] if line else lines


def shorten(text: str, width_px: int, size_px: int, weight: int = REGULAR) -> str:
    """Cut a text to one line, with an ellipsis if anything is left out."""
    if measure_px(text, size_px, weight) <= width_px:
        return text
    room = width_px - measure_px(ELLIPSIS, size_px, weight)
    return _longest_start(text, room, size_px, weight).rstrip() + ELLIPSIS


def _balanced(lines: list[str], width_px: int, size_px: int, weight: int) -> list[str]:
    """Break the same words into as many lines of nearly one length: no word stands alone."""
    low, high = width_px // len(lines) if len(lines) > 1 else width_px, width_px
    text = " ".join(lines)
    while high - low > size_px // 4:
        half = (low + high) // 2
        narrower = wrap(text, half, size_px, weight)
        if narrower is not None and len(narrower) <= len(lines):
            lines, high = narrower, half
        else:
            low = half
    return lines


def _longest_start(text: str, width_px: int, size_px: int, weight: int) -> str:
    """Return as many of the first characters as fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        half = (low + high + 1) // 2
        if measure_px(text[:half], size_px, weight) <= width_px:
            low = half
        else:
            high = half - 1
    return text[:low]


def _fitted(lines: list[str], size_px: int, weight: int) -> Fitted:
    width = max((measure_px(line, size_px, weight) for line in lines), default=0)
    return Fitted(tuple(lines), size_px, width)


@lru_cache(maxsize=1)
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")
