import pytest

from sample_videos.renderer.exercises.knee_hug import EXERCISE, judge_size
from tests.sample_videos.builders import PLAN, find_faults, make_truth, view

LEFT, RIGHT = (PLAN.model_copy(update={"leg": leg}) for leg in ("left", "right"))


def find(*plans, **held):
    truth = make_truth(len(plans), **held)
    return {(f.id, f.repetition) for f in find_faults(EXERCISE, truth, *plans) if f.there}


def test_sides_that_differ_are_uneven():
    assert ("KH-8", 1) in find(LEFT, RIGHT, knee_to_chest_deg=[130, 105])
    assert ("KH-8", 1) not in find(LEFT, RIGHT, knee_to_chest_deg=[130, 120])
    assert ("KH-8", 1) not in find(LEFT, LEFT, knee_to_chest_deg=[130, 105])


def test_two_small_ones_are_too_small_and_one_is_none():
    assert {("KH-6", 2), ("KH-6", 3)} <= find(RIGHT, RIGHT, RIGHT, knee_to_chest_deg=[130, 80, 80])
    assert ("KH-6", 2) not in find(RIGHT, RIGHT, RIGHT, knee_to_chest_deg=[130, 80, 130])


def test_the_other_leg_is_the_one_that_rests():
    assert ("KH-2", 1) in find(RIGHT, left_knee_to_chest_deg=20)
    assert ("KH-2", 1) not in find(LEFT, left_knee_to_chest_deg=20)
    assert ("KH-2", 1) not in find(PLAN, left_knee_to_chest_deg=20)


@pytest.mark.parametrize(
    ("closing_deg", "kind"), [(130, "whole"), (100, "borderline"), (70, "partial")]
)
def test_it_counts_by_how_near_the_knee_comes(closing_deg, kind):
    assert judge_size(view(EXERCISE, make_truth(knee_to_chest_deg=closing_deg))[0]) == kind
