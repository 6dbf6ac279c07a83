"""What keeps a person from being seen; how a body lies in the picture; opinions that last."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.live.checks import (
    SightWatch,
    Steady,
    SteadyBound,
    frame_body,
    hand_height_torso,
    near_side,
    trunk_inclination_deg,
)
from formcheck.live.moment import PosedFrame, Sight
from formcheck.pose.landmarks import Landmark, Side
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack
from tests.live.frames import DUSK, moved, pose_at, posed, with_hand_up
from tests.support.filming import Camera, film
from tests.support.synthetic import (
    excursion,
    frame_times,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)

TORSO_PX = 110.0
TIMES_S = np.arange(90) / 30


def _standing(**camera: float) -> Pose:
    points = standing_back_extension(np.zeros(1))
    return pose_at(film(np.zeros(1), points, Camera(torso_px=TORSO_PX, **camera)), 0)


def _lying() -> Pose:
    points = pelvic_tilt(np.zeros(1))
    return pose_at(film(np.zeros(1), points, Camera(torso_px=TORSO_PX)), 0)


def _look(frames: Iterable[PosedFrame]) -> list[Sight]:
    watch = SightWatch()
    return [watch.look(frame) for frame in frames]


def _held(pose: Pose | None, **frame: int) -> Sight:
    """Return what is said of somebody who keeps still for three seconds."""
    return _look(posed(float(time_s), pose, **frame) for time_s in TIMES_S)[-1]


def _look_at_track(track: PoseTrack) -> list[Sight]:
    return _look(
        posed(float(time_s), pose_at(track, index)) for index, time_s in enumerate(track.time_s)
    )


def test_all_is_well_with_somebody_well_filmed() -> None:
    standing, lying = _held(_standing()), _held(_lying())
    assert replace(standing, reach=None) == Sight((), upright=True, hand_raised=False)
    assert replace(lying, reach=None) == Sight((), upright=False, hand_raised=False)
    postures = [sight.reach and sight.reach.posture for sight in (standing, lying)]
    assert postures == ["upright", "lying"]


@pytest.mark.parametrize(
    ("pose", "problem"),
    [
        (None, "nobody"),
        (moved(_standing(), down_px=90), "feet_not_seen"),
        (moved(_standing(), down_px=-110), "head_not_seen"),
        (moved(_standing(), scale=1.9), "move_back"),
        (moved(_standing(), scale=0.4), "move_closer"),
        (_standing(yaw_deg=45.0), "turn_side_on"),
        (moved(_lying(), right_px=220), "feet_not_seen"),
        (moved(_lying(), right_px=-220), "head_not_seen"),
    ],
)
def test_the_one_thing_to_change_is_named(pose: Pose | None, problem: str) -> None:
    assert _held(pose).problems == (problem,)


@pytest.mark.parametrize("yaw_deg", [0.0, 10.0, 20.0])
def test_a_small_turn_is_no_problem(yaw_deg: float) -> None:
    assert _held(_standing(yaw_deg=yaw_deg)).problems == ()


def test_darkness_comes_before_nobody() -> None:
    assert _held(None, level=DUSK).problems == ("too_dark", "nobody")
    assert _held(_standing(), level=DUSK).problems == ("too_dark",)


def test_several_people() -> None:
    assert _held(_standing(), people=2).problems == ("several_people",)


def test_feet_that_are_covered_are_not_seen() -> None:
    pose = _standing()
    pose.visibility[25:] = 0.05
    assert _held(pose).problems == ("feet_not_seen",)


def test_a_moment_without_a_pose_is_nobody_not() -> None:
    pose = _standing()
    gone = range(40, 50)
    sights = _look(
        posed(float(time_s), None if index in gone else pose)
        for index, time_s in enumerate(TIMES_S)
    )
    assert all(sight.problems == () for sight in sights)


def test_problems_go_when_they_are_mended() -> None:
    far, near = moved(_standing(), scale=0.4), _standing()
    sights = _look(posed(index / 30, far if index < 60 else near) for index in range(150))
    assert sights[50].problems == ("move_closer",)
    assert sights[-1].problems == ()
    assert sum(one.problems != other.problems for one, other in pairwise(sights)) == 2


def test_what_was_seen_before_a_long_gap_tells_nothing() -> None:
    watch = SightWatch()
    for time_s in TIMES_S:
        watch.look(posed(float(time_s), moved(_standing(), scale=0.4)))
    assert watch.look(posed(60.0, _standing())).problems == ()


def test_jitter_at_a_bound_does_not_flicker() -> None:
    random = np.random.default_rng(3)
    base = moved(_standing(), scale=0.08 * 640 / TORSO_PX)
    sights = _look(
        posed(index / 30, moved(base, scale=float(random.normal(1.0, 0.03))))
        for index in range(600)
    )
    assert sum(one.problems != other.problems for one, other in pairwise(sights)) <= 1


def test_a_hand_above_the_head_is_seen_within_half_a_second() -> None:
    down = _standing()
    up = with_hand_up(down, TORSO_PX)
    sights = _look(posed(index / 30, up if index >= 30 else down) for index in range(75))
    assert not any(sight.hand_raised for sight in sights[:30])
    assert sights[45].hand_raised
    assert sights[-1].problems == ()


def test_a_raised_hand_is_not_lost_to_jitter() -> None:
    random = np.random.default_rng(5)
    up = with_hand_up(_standing(), TORSO_PX)
    frames = []
    for index in range(150):
        pose = moved(up)
        pose.xy_px[:] += random.normal(0.0, 0.03 * TORSO_PX, pose.xy_px.shape)
        frames.append(posed(index / 30, pose))
    assert all(sight.hand_raised for sight in _look(frames)[20:])


def test_a_hand_above_the_head_of_somebody_lying_is_none() -> None:
    assert not _held(with_hand_up(_lying(), TORSO_PX)).hand_raised


@pytest.mark.parametrize(
    ("move", "depth_deg"), [(standing_back_extension, 45.0), (prone_press_up, 55.0)]
)
def test_no_exercise_raises_a_hand_or_a_problem(
    move: Callable[..., dict[str, np.ndarray]], depth_deg: float
) -> None:
    reps = plan_reps(2, depth_deg)
    time_s = frame_times(reps)
    camera = Camera(torso_px=90.0, jitter_torso=0.01)
    sights = _look_at_track(film(time_s, move(excursion(time_s, reps)), camera))
    assert not any(sight.hand_raised for sight in sights)
    assert all(sight.problems == () for sight in sights)


def test_hands_on_the_back_of_somebody_leaning_back_stay_down() -> None:
    reps = plan_reps(2, 35.0)
    time_s = frame_times(reps)
    points = standing_back_extension(excursion(time_s, reps), hand_torso=(-0.15, 0.25))
    sights = _look_at_track(film(time_s, points, Camera(torso_px=90.0)))
    assert all(sight.upright for sight in sights[30:60])
    assert not any(sight.hand_raised for sight in sights)


def test_the_mirrored_person_is_seen_alike() -> None:
    for side in ("left", "right"):
        points = standing_back_extension(np.zeros(1))
        pose = pose_at(film(np.zeros(1), points, Camera(near_side=side, torso_px=TORSO_PX)), 0)
        assert _held(pose).problems == ()
        assert _held(moved(pose, down_px=90)).problems == ("feet_not_seen",)


def _leaning(lean_deg: float = 0.0, side: Side = "right", yaw_deg: float = 0.0) -> Pose:
    points = standing_back_extension(np.array([lean_deg]))
    camera = Camera(near_side=side, torso_px=TORSO_PX, yaw_deg=yaw_deg)
    return pose_at(film(np.zeros(1), points, camera), 0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_near_side_is_the_one_seen_better(side: Side) -> None:
    assert near_side(_leaning(side=side)) == side


@pytest.mark.parametrize("lean_deg", [0.0, 20.0, 45.0])
def test_the_trunks_slope(lean_deg: float) -> None:
    assert trunk_inclination_deg(_leaning(lean_deg)) == pytest.approx(90.0 - lean_deg, abs=3.0)


def test_a_lying_trunk_is_flat() -> None:
    pose = pose_at(film(np.zeros(1), pelvic_tilt(np.zeros(1)), Camera()), 0)
    assert abs(trunk_inclination_deg(pose)) < 10.0


def test_size_and_margins_are_shares_of_the_picture() -> None:
    pose = _leaning()
    body = frame_body(pose, 640, 480, 0.9)
    feet_px = pose.xy_px[[Landmark.RIGHT_ANKLE, Landmark.RIGHT_FOOT_INDEX], 1].max()
    assert body.torso_share == pytest.approx(TORSO_PX / 640, rel=0.05)
    assert body.feet_margin == pytest.approx((479 - feet_px) / 480)
    assert body.extent_share == pytest.approx(
        (feet_px - pose.xy_px[Landmark.NOSE, 1]) / 480, abs=0.03
    )


def test_what_lies_outside_has_a_negative_margin() -> None:
    pose = _leaning()
    pose.xy_px[:, 1] += 200
    assert frame_body(pose, 640, 480, 0.9).feet_margin < 0


@pytest.mark.parametrize("yaw_deg", [0.0, 20.0, 40.0])
def test_the_turn(yaw_deg: float) -> None:
    assert frame_body(_leaning(yaw_deg=yaw_deg), 640, 480, 0.9).yaw_deg == pytest.approx(
        yaw_deg, abs=6.0
    )


def test_a_hand_is_above_the_head_only_with_the_arm_up() -> None:
    down = _leaning()
    assert hand_height_torso(down) < -0.2
    assert hand_height_torso(with_hand_up(down, TORSO_PX)) > 0.2
    at_the_face = with_hand_up(down, TORSO_PX)
    at_the_face.xy_px[Landmark.RIGHT_WRIST] = at_the_face.xy_px[Landmark.NOSE]
    assert hand_height_torso(at_the_face) < 0.0


def test_an_answer_must_last() -> None:
    steady = Steady(0.5, 0.2)
    answers = [steady.update(True, time_s) for time_s in (0.0, 0.2, 0.4, 0.5, 0.6)]
    assert answers == [False, False, False, True, True]
    assert steady.update(False, 0.7)
    assert steady.update(True, 0.8)
    assert steady.update(False, 0.9)
    assert not steady.update(False, 1.1)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_bound_is_left_at_a_milder_value(sign: float) -> None:
    bound = SteadyBound(sign * 30, sign * 25, 1.0)

    def hold(value: float, begin_s: float) -> bool:
        return [bound.update(sign * value, begin_s + step / 10) for step in range(20)][-1]

    assert not hold(28, 0)
    assert hold(31, 10)
    assert hold(28, 20)
    assert not hold(24, 30)


def test_jitter_about_the_bound_does_not_flicker() -> None:
    bound = SteadyBound(30, 25, 1.0)
    values = np.random.default_rng(1).normal(30.0, 5.0, 600)
    answers = [bound.update(float(value), index / 30) for index, value in enumerate(values)]
    assert sum(one != other for one, other in pairwise(answers)) == 1


def test_single_stray_values_are_passed_over() -> None:
    bound = SteadyBound(30, 25, 1.0)
    for index in range(60):
        assert not bound.update(90.0 if index % 10 == 0 else 5.0, index / 30)


def test_a_low_quantile_passes_over_what_is_high_half_of_the_time() -> None:
    usual, low = SteadyBound(30, 25, 1.0), SteadyBound(30, 25, 1.0, quantile=0.25)
    for index in range(60):
        value = 50.0 if index % 5 < 3 else 5.0
        usual.update(value, index / 30)
        low.update(value, index / 30)
    assert usual.on
    assert not low.on


def test_the_answer_stays_while_nothing_is_known() -> None:
    bound = SteadyBound(30, 25, 1.0)
    for index in range(30):
        bound.update(40.0, index / 30)
    assert bound.update(math.nan, 1.5)
    assert bound.update(math.nan, 9.0)
