import pytest

from sample_videos.renderer.exercises.pelvic_tilt import EXERCISE, judge_size
from tests.sample_videos.builders import PLAN, find_faults, make_truth, measure, view


@pytest.mark.parametrize(
    ("depth", "kind"), [(0.9, "whole"), (0.6, "whole"), (0.3, "partial"), (0.0, "other")]
)
def test_it_counts_by_the_share_of_the_own_range(depth, kind):
    plan = PLAN.model_copy(update={"depth": depth})
    assert judge_size(view(EXERCISE, make_truth(), plan)[0]) == kind


def test_the_hold_follows_the_roll_of_the_pelvis_not_the_angle_at_the_hip():
    assert view(EXERCISE, make_truth())[0].hold_s == pytest.approx(2.0, abs=0.15)


@pytest.mark.parametrize(("knee_deg", "far"), [(90, False), (115, True), (55, True)])
def test_the_feet_are_judged_before_the_first_tilt(knee_deg, far):
    truth = make_truth()
    truth.signals["knee_deg"][:] = knee_deg
    assert ("PT-7" in {fault.id for fault in find_faults(EXERCISE, truth) if fault.there}) == far


@pytest.mark.usefixtures("body_data")
def test_it_moves_as_measured_on_people():
    _, truth = measure("pelvic_tilt")
    hold = truth.phase == 3
    assert 4.0 <= truth.change("shoulder_hip_knee_deg")[hold].max() <= 7.0
    assert 0.039 <= truth.signals["hip_slide_torso"][hold].max() <= 0.068
    assert truth.signals["hip_rise_torso"][hold].max() <= 0.025


@pytest.mark.usefixtures("body_data")
def test_a_bridge_instead_is_no_repetition_and_has_one_name():
    label, _ = measure("pelvic_tilt", {}, {"faults": {"hip_lift_deg": 11}})
    assert len(label["reps"]) == 1
    assert len(label["lookalike_movements"]) == 1
    assert [fault["id"] for fault in label["faults"]] == ["PT-1"]


@pytest.mark.usefixtures("body_data")
def test_a_crunched_tilt_stays_a_repetition_with_a_fault():
    label, _ = measure("pelvic_tilt", {"faults": {"head_lift_deg": 26}})
    assert len(label["reps"]) == 1
    assert {fault["id"] for fault in label["faults"]} == {"PT-5"}
