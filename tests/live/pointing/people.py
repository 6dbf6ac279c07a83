"""People who may point, as tiny made-up bodies."""

from __future__ import annotations

from formcheck.live.pointing.fields import Spot
from formcheck.live.pointing.reach import Hand, Posture, Reach

TORSO, HEIGHT = 0.2, 0.75


def body(
    *hands: Hand,
    x: float = 0.5,
    y: float = 0.5,
    torso: float = TORSO,
    posture: Posture = "lying",
    ahead: int = 1,
) -> Reach:
    """Return somebody whose shoulders are at a place."""
    return Reach(x, y, torso, posture, ahead, HEIGHT, hands)


def hand_in(spot: Spot, side: str = "left", *, radii: float = 0.0) -> Hand:
    """Return a hand so far to the right of the middle of a field."""
    return Hand("left" if side == "left" else "right", spot.x + radii * spot.radius, spot.y)
