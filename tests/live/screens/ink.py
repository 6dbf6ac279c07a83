"""Catches where words and numbers are put on a screen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from formcheck.drawing import shapes, text
from formcheck.drawing.text import blend
from formcheck.live.screens import draw

Rectangle = tuple[int, int, int, int]


def catch_ink(monkeypatch: pytest.MonkeyPatch) -> list[Rectangle]:
    """Return a list that fills with (left, top, right, bottom) of whatever is lettered."""
    caught: list[Rectangle] = []

    def note(scene: Any, coverage: Any, left: int, top: int, colour: Any) -> None:
        rows, columns = (np.flatnonzero((coverage > 0.3).any(axis=axis)) for axis in (1, 0))
        if len(rows):
            where = left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1
            rectangle = tuple(int(edge) for edge in where)
            if rectangle not in caught:
                caught.append(rectangle)  # type: ignore[arg-type]
        blend(scene, coverage, left, top, colour)

    for module in (text, shapes):
        monkeypatch.setattr(module, "blend", note)
    draw.forget()
    return caught


def overlap(first: Rectangle, second: Rectangle) -> int:
    """Return how many pixels two rectangles share."""
    across = min(first[2], second[2]) - max(first[0], second[0])
    down = min(first[3], second[3]) - max(first[1], second[1])
    return max(0, across) * max(0, down)
