import numpy as np
import pytest

from sample_videos.renderer.exercises.seal_stretch import EXERCISE, judge_size
from sample_videos.renderer.motion import PHASES
from tests.sample_videos.builders import find_faults, make_truth, view


def hold_s(**held):
    return view(EXERCISE, make_truth(trunk_inclination_deg=24, **held))[0].hold_s


def test_lifted_hips_end_the_hold():
    assert hold_s() > 1.8
    assert hold_s(hip_rise_torso=0.2) == 0.0
    assert hold_s(hip_rise_torso=0.07, thigh_inclination_deg=8) < 0.5
    assert hold_s(hip_rise_torso=0.07, thigh_inclination_deg=4) > 1.8


def test_straight_arms_must_lift_the_chest_higher():
    views = {
        variant: view(EXERCISE, make_truth(trunk_inclination_deg=24), variant=variant)[0]
        for variant in ("", "straight_arms")
    }
    kinds = {variant: judge_size(seen) for variant, seen in views.items()}
    assert kinds == {"": "whole", "straight_arms": "partial"}


@pytest.mark.parametrize(("swing_deg", "rocks"), [(0.0, False), (8.0, True)])
def test_rocking_to_and_fro_is_not_a_still_hold(swing_deg, rocks):
    truth = make_truth(trunk_inclination_deg=24)
    hold = truth.phase == PHASES.index("hold")
    truth.signals["ear_shoulder_torso"][:] = 0.3
    swing = swing_deg * np.sin(2 * np.pi * 1.5 * truth.time_s)
    truth.signals["trunk_inclination_deg"][hold] += swing[hold]
    there = {fault.id for fault in find_faults(EXERCISE, truth) if fault.there}
    assert ("SS-8" in there) == rocks


@pytest.mark.parametrize(
    ("kept_deg", "kind"), [(16.0, "partial"), (17.0, "borderline"), (22.0, "whole")]
)
def test_who_comes_up_further_and_settles_is_judged_by_where_they_settled(kept_deg, kind):
    truth = make_truth(trunk_inclination_deg=kept_deg)
    first = np.flatnonzero(truth.phase == PHASES.index("hold"))[0]
    truth.signals["trunk_inclination_deg"][first - 3 : first] = kept_deg + 3.9
    assert judge_size(view(EXERCISE, truth)[0]) == kind
