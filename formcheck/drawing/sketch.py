"""Lines, dots and words that somebody drew onto a picture by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.drawing.palette import OUTLINE, Box, Colour
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.skeleton import draw_dot, draw_lines, to_subpixel
from formcheck.drawing.text import MEDIUM, TextRenderer

#: Stands out from skin, clothes, mats and the drawn body alike.
SKETCH: Colour = (79, 227, 255)

_WIDTH, _EDGE, _DOT = 2.5, 2.5, 3.5
_TEXT, _LINE, _MARGIN = 15.0, 1.25, 6.0
_DASH, _GAP = 7.0, 6.0
_WIDEST_TEXT = 0.6


@dataclass(frozen=True)
class Stroke:
    """An open line through points, (P, 2) float pixels; ``dashed`` for what is only referred to."""

    points_px: FloatArray
    dashed: bool = False


@dataclass(frozen=True)
class Sketch:
    """What is drawn: strokes, dots (D, 2), and words around a place, all in pixels."""

    strokes: tuple[Stroke, ...]
    dots_px: FloatArray
    words: str = ""
    words_px: tuple[float, float] = (0.0, 0.0)


def draw_sketch(scene: Pixels, sketch: Sketch, unit_px: float, texts: TextRenderer) -> None:
    """Draw onto a picture.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    sketch : Sketch
    unit_px : float
        Width of a hair line: everything grows with it.
    texts : TextRenderer
    """
    lines = [
        to_subpixel(part)
        for stroke in sketch.strokes
        for part in (_dashes(stroke.points_px, unit_px) if stroke.dashed else [stroke.points_px])
    ]
    dots = to_subpixel(sketch.dots_px)
    for colour, more in ((OUTLINE, _EDGE), (SKETCH, 0.0)):
        draw_lines(scene, lines, colour, (_WIDTH + more) * unit_px)
        for dot in dots:
            draw_dot(scene, dot, (_DOT + more / 2) * unit_px, colour)
    if sketch.words:
        _write(scene, sketch.words, sketch.words_px, unit_px, texts)


def _dashes(points_px: FloatArray, unit_px: float) -> list[FloatArray]:
    """Return the pieces of a straight dashed line."""
    start, end = points_px[0], points_px[-1]
    length = float(np.linalg.norm(end - start))
    period = (_DASH + _GAP) * unit_px
    begins = np.arange(0.0, length, period)
    if length == 0 or not begins.size:
        return []
    along = (end - start) / length
    return [
        np.array([start + along * begin, start + along * min(begin + _DASH * unit_px, length)])
        for begin in begins
    ]


def _write(
    scene: Pixels, words: str, at_px: tuple[float, float], unit_px: float, texts: TextRenderer
) -> None:
    """Write words on a ground of their own, inside the picture."""
    height, width = scene.shape[:2]
    size_px = _TEXT * unit_px
    lines = texts.wrap(words, _WIDEST_TEXT * width, size_px, MEDIUM)
    half = max(texts.width_px(line, size_px, MEDIUM) for line in lines) / 2 + _MARGIN * unit_px
    line_px = _LINE * size_px
    tall = len(lines) * line_px / 2 + _MARGIN / 2 * unit_px
    x = float(np.clip(at_px[0], half, max(half, width - half)))
    y = float(np.clip(at_px[1], tall, max(tall, height - tall)))
    box = Box(round(x - half), round(y - tall), round(x + half), round(y + tall))
    draw_card(scene, box, 5 * unit_px, OUTLINE)
    for number, line in enumerate(lines):
        baseline = y + (number - (len(lines) - 1) / 2) * line_px + 0.36 * size_px
        texts.draw(scene, line, (x, baseline), size_px, SKETCH, MEDIUM, align="centre")
