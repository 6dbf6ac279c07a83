"""A bend to the side, seen from half in front, is told from one backwards."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.result import Result
from formcheck.pose.landmarks import Landmark
from tests.exercises.standing_back_extension.test_rules import act
from tests.support.filming import Camera
from tests.support.scoring import score
from tests.support.synthetic import excursion, plan_reps

REPS = plan_reps(3, 16.0)
_TORSO_PX = 120.0


def run(lowered_torso: float, *joints: Landmark) -> Result:
    """Act bends in which joints sink by so much at the top."""
    track = act(REPS, Camera(torso_px=_TORSO_PX))
    share = excursion(track.time_s, REPS) / 16.0
    for joint in joints:
        track.xy_px[:, joint, 1] += lowered_torso * _TORSO_PX * share
    return score(track, "standing_back_extension")


@pytest.mark.parametrize("shoulder", [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER])
def test_who_lowers_one_shoulder_bends_to_the_side(shoulder: Landmark) -> None:
    result = run(0.28, shoulder)
    assert result.summary.reps_counted == 0
    assert result.faults == []


def test_shoulders_that_differ_a_little_are_those_of_a_bend_backwards() -> None:
    assert run(0.08, Landmark.LEFT_SHOULDER).summary.reps_counted == 3


def test_a_pelvis_that_tilts_along_is_no_bend_to_the_side() -> None:
    tilted = run(0.28, Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_ELBOW)
    assert tilted.summary.reps_counted == 3


def test_a_far_shoulder_that_is_not_seen_decides_nothing() -> None:
    track = act(REPS, Camera(torso_px=_TORSO_PX))
    track.xy_px[:, Landmark.LEFT_SHOULDER] = np.nan
    assert score(track, "standing_back_extension").summary.reps_counted == 3
