"""A person seen from the side, as joints in a plane: what the drawn figures are made from.

Lengths are in hundredths of a trunk; x runs to the right, y up from the floor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]

TRUNK = 100.0
UPPER_ARM, FOREARM = 58.0, 56.0
THIGH, SHANK, FOOT = 80.0, 78.0, 27.0
NECK, HEAD_RADIUS = 27.0, 14.0
#: Half the thickness of trunk and limbs: how high a lying body's joints are above the floor.
TRUNK_HALF, LIMB_HALF = 12.0, 8.0


@dataclass(frozen=True)
class Limb:
    """Three joints: shoulder, elbow, hand; or hip, knee, ankle."""

    start: Point
    middle: Point
    end: Point


@dataclass(frozen=True)
class Leg:
    """A leg and the tip of its foot."""

    limb: Limb
    toe: Point


@dataclass(frozen=True)
class Body:
    """A posture; ``waist`` bends the trunk between hip and shoulder."""

    hip: Point
    waist: Point
    shoulder: Point
    head: Point
    near_arm: Limb
    near_leg: Leg
    far_leg: Leg


@dataclass(frozen=True)
class Arrow:
    """A curved arrow that shows which way the body moves."""

    start: Point
    bend: Point
    end: Point


@dataclass(frozen=True)
class Picture:
    """One drawing: a posture, what it is called, and the movement that leads into it."""

    body: Body
    caption: str
    words: str
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True)
class StartAndEnd:
    """A movement as two postures, with arrows that lead into the second."""

    start: Body
    end: Body
    arrows: tuple[Arrow, ...] = ()


def step(start: Point, length: float, angle_deg: float) -> Point:
    """Return the point at a distance in a direction: 0 to the right, 90 up."""
    angle = math.radians(angle_deg)
    return start[0] + length * math.cos(angle), start[1] + length * math.sin(angle)


def middle(first: Point, second: Point) -> Point:
    """Return the point halfway."""
    return (first[0] + second[0]) / 2, (first[1] + second[1]) / 2


def reach(start: Point, end: Point, first: float, second: float, turn: int) -> Limb:
    """Bend a limb of two bones so that it reaches from one point to another.

    Parameters
    ----------
    start, end : Point
        Where the limb begins and where it should end.
    first, second : float
        Lengths of the bones.
    turn : {1, -1}
        To which side the middle joint stands out: 1 is left of the way from start to end.

    Returns
    -------
    Limb
        Stretched towards ``end`` if that is out of reach.
    """
    across, up = end[0] - start[0], end[1] - start[1]
    distance = min(max(math.hypot(across, up), abs(first - second) + 1e-6), first + second)
    direction_deg = math.degrees(math.atan2(up, across))
    cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
    bend_deg = math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))
    joint = step(start, first, direction_deg + turn * bend_deg)
    return Limb(start, joint, step(start, distance, direction_deg))


def stretch(start: Point, angle_deg: float, first: float, second: float) -> Limb:
    """Return a straight limb in one direction."""
    return Limb(start, step(start, first, angle_deg), step(start, first + second, angle_deg))
