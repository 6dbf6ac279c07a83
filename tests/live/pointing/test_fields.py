from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.live.pointing.fields import APART_TORSO, MOST_FIELDS, place_spots
from formcheck.live.pointing.reach import Posture, Reach
from tests.live.pointing.people import HEIGHT, TORSO, body

#: An outstretched arm of real people who were filmed; shortest of them.
_ARM_TORSO = 0.95
_POSTURES: tuple[Posture, ...] = ("lying", "upright", "facing")
_bodies = st.builds(
    body,
    x=st.floats(0.15, 0.85),
    y=st.floats(0.2, 0.6),
    torso=st.floats(0.09, 0.35),
    posture=st.sampled_from(_POSTURES),
    ahead=st.sampled_from([-1, 1]),
)


def _distances_torso(reach: Reach, count: int) -> list[float]:
    spots = place_spots(reach, count)
    return [hypot(spot.x - reach.x, spot.y - reach.y) / reach.torso for spot in spots]


@pytest.mark.parametrize("posture", _POSTURES)
@pytest.mark.parametrize("count", range(1, MOST_FIELDS + 1))
def test_an_arm_reaches_every_field(posture: Posture, count: int) -> None:
    assert all(away <= _ARM_TORSO + 0.1 for away in _distances_torso(body(posture=posture), count))


def test_of_somebody_who_lies_the_first_field_is_ahead_of_the_head_near_the_floor() -> None:
    """Prone and flat an arm can be stretched out there, and is not raised far."""
    for ahead in (-1, 1):
        first = place_spots(body(ahead=ahead), 3)[0]
        assert (first.x - 0.5) * ahead == pytest.approx(0.8 * TORSO)
        assert 0 < 0.5 - first.y < 0.2 * TORSO


def test_near_the_edge_of_the_picture_fields_lie_elsewhere() -> None:
    spots = place_spots(body(x=0.92, y=0.62), 4)
    assert all(0 < spot.x < 1 and 0 < spot.y < HEIGHT for spot in spots)


@given(_bodies, st.integers(1, MOST_FIELDS))
def test_fields_lie_in_the_picture_and_apart(reach: Reach, count: int) -> None:
    spots = place_spots(reach, count)
    assert len(spots) == count
    for spot in spots:
        assert 0 < spot.x < 1
        assert 0 < spot.y < reach.height
    if reach.torso < 0.2:
        for first, second in combinations(spots, 2):
            apart = hypot(first.x - second.x, first.y - second.y)
            assert apart >= APART_TORSO * reach.torso - 1e-9


@given(_bodies, st.integers(2, MOST_FIELDS))
def test_more_fields_leave_the_others_where_they_are(reach: Reach, count: int) -> None:
    assert place_spots(reach, count)[: count - 1] == place_spots(reach, count - 1)
