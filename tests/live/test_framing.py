from __future__ import annotations

import numpy as np
import pytest

from formcheck.live.framing import (
    frame_body,
    hand_height_torso,
    near_side,
    trunk_inclination_deg,
)
from formcheck.pose.landmarks import Landmark, Side
from formcheck.pose.pose import Pose
from tests.live.frames import pose_at, with_hand_up
from tests.support.filming import Camera, film
from tests.support.synthetic import pelvic_tilt, standing_back_extension

TORSO_PX = 100.0


def _standing(lean_deg: float = 0.0, side: Side = "right", yaw_deg: float = 0.0) -> Pose:
    points = standing_back_extension(np.array([lean_deg]))
    camera = Camera(near_side=side, torso_px=TORSO_PX, yaw_deg=yaw_deg)
    return pose_at(film(np.zeros(1), points, camera), 0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_near_side_is_the_one_seen_better(side: Side) -> None:
    assert near_side(_standing(side=side)) == side


@pytest.mark.parametrize("lean_deg", [0.0, 20.0, 45.0])
def test_the_trunks_slope(lean_deg: float) -> None:
    assert trunk_inclination_deg(_standing(lean_deg)) == pytest.approx(90.0 - lean_deg, abs=3.0)


def test_a_lying_trunk_is_flat() -> None:
    pose = pose_at(film(np.zeros(1), pelvic_tilt(np.zeros(1)), Camera()), 0)
    assert abs(trunk_inclination_deg(pose)) < 10.0


def test_size_and_margins_are_shares_of_the_picture() -> None:
    pose = _standing()
    body = frame_body(pose, 640, 480, 0.9)
    feet_px = pose.xy_px[[Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX], 1].max()
    assert body.torso_share == pytest.approx(TORSO_PX / 640, rel=0.05)
    assert body.feet_margin == pytest.approx((479 - feet_px) / 480)
    assert body.extent_share == pytest.approx(
        (feet_px - pose.xy_px[Landmark.NOSE, 1]) / 480, abs=0.03
    )


def test_what_lies_outside_has_a_negative_margin() -> None:
    pose = _standing()
    pose.xy_px[:, 1] += 200
    assert frame_body(pose, 640, 480, 0.9).feet_margin < 0


@pytest.mark.parametrize("yaw_deg", [0.0, 20.0, 40.0])
def test_the_turn(yaw_deg: float) -> None:
    assert frame_body(_standing(yaw_deg=yaw_deg), 640, 480, 0.9).yaw_deg == pytest.approx(
        yaw_deg, abs=6.0
    )


def test_a_hand_is_above_the_head_only_with_the_arm_up() -> None:
    down = _standing()
    assert hand_height_torso(down) < -0.2
    assert hand_height_torso(with_hand_up(down, TORSO_PX)) > 0.2
    at_the_face = with_hand_up(down, TORSO_PX)
    at_the_face.xy_px[Landmark.RIGHT_WRIST] = at_the_face.xy_px[Landmark.NOSE]
    assert hand_height_torso(at_the_face) < 0.0
