"""The drawn person of the exercise pages, as pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import Int32Array, Pixels
from formcheck.drawing.body import HEAD_RADIUS, Body, Leg, Point
from formcheck.drawing.palette import Box, Colour
from formcheck.drawing.skeleton import draw_dot, draw_lines, to_subpixel

# Widths of the strokes in the body's own units, as in the drawings of the review pages.
_TRUNK, _LEG, _ARM, _FOOT, _RIM = 22.0, 14.0, 10.0, 9.0, 5.0
_CURVE_POINTS = 16


@dataclass(frozen=True)
class Inks:
    """Colours of a figure: body, the leg behind it, and the rim that parts arm from trunk."""

    body: Colour
    behind: Colour
    rim: Colour


def draw_figure(
    scene: Pixels, body: Body, at: tuple[float, float], scale: float, inks: Inks
) -> None:
    """Draw a body from the side.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    body : Body
    at : (x, y)
        Where the body's origin, a point of the floor, stands in the scene.
    scale : float
        Pixels for a hundredth of a trunk.
    inks : Inks
    """
    pen = _Pen(scene, at, scale)
    _draw_leg(pen, body.far_leg, inks.behind)
    _draw_leg(pen, body.near_leg, inks.body)
    pen.line(_trunk_curve(body), _TRUNK, inks.body)
    pen.line((body.shoulder, body.head), _ARM, inks.body)
    pen.dot(body.head, HEAD_RADIUS, inks.body)
    arm = (body.near_arm.start, body.near_arm.middle, body.near_arm.end)
    pen.line(arm, _ARM + _RIM, inks.rim)
    pen.line(arm, _ARM, inks.body)


def draw_figure_within(scene: Pixels, body: Body, box: Box, inks: Inks) -> None:
    """Draw a body as large as a box allows, in its middle."""
    legs = (body.near_leg, body.far_leg)
    limbs = (body.near_arm, body.near_leg.limb, body.far_leg.limb)
    points = [body.hip, body.waist, body.shoulder, body.head, *(leg.toe for leg in legs)]
    points += [point for limb in limbs for point in (limb.start, limb.middle, limb.end)]
    left, right = (pick(point[0] for point in points) for pick in (min, max))
    width = right - left + 2 * HEAD_RADIUS
    height = max(point[1] for point in points) + HEAD_RADIUS
    scale = min(box.width / width, box.height / height)
    at = (
        (box.left + box.right) / 2 - scale * (left + right) / 2,
        (box.top + box.bottom) / 2 + scale * height / 2,
    )
    draw_figure(scene, body, at, scale, inks)


class _Pen:
    """Draws strokes given in the body's units."""

    def __init__(self, scene: Pixels, at: tuple[float, float], scale: float) -> None:
        self._scene, self._at, self._scale = scene, np.asarray(at), scale

    def line(self, points: tuple[Point, ...], width: float, colour: Colour) -> None:
        line = self._pixels(points)
        draw_lines(self._scene, [line], colour, width * self._scale)
        for end in (line[0], line[-1]):
            draw_dot(self._scene, end, 0.48 * width * self._scale, colour)

    def dot(self, centre: Point, radius: float, colour: Colour) -> None:
        draw_dot(self._scene, self._pixels((centre,))[0], radius * self._scale, colour)

    def _pixels(self, points: tuple[Point, ...]) -> Int32Array:
        return to_subpixel(np.asarray(points) * (self._scale, -self._scale) + self._at)


def _draw_leg(pen: _Pen, leg: Leg, colour: Colour) -> None:
    pen.line((leg.limb.start, leg.limb.middle, leg.limb.end), _LEG, colour)
    pen.line((leg.limb.end, leg.toe), _FOOT, colour)


def _trunk_curve(body: Body) -> tuple[Point, ...]:
    """Return a curve from hip to shoulder through the waist."""
    hip, waist, shoulder = (np.asarray(point) for point in (body.hip, body.waist, body.shoulder))
    bend = 2 * waist - (hip + shoulder) / 2
    steps = np.linspace(0.0, 1.0, _CURVE_POINTS)[:, None]
    curve = (1 - steps) ** 2 * hip + 2 * steps * (1 - steps) * bend + steps**2 * shoulder
    return tuple((float(x), float(y)) for x, y in curve)
