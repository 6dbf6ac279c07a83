"""Words in boxes: made to fit, then written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np

from formcheck.arrays import Float32Array, Pixels
from formcheck.drawing.palette import Box, Colour
from formcheck.drawing.text import REGULAR, TextPatch, TextRenderer, unbroken_parts

#: From one baseline to the next, as a share of the size of the letters.
LINE_SHARE = 1.22
ELLIPSIS = "…"

_STEP = 0.94

Align = Literal["left", "centre", "right"]
Place = Literal["top", "middle", "bottom"]
# Height of capitals and digits, and where they stand in a line, as shares of the size.
CAPITAL_SHARE = 0.75
_BASELINE_SHARE = 0.5 * (LINE_SHARE + CAPITAL_SHARE)
# The nought is made once for a weight, at this size, and shrunk or enlarged from there.
_MASTER_PX = 480
_INKED = 0.25


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
    for word in unbroken_parts(text):
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


@lru_cache(maxsize=1)
def renderer() -> TextRenderer:
    """Return the renderer that all screens share."""
    return PlainNoughts()


def write(
    scene: Pixels,
    text: str,
    box: Box,
    sizes_px: tuple[int, int],
    colour: Colour,
    weight: int = REGULAR,
    *,
    align: Align = "left",
    place: Place = "top",
) -> Fitted:
    """Write a text into a box, as large as it allows.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    text : str
    box : Box
    sizes_px : (largest, smallest)
    colour : RGB
    weight : int
    align : {"left", "centre", "right"}
    place : {"top", "middle", "bottom"}

    Returns
    -------
    Fitted
        What was written.
    """
    fitted = fit_text(text, max(1, box.width), max(1, box.height), *sizes_px, weight)
    write_fitted(scene, fitted, box, colour, weight, align=align, place=place)
    return fitted


def write_fitted(
    scene: Pixels,
    fitted: Fitted,
    box: Box,
    colour: Colour,
    weight: int = REGULAR,
    *,
    align: Align = "left",
    place: Place = "top",
) -> None:
    """Write words that have been fitted before."""
    left = {"left": box.left, "centre": (box.left + box.right) / 2, "right": box.right}[align]
    spare = box.height - fitted.height_px
    top = box.top + {"top": 0.0, "middle": 0.5, "bottom": 1.0}[place] * spare
    for number, line in enumerate(fitted.lines):
        baseline = top + (number * LINE_SHARE + _BASELINE_SHARE) * fitted.size_px
        renderer().draw(scene, line, (left, baseline), fitted.size_px, colour, weight, align=align)


class PlainNoughts(TextRenderer):
    """Renders strings like its base, but for the noughts."""

    def _render(self, text: str, size_px: int, weight: int) -> TextPatch:
        patch = super()._render(text, size_px, weight)
        if "0" not in text:
            return patch
        coverage = patch.coverage.copy()
        nought = self._nought(size_px, weight)
        width = measure_px("0", size_px, weight)
        for place, character in enumerate(text):
            if character == "0":
                # Widths are rounded up: that of the whole tells where its end is, more truly.
                left = measure_px(text[: place + 1], size_px, weight) - width
                region = coverage[:, left : left + nought.shape[1]]
                region[:] = nought[:, : region.shape[1]]
        return TextPatch(coverage, patch.baseline_px, patch.advance_px)

    def _nought(self, size_px: int, weight: int) -> Float32Array:
        """Return a plain nought on the place of the struck one, as wide as it goes on."""
        struck = super()._render("0", size_px, weight)
        ink = struck.coverage > _INKED
        rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
        height, width = rows[-1] + 1 - rows[0], columns[-1] + 1 - columns[0]
        plain = np.zeros_like(struck.coverage)
        plain[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = cv2.resize(
            _master(weight), (int(width), int(height)), interpolation=cv2.INTER_AREA
        )
        return plain[:, : struck.advance_px]


@lru_cache(maxsize=4)
def _master(weight: int) -> Float32Array:
    """Return the ink of a nought without its stroke: its outline, as thick as other digits."""
    struck = TextRenderer().patch("0", _MASTER_PX, weight).coverage
    inked = (struck > 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(inked, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(np.zeros_like(inked), contours, -1, 1, cv2.FILLED)
    depth = cv2.distanceTransform(filled, cv2.DIST_L2, 5)
    rim = np.clip(_stroke_px(inked) - depth + 0.5, 0.0, 1.0)
    rows, columns = (np.flatnonzero(filled.any(axis=axis)) for axis in (1, 0))
    return np.asarray(
        (rim * np.where(depth > 2, filled, struck))[
            rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1
        ],
        np.float32,
    )


def _stroke_px(inked: Pixels) -> float:
    """Return the thickness of a nought's left side, above the middle, where no stroke meets it."""
    rows = np.flatnonzero(inked.any(axis=1))
    row = inked[round(rows[0] + 0.4 * (rows[-1] - rows[0]))]
    first = int(np.argmax(row))
    return float(np.argmin(row[first:]))
