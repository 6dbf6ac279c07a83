"""Near side, facing and trunk length of a stick person in every position."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.body import (
    compute_torso_px,
    estimate_body_frame,
    estimate_front_sign,
    estimate_near_side,
    joint_px,
)
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, make_track
from tests.support.synthetic import (
    Points,
    lying_still,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

POSITIONS = {
    "standing": standing_back_extension,
    "prone": prone_press_up,
    "supine": pelvic_tilt,
}


def still(position: str, near_side: Side, hidden_visibility: float = 0.5) -> PoseTrack:
    time_s, nothing = lying_still(3.0)
    points: Points = POSITIONS[position](nothing)
    return film(time_s, points, Camera(near_side, hidden_visibility=hidden_visibility))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize(("near_side", "front_sign"), [("right", 1), ("left", -1)])
@pytest.mark.parametrize("hidden_visibility", [0.1, 0.5, 0.9])
def test_near_side_and_front_in_every_position(
    position: str, near_side: Side, front_sign: int, hidden_visibility: float
) -> None:
    body = estimate_body_frame(still(position, near_side, hidden_visibility))
    assert (body.near_side, body.front_sign) == (near_side, front_sign)
    assert body.torso_px == pytest.approx(120.0)


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize(("near_side", "front_sign"), [("right", 1), ("left", -1)])
def test_knee_and_nose_outvote_visibility_that_says_nothing(
    position: str, near_side: Side, front_sign: int
) -> None:
    track = still(position, near_side, hidden_visibility=0.99)
    assert estimate_front_sign(track, near_side) == front_sign


def test_equal_visibility_is_taken_as_left() -> None:
    assert estimate_near_side(still("standing", "right", hidden_visibility=0.99)) == "left"


def test_frames_without_a_person_do_not_matter() -> None:
    track = lose(still("prone", "right"), 0.5, 2.0)
    assert estimate_body_frame(track) == estimate_body_frame(still("prone", "right"))


def test_torso_length_is_the_median_over_the_shot() -> None:
    xy_px = np.zeros((5, 33, 2))
    xy_px[:, 11, 0] = [100, 102, 90, np.nan, 101]
    assert compute_torso_px(make_track(np.arange(5.0), xy_px), "left") == pytest.approx(100.5)


def test_torso_length_is_unknown_if_never_seen() -> None:
    track = make_track(np.arange(5.0), np.full((5, 33, 2), np.nan))
    assert np.isnan(compute_torso_px(track, "left"))


@pytest.mark.parametrize(("side", "column"), [("left", 25), ("right", 26)])
def test_joint_positions(side: Side, column: int) -> None:
    xy_px = np.arange(2 * 33 * 2, dtype=float).reshape(2, 33, 2)
    np.testing.assert_array_equal(joint_px(xy_px, "knee", side), xy_px[:, column])
