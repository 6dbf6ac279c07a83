from __future__ import annotations

import numpy as np
import pytest

from formcheck.live.pointing.reach import see_reach
from formcheck.pose.landmarks import LANDMARK_COUNT, Landmark
from formcheck.pose.pose import Pose


def _pose(places: dict[str, tuple[float, float]], hidden: tuple[str, ...] = ()) -> Pose:
    """Return a pose with joints, on both sides unless one is named, at pixels."""
    xy_px = np.zeros((LANDMARK_COUNT, 2))
    visibility = np.ones(LANDMARK_COUNT)
    for name, place in places.items():
        for landmark in Landmark:
            if landmark.name.endswith(name):
                xy_px[landmark] = place
    for name in hidden:
        visibility[Landmark[name]] = 0.2
    return Pose(xy_px, visibility, np.ones(LANDMARK_COUNT), np.zeros((LANDMARK_COUNT, 3)))


_LYING = {
    "NOSE": (140.0, 280.0),
    "SHOULDER": (200.0, 300.0),
    "HIP": (330.0, 300.0),
    "WRIST": (200.0, 200.0),
    "INDEX": (200.0, 180.0),
}


def test_somebody_on_the_back() -> None:
    reach = see_reach(_pose(_LYING), 640, 480)
    assert reach is not None
    assert (reach.posture, reach.ahead) == ("lying", -1)
    assert (reach.x, reach.y, reach.torso) == pytest.approx((200 / 640, 300 / 640, 130 / 640))
    assert [hand.side for hand in reach.hands] == ["left", "right"]
    assert (reach.hands[0].x, reach.hands[0].y) == pytest.approx((200 / 640, 190 / 640))


def test_a_hand_that_is_guessed_or_outside_does_not_count() -> None:
    reach = see_reach(_pose(_LYING, hidden=("LEFT_WRIST",)), 640, 480)
    assert reach is not None
    assert [hand.side for hand in reach.hands] == ["right"]
    outside = _LYING | {"WRIST": (200.0, -40.0), "INDEX": (200.0, -60.0)}
    reach = see_reach(_pose(outside), 640, 480)
    assert reach is not None
    assert reach.hands == ()


@pytest.mark.parametrize(("nose_x", "ahead"), [(320.0, 1), (280.0, -1)])
def test_somebody_upright_from_the_side(nose_x: float, ahead: int) -> None:
    standing = {"NOSE": (nose_x, 60.0), "SHOULDER": (300.0, 120.0), "HIP": (300.0, 250.0)}
    reach = see_reach(_pose(standing), 640, 480)
    assert reach is not None
    assert (reach.posture, reach.ahead) == ("upright", ahead)


def test_somebody_who_turns_to_the_camera() -> None:
    standing = {"SHOULDER": (300.0, 120.0), "HIP": (300.0, 250.0), "LEFT_SHOULDER": (380.0, 120.0)}
    reach = see_reach(_pose(standing), 640, 480)
    assert reach is not None
    assert reach.posture == "facing"


def test_no_trunk_no_reach() -> None:
    assert see_reach(_pose({"SHOULDER": (300.0, 120.0), "HIP": (301.0, 121.0)}), 640, 480) is None
