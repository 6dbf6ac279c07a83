"""Text on pictures: rendered once a string, then only blended in."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from formcheck.arrays import Float32Array, Pixels
from formcheck.drawing.palette import Colour

REGULAR = 400
MEDIUM = 500
BOLD = 650

# A clip shows a few hundred strings at most (clock tenths, degrees); the limit
# is for clips of an hour.
_CACHE_LIMIT = 3_000


def unbroken_parts(text: str) -> list[str]:
    """Return the parts between which a line may end: no-break spaces hold theirs together."""
    return re.findall(r"[^ \t\r\n]+", text)


@dataclass(frozen=True)
class TextPatch:
    """A rendered string.

    Attributes
    ----------
    coverage : (H, W) float32
        0 where there is no ink, 1 where it is full.
    baseline_px : int
        Row of the baseline, from the top of the patch.
    advance_px : int
        Width that the string takes on its line.
    """

    coverage: Float32Array
    baseline_px: int
    advance_px: int

    @cached_property
    def ink(self) -> tuple[Float32Array, int, int]:
        """The part of the patch that has ink, and the first column and row of it.

        Half of a patch is margin; what is blended in again and again is only this.
        """
        rows, columns = (np.flatnonzero(self.coverage.any(axis=axis)) for axis in (1, 0))
        if rows.size == 0:
            return self.coverage[:0, :0], 0, 0
        left, top = int(columns[0]), int(rows[0])
        return self.coverage[top : rows[-1] + 1, left : columns[-1] + 1], left, top


class TextRenderer:
    """Renders strings in OpenCV's TrueType face and remembers them.

    Safe to share between threads; rendering is locked, remembered patches are
    read-only.
    """

    def __init__(self) -> None:
        self._face = cv2.FontFace("sans")
        self._patches: dict[tuple[str, int, int], TextPatch] = {}
        self._lock = threading.Lock()

    def patch(self, text: str, size_px: float, weight: int = REGULAR) -> TextPatch:
        """Return the string as a patch; ``size_px`` is the height of a line's letters."""
        key = (text, max(6, round(size_px)), weight)
        found = self._patches.get(key)
        if found is None:
            with self._lock:
                found = self._render(*key)
                if len(self._patches) >= _CACHE_LIMIT:
                    self._patches.clear()
                self._patches[key] = found
        return found

    def width_px(self, text: str, size_px: float, weight: int = REGULAR) -> int:
        """Return the width that the string takes on its line."""
        return self.patch(text, size_px, weight).advance_px

    def wrap(self, text: str, width_px: float, size_px: float, weight: int = REGULAR) -> list[str]:
        """Break a text into lines no wider than ``width_px`` where words allow it."""
        lines: list[str] = []
        line = ""
        for word in unbroken_parts(text):
            longer = f"{line} {word}" if line else word
            if line and self.width_px(longer, size_px, weight) > width_px:
                lines.append(line)
                line = word
            else:
                line = longer
        return [*lines, line] if line else lines

    def draw(
        self,
        scene: Pixels,
        text: str,
        at: tuple[float, float],
        size_px: float,
        colour: Colour,
        weight: int = REGULAR,
        *,
        align: str = "left",
    ) -> int:
        """Draw a string and return its width.

        Parameters
        ----------
        scene : (H, W, 3) uint8
            Changed in place; what lies outside is cut off.
        text : str
        at : (x, y)
            Start, middle or end (after ``align``) of the baseline, pixels.
        size_px : float
        colour : RGB
        weight : int
        align : {"left", "centre", "right"}
        """
        patch = self.patch(text, size_px, weight)
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        left = round(at[0] - shift * patch.advance_px)
        ink, first_column, first_row = patch.ink
        top = round(at[1]) - patch.baseline_px
        blend(scene, ink, left + first_column, top + first_row, colour)
        return patch.advance_px

    def _render(self, text: str, size_px: int, weight: int) -> TextPatch:
        _, _, advance, _ = cv2.getTextSize((0, 0), text, (0, 0), self._face, size_px, weight)
        above, below = round(size_px * 1.25), round(size_px * 0.45)
        ink = np.zeros((above + below, max(1, advance) + size_px), np.uint8)
        cv2.putText(ink, text, (0, above), 255, self._face, size_px, weight)
        return TextPatch(ink.astype(np.float32) / 255.0, above, int(advance))


def blend(
    scene: Pixels,
    coverage: Float32Array,
    left: int,
    top: int,
    colour: Colour,
) -> None:
    """Blend one colour into a scene where ``coverage`` (H, W; 0 to 1) says so."""
    height, width = coverage.shape
    y0, y1 = max(top, 0), min(top + height, scene.shape[0])
    x0, x1 = max(left, 0), min(left + width, scene.shape[1])
    if y0 >= y1 or x0 >= x1:
        return
    share = coverage[y0 - top : y1 - top, x0 - left : x1 - left, None]
    region = scene[y0:y1, x0:x1]
    region[:] = region + (np.asarray(colour, np.float32) - region) * share + 0.5
