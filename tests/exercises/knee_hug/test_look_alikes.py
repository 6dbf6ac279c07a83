"""What looks like a knee hug and is none, acted out by a stick person with two legs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack
from formcheck.recognition.recognise import recognise
from tests.exercises.knee_hug.acting import CAMERA, NAME, Legs, act, plan
from tests.support.filming import film
from tests.support.hugging import FOOT_FLAT_DEG, STRAIGHT_DEG, Body, film_legs, lie_with_leg
from tests.support.scoring import fault_ids, kinds, score
from tests.support.synthetic import (
    excursion,
    frame_times,
    lying_still,
    pelvic_tilt,
    plan_reps,
)


def unclasped(legs: Legs, rest_deg: float) -> PoseTrack:
    rest = (rest_deg, rest_deg)
    return act(legs, plan(len(legs)), rest_deg=rest, body=lambda up: Body(hand_off=0.8))


@pytest.mark.parametrize(
    "track",
    [
        unclasped(["left", "right"], FOOT_FLAT_DEG),
        unclasped(["left", "right"], STRAIGHT_DEG),
        unclasped(["both", "both"], FOOT_FLAT_DEG),
    ],
    ids=["marching", "dead bug", "table top"],
)
def test_legs_that_nobody_clasps_are_another_movement(track: PoseTrack) -> None:
    result = score(track, NAME)
    assert kinds(result) == ["other_movement"] * 2
    assert {rep.reason for rep in result.reps} == {"the hands did not clasp the leg"}
    assert fault_ids(result) == set()
    assert result.summary.causal_reps_counted == 0


def test_a_leg_laid_over_the_other_is_another_stretch() -> None:
    track = act(["right"] * 2, other_deg=40.0)
    up = excursion(track.time_s, [replace(rep, depth=1.0) for rep in plan(2)])[:, None]
    for joint in (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX):
        knee = track.xy_px[:, Landmark.RIGHT_KNEE] + np.array([10.0, 5.0])
        track.xy_px[:, joint] += up * (knee - track.xy_px[:, joint])
    result = score(track, NAME)
    assert kinds(result) == ["other_movement"] * 2
    assert {rep.reason for rep in result.reps} == {"one leg was laid over the other"}
    assert result.summary.causal_reps_counted == 0


def test_a_straight_leg_drawn_to_the_chest_is_another_stretch() -> None:
    track = act(["right"] * 2)
    up = excursion(track.time_s, [replace(rep, depth=1.0) for rep in plan(2)])[:, None]
    hip, knee = track.xy_px[:, Landmark.RIGHT_HIP], track.xy_px[:, Landmark.RIGHT_KNEE]
    for joint in (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX):
        track.xy_px[:, joint] += up * (2 * knee - hip - track.xy_px[:, joint])
    result = score(track, NAME)
    assert kinds(result) == ["other_movement"] * 2
    assert {rep.reason for rep in result.reps} == {"the knee stayed straight"}
    assert recognise(track, default_settings()).segments == ()


def cycling() -> PoseTrack:
    time_s = np.arange(600) / 30
    on = np.clip((time_s - 3.0) / 1.0, 0.0, 1.0) * np.clip((18.0 - time_s) / 1.0, 0.0, 1.0)
    turn = 2 * np.pi * 0.7 * time_s
    left = FOOT_FLAT_DEG + on * (25.0 + 25.0 * np.sin(turn))
    right = FOOT_FLAT_DEG + on * (25.0 - 25.0 * np.sin(turn))
    return film_legs(time_s, left, right, Body(hand_off=0.8), CAMERA)


def sitting_up() -> PoseTrack:
    reps = plan_reps(2, 75.0, hold_s=1.0)
    time_s = frame_times(reps)
    trunk = np.radians(excursion(time_s, reps))
    points = lie_with_leg(np.full_like(time_s, FOOT_FLAT_DEG))
    hip = points["hip"]
    for joint in ("shoulder", "ear", "nose", "elbow", "wrist"):
        x, y = (points[joint] - hip).T
        turned = [x * np.cos(trunk) + y * np.sin(trunk), -x * np.sin(trunk) + y * np.cos(trunk)]
        points[joint] = hip + np.stack(turned, axis=1)
    return film(time_s, points, CAMERA)


def bridging() -> PoseTrack:
    reps = plan_reps(2, 0.35)
    time_s = frame_times(reps)
    rise = excursion(time_s, reps)
    return film(time_s, pelvic_tilt(0.1 * rise, hip_rise_torso=rise), CAMERA)


def talking() -> PoseTrack:
    time_s, nothing = lying_still(15.0)
    hand = (-0.5 + 0.3 * np.sin(2 * time_s), 0.5 + 0.35 * np.sin(3 * time_s))
    return film(time_s, pelvic_tilt(nothing, hand_torso=hand), CAMERA)


def lying() -> PoseTrack:
    time_s, nothing = lying_still(15.0)
    rest = FOOT_FLAT_DEG + nothing
    return film_legs(time_s, rest, rest, camera=replace(CAMERA, jitter_torso=0.01))


def tilting() -> PoseTrack:
    reps = plan_reps(3, 0.09)
    time_s = frame_times(reps)
    return film(time_s, pelvic_tilt(excursion(time_s, reps)), CAMERA)


@pytest.mark.parametrize("acted", [cycling, sitting_up, bridging, talking, lying, tilting])
def test_nothing_counts_in_a_look_alike(acted: Callable[[], PoseTrack]) -> None:
    result = score(acted(), NAME)
    assert result.summary.reps_counted == 0
    assert result.summary.causal_reps_counted == 0
    assert fault_ids(result, at_least=1) == set()
