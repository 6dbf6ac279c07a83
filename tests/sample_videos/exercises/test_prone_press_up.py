import pytest

from sample_videos.renderer.exercises.prone_press_up import EXERCISE, judge_size
from tests.sample_videos.builders import find_faults, make_truth, measure, view


def find(times=1, **held):
    return find_faults(EXERCISE, make_truth(times, **held))


def test_slightly_lifted_hips_are_the_lesser_fault():
    raised = {"thigh_inclination_deg": 12, "trunk_inclination_deg": 40}
    lesser = [f.severity for f in find(hip_rise_torso=0.08, **raised) if f.id == "PPU-1"]
    greater = [f.severity for f in find(hip_rise_torso=0.20, **raised) if f.id == "PPU-1"]
    assert (lesser, greater) == ([1], [None])


def test_it_takes_six_repetitions_to_tire():
    falling = [40, 40, 40, 25, 25, 25]
    six = find(times=6, trunk_inclination_deg=falling)
    assert [f.repetition for f in six if f.id == "PPU-9" and f.there] == [6]
    assert "PPU-9" not in {f.id for f in find(times=5, trunk_inclination_deg=falling[:5])}


def test_it_takes_four_repetitions_to_call_one_low():
    four = find(times=4, trunk_inclination_deg=[40, 40, 20, 40])
    assert [f.repetition for f in four if f.id == "PPU-10" and f.there] == [3]
    assert "PPU-10" not in {f.id for f in find(times=3, trunk_inclination_deg=[40, 20, 40])}


@pytest.mark.parametrize(
    ("trunk_deg", "elbow_deg", "kind"),
    [(40, 90, "whole"), (21, 90, "borderline"), (10, 90, "partial"), (40, 20, "partial")],
)
def test_it_counts_by_how_far_the_trunk_rises_on_arms_that_open(trunk_deg, elbow_deg, kind):
    truth = make_truth(trunk_inclination_deg=trunk_deg, elbow_deg=elbow_deg)
    assert judge_size(view(EXERCISE, truth)[0]) == kind


@pytest.mark.usefixtures("body_data")
def test_a_shallow_repetition_is_partial():
    label, _ = measure("prone_press_up", {"depth": 0.35})
    assert label["reps"] == []
    assert len(label["partial_reps"]) == 1


@pytest.mark.parametrize(
    ("faults", "named"), [({"push_up": 1.0}, "PPU-2"), ({"arms_idle": 1.0}, "PPU-3")]
)
@pytest.mark.usefixtures("body_data")
def test_another_movement_is_no_repetition_and_has_one_name(faults, named):
    label, _ = measure("prone_press_up", {}, {"faults": faults})
    assert len(label["reps"]) == 1
    assert len(label["lookalike_movements"]) == 1
    assert [fault["id"] for fault in label["faults"]] == [named]
