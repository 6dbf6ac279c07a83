"""What a drawing is made of: lines, dots and the place of its words.

``drawing_geometry.js`` says the same for the screen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from formcheck.drawing.sketch import Sketch, Stroke
from formcheck.history.corrections.drawings import Drawing
from formcheck.report.page.quantities import format_quantity
from formcheck.review.drawings.measuring import Scale, measure_drawing

#: Size of arrow heads, ticks and small arcs, in units.
LEAST = 14.0
_ARC_STEP = 0.1

_Point = Sequence[float]
#: A line in picture heights, and whether it is dashed.
_Line = tuple[Sequence[_Point], bool]


def words_beside(drawing: Drawing, scale: Scale) -> str:
    """Return what stands beside a drawing: how much it measures, or what a text says."""
    if drawing.tool == "text":
        return drawing.text
    found = measure_drawing(drawing, scale)
    return "" if found is None else format_quantity(found.value, found.unit)


def describe_drawing(drawing: Drawing, scale: Scale, words: Mapping[str, str]) -> str:
    """Return a drawing in words; ``words`` has a text for each tool."""
    measured = words_beside(drawing, scale)
    return words[drawing.tool].format_map({"measured": measured, "text": drawing.text})


def sketch_drawing(drawing: Drawing, scale: Scale, height_px: float, unit_px: float) -> Sketch:
    """Return a drawing in the pixels of a picture.

    Parameters
    ----------
    drawing : Drawing
    scale : Scale
    height_px : float
        Height of the picture.
    unit_px : float
        Width of a hair line.
    """
    least = LEAST * unit_px / height_px
    lines, dots, label = _figure(drawing, scale, least)
    strokes = tuple(
        Stroke(np.asarray(points, dtype=np.float64) * height_px, dashed) for points, dashed in lines
    )
    dots_px = np.asarray(dots, dtype=np.float64).reshape(-1, 2) * height_px
    if label is None:
        return Sketch(strokes, dots_px)
    words_px = label[0] * height_px, label[1] * height_px
    return Sketch(strokes, dots_px, words_beside(drawing, scale), words_px)


#: Lines, dots, and the place of the words.
_Figure = tuple[list[_Line], Sequence[_Point], _Point | None]


def _figure(drawing: Drawing, scale: Scale, least: float) -> _Figure:
    points: Sequence[_Point] = drawing.points
    figure: _Figure = [(points, False)], [], None
    match drawing.tool:
        case "angle":
            figure = _angle(points, least)
        case "to_vertical" | "to_floor":
            figure = _slope(points, drawing.tool == "to_vertical", scale.roll_deg, least)
        case "distance":
            ticks: list[_Line] = [(_tick(point, points, least), False) for point in points]
            middle = [(a + b) / 2 for a, b in zip(*points, strict=True)]
            figure = [(points, False), *ticks], [], middle
        case "arrow":
            figure = [(points, False), (_head(points, least), False)], [], None
        case "circle":
            circle = _arc(points[0], math.dist(points[0], points[1]), 0.0, 2 * math.pi)
            figure = [(circle, False)], [], None
        case "text":
            figure = [], [], points[0]
    return figure


def _angle(points: Sequence[_Point], least: float) -> _Figure:
    one, corner, other = points
    reach = max(least, 0.3 * min(math.dist(one, corner), math.dist(other, corner)))
    begin = _direction(corner, one)
    turn = _turn(begin, _direction(corner, other))
    arc = _arc(corner, reach, begin, begin + turn)
    return (
        [(points, False), (arc, False)],
        points,
        _along(corner, begin + turn / 2, reach + 1.6 * least),
    )


def _slope(points: Sequence[_Point], to_vertical: bool, roll_deg: float, least: float) -> _Figure:
    """Return the line, what it is measured against from its first point, and the arc between."""
    start, end = points
    direction = _direction(start, end)
    against = math.radians(roll_deg) + (math.pi / 2 if to_vertical else 0.0)
    if math.cos(direction - against) < 0:
        against += math.pi
    length = math.dist(start, end)
    reach = max(least, 0.4 * length)
    turn = _turn(against, direction)
    reference = [start, _along(start, against, max(0.9 * length, 2 * least))]
    arc = _arc(start, reach, against, against + turn)
    label = _along(start, against + turn / 2, reach + 1.6 * least)
    return [(points, False), (reference, True), (arc, False)], points, label


def _tick(at: _Point, points: Sequence[_Point], least: float) -> list[_Point]:
    across = _direction(points[0], points[1]) + math.pi / 2
    return [_along(at, across, 0.5 * least), _along(at, across, -0.5 * least)]


def _head(points: Sequence[_Point], least: float) -> list[_Point]:
    back, tip = _direction(points[1], points[0]), points[1]
    return [_along(tip, back + 0.45, 1.2 * least), tip, _along(tip, back - 0.45, 1.2 * least)]


def _direction(start: _Point, end: _Point) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0])


def _turn(one: float, other: float) -> float:
    """Return the smaller of the two turns from one direction to another."""
    return math.atan2(math.sin(other - one), math.cos(other - one))


def _along(start: _Point, direction: float, far: float) -> _Point:
    return [start[0] + far * math.cos(direction), start[1] + far * math.sin(direction)]


def _arc(centre: _Point, radius: float, begin: float, end: float) -> list[_Point]:
    steps = max(2, math.ceil(abs(end - begin) / _ARC_STEP))
    return [
        _along(centre, begin + (end - begin) * step / steps, radius) for step in range(steps + 1)
    ]
