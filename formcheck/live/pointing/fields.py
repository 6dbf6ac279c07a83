"""Where the fields lie: around the shoulders, as far as an arm reaches, inside the picture.

An arm reaches 0.95 to 1.15 torso lengths from the shoulder, in real people as in rendered
ones. From the shoulder of somebody who lies it is 0.6 to 4.8 torso lengths to the edges of
the picture: most edges are out of reach. So the fields lie around the person, with their
middles 0.75 to 1.0 torso lengths away (docs/accuracy.md). Prone and flat, a straight arm is
raised no more than 0.4; there the first field is the one ahead of the head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from formcheck.live.pointing.reach import Posture, Reach

#: Half the width of a field, torso lengths: a hand's length.
RADIUS_TORSO = 0.24
#: Middles of two fields are at least so far apart, torso lengths.
APART_TORSO = 0.5
#: A field may be cut by the edge of the picture, but its middle is a hand's breadth inside.
_INSIDE_TORSO = 0.16
MOST_FIELDS = 4

#: (ahead, up) of the middles from the middle of the shoulders, torso lengths, the easiest to
#: reach first. Ahead is towards the head of somebody who lies; those after the fourth stand in
#: where the picture ends too soon.
_PLACES: dict[Posture, tuple[tuple[float, float], ...]] = {
    "lying": (
        (0.80, 0.12),
        (0.48, 0.64),
        (-0.08, 0.78),
        (-0.60, 0.50),
        (-0.90, 0.05),
        (0.25, 1.05),
        (-0.45, 0.98),
    ),
    "upright": (
        (0.74, 0.22),
        (0.48, 0.80),
        (0.72, -0.34),
        (-0.20, 0.98),
        (-0.60, 0.45),
        (-0.60, -0.15),
    ),
    "facing": (
        (0.74, 0.22),
        (-0.74, 0.22),
        (0.48, 0.80),
        (-0.48, 0.80),
        (0.80, -0.35),
        (-0.80, -0.35),
    ),
}


@dataclass(frozen=True)
class Spot:
    """A round field, in shares of the picture's width."""

    x: float
    y: float
    radius: float

    def distance(self, x: float, y: float) -> float:
        """Return how far a point is from the middle, in radii."""
        return hypot(x - self.x, y - self.y) / self.radius


def place_spots(reach: Reach, count: int) -> tuple[Spot, ...]:
    """Return fields that a person can reach, the easiest first.

    Parameters
    ----------
    reach : Reach
    count : int
        How many are wanted, at most `MOST_FIELDS`.

    Returns
    -------
    tuple of Spot
        As many as wanted; no two overlap unless the picture has no room at all.
    """
    wanted = [_spot(reach, ahead, up) for ahead, up in _PLACES[reach.posture]]
    chosen: list[Spot] = []
    # First those that lie as they should, then those that must be moved into the picture.
    for candidates in (
        [spot for spot in wanted if _is_inside(reach, spot)],
        [_moved_inside(reach, spot) for spot in wanted],
    ):
        for spot in candidates:
            if len(chosen) < count and _is_free(reach, spot, chosen):
                chosen.append(spot)
    while len(chosen) < count:
        chosen.append(_farthest_from(chosen, [_moved_inside(reach, spot) for spot in wanted]))
    return tuple(chosen)


def _spot(reach: Reach, ahead: float, up: float) -> Spot:
    x = reach.x + reach.ahead * ahead * reach.torso
    return Spot(x, reach.y - up * reach.torso, RADIUS_TORSO * reach.torso)


def _is_inside(reach: Reach, spot: Spot) -> bool:
    edge = _INSIDE_TORSO * reach.torso
    return edge <= spot.x <= 1 - edge and edge <= spot.y <= reach.height - edge


def _moved_inside(reach: Reach, spot: Spot) -> Spot:
    edge = _INSIDE_TORSO * reach.torso
    x = min(max(spot.x, edge), 1 - edge)
    return Spot(x, min(max(spot.y, edge), reach.height - edge), spot.radius)


def _farthest_from(others: Sequence[Spot], spots: Sequence[Spot]) -> Spot:
    """Return the field that overlaps least, for a picture that has no room for all."""
    return max(
        spots,
        key=lambda spot: min(
            (hypot(spot.x - other.x, spot.y - other.y) for other in others), default=0.0
        ),
    )


def _is_free(reach: Reach, spot: Spot, others: Sequence[Spot]) -> bool:
    least = APART_TORSO * reach.torso
    return all(hypot(spot.x - other.x, spot.y - other.y) >= least for other in others)
