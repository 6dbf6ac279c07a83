"""Letters with a plain nought: OpenCV's own strike theirs through, which reads as another sign."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.text import TextPatch, TextRenderer
from formcheck.live.screens.fitting import measure_px

# The nought is made once for a weight, at this size, and shrunk or enlarged from there.
_MASTER_PX = 480
_INKED = 0.25


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

    def _nought(self, size_px: int, weight: int) -> NDArray[np.float32]:
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
def _master(weight: int) -> NDArray[np.float32]:
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


def _stroke_px(inked: NDArray[np.uint8]) -> float:
    """Return the thickness of a nought's left side, above the middle, where no stroke meets it."""
    rows = np.flatnonzero(inked.any(axis=1))
    row = inked[round(rows[0] + 0.4 * (rows[-1] - rows[0]))]
    first = int(np.argmax(row))
    return float(np.argmin(row[first:]))
