"""Postures drawn as SVG, in the colour of the text around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from formcheck.drawing.body import HEAD_RADIUS, Arrow, Body, Leg, Limb, Picture, Point

_MARGIN = 14.0
_TRUNK_WIDTH, _LEG_WIDTH, _ARM_WIDTH = 22.0, 14.0, 10.0
_ARROW_HEAD = 9.0


Bounds = tuple[float, float, float]


def draw_pictures(pictures: Sequence[Picture]) -> list[Markup]:
    """Return pictures as ``<svg>`` elements of one scale that need nothing beside themselves."""
    lefts, rights, tops = zip(*(_bounds(picture) for picture in pictures), strict=True)
    bounds = min(lefts), max(rights), max(tops)
    return [_draw(picture, bounds) for picture in pictures]


def _draw(picture: Picture, bounds: Bounds) -> Markup:
    body = picture.body
    left, right, top = bounds
    width, height = right - left + 2 * _MARGIN, top + 2 * _MARGIN + 6
    far = f'<g opacity="0.35">{_leg(body.far_leg)}</g>'
    near = _leg(body.near_leg) + _trunk(body) + _head(body)
    # A rim in the colour of the ground parts the arm from the trunk that it crosses.
    arm = _line(body.near_arm, _ARM_WIDTH + 5, "var(--card, #fff)") + _line(
        body.near_arm, _ARM_WIDTH
    )
    arrows = "".join(_arrow(arrow) for arrow in picture.arrows)
    floor = (
        f'<path d="M{left - _MARGIN:.0f} 2.5H{right + _MARGIN:.0f}" stroke="currentColor" '
        'stroke-width="3" opacity="0.5"/>'
    )
    # Numbers of our own, and words that are escaped.
    return Markup(  # noqa: S704
        f'<svg class="figure" role="img" aria-label="{escape(picture.words)}" '
        f'viewBox="{left - _MARGIN:.0f} {-top - _MARGIN:.0f} {width:.0f} {height:.0f}" '
        f'fill="none" stroke-linecap="round" stroke-linejoin="round">'
        f"{floor}{far}{near}{arm}{arrows}</svg>"
    )


def _bounds(picture: Picture) -> Bounds:
    body = picture.body
    points: list[Point] = [body.hip, body.waist, body.shoulder, body.head]
    for limb in (body.near_arm, body.near_leg.limb, body.far_leg.limb):
        points += [limb.start, limb.middle, limb.end]
    points += [body.near_leg.toe, body.far_leg.toe]
    points += [point for arrow in picture.arrows for point in (arrow.start, arrow.bend, arrow.end)]
    across = [point[0] for point in points]
    return (
        min(*across) - HEAD_RADIUS,
        max(across) + HEAD_RADIUS,
        max(point[1] for point in points) + HEAD_RADIUS,
    )


def _trunk(body: Body) -> str:
    # One curve through the waist, so that the back bends instead of breaking.
    bend = (
        2 * body.waist[0] - (body.hip[0] + body.shoulder[0]) / 2,
        2 * body.waist[1] - (body.hip[1] + body.shoulder[1]) / 2,
    )
    path = f"M{_at(body.hip)}Q{_at(bend)} {_at(body.shoulder)}"
    neck = f"M{_at(body.shoulder)}L{_at(body.head)}"
    return _stroke(path, _TRUNK_WIDTH) + _stroke(neck, _ARM_WIDTH)


def _head(body: Body) -> str:
    x, y = body.head
    return f'<circle cx="{x:.1f}" cy="{-y:.1f}" r="{HEAD_RADIUS:.0f}" fill="currentColor"/>'


def _leg(leg: Leg) -> str:
    foot = f"M{_at(leg.limb.end)}L{_at(leg.toe)}"
    return _line(leg.limb, _LEG_WIDTH) + _stroke(foot, 9.0)


def _line(limb: Limb, width: float, colour: str = "currentColor") -> str:
    return _stroke(_path((limb.start, limb.middle, limb.end)), width, colour)


def _arrow(arrow: Arrow) -> str:
    angle = math.atan2(arrow.end[1] - arrow.bend[1], arrow.end[0] - arrow.bend[0])
    barbs = [
        (
            arrow.end[0] - _ARROW_HEAD * math.cos(angle + side),
            arrow.end[1] - _ARROW_HEAD * math.sin(angle + side),
        )
        for side in (0.55, -0.55)
    ]
    curve = f"M{_at(arrow.start)}Q{_at(arrow.bend)} {_at(arrow.end)}"
    colour = "var(--accent, #0a5f9e)"
    return _stroke(curve, 4.5, colour) + _stroke(
        _path((barbs[0], arrow.end, barbs[1])), 4.5, colour
    )


def _stroke(path: str, width: float, colour: str = "currentColor") -> str:
    return f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}"/>'


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(_at(point) for point in points)


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {-point[1]:.1f}"
