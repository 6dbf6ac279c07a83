"""Writing fitted words into boxes."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box, Colour
from formcheck.drawing.text import REGULAR, TextRenderer
from formcheck.live.screens.fitting import LINE_SHARE, Fitted, fit_text
from formcheck.live.screens.noughts import PlainNoughts

Align = Literal["left", "centre", "right"]
Place = Literal["top", "middle", "bottom"]

# Height of capitals and digits, and where they stand in a line, as shares of the size.
CAPITAL_SHARE = 0.75
_BASELINE_SHARE = 0.5 * (LINE_SHARE + CAPITAL_SHARE)


@lru_cache(maxsize=1)
def renderer() -> TextRenderer:
    """Return the renderer that all screens share."""
    return PlainNoughts()


def write(
    scene: NDArray[np.uint8],
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
    scene: NDArray[np.uint8],
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
