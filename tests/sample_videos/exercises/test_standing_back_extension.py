"""The criteria on tiny truths made by hand: no body is needed."""

import pytest

from sample_videos.renderer.exercises.standing_back_extension import EXERCISE, judge_size
from tests.sample_videos.builders import RATE, find_faults, make_truth, view


def find(times=1, **held):
    return find_faults(EXERCISE, make_truth(times, **{"lean_deg": 15} | held))


def test_a_sound_repetition_has_no_fault():
    assert find() == []


def test_one_small_repetition_is_none_and_two_are():
    assert not [fault for fault in find(lean_deg=5) if fault.id == "SBE-5" and fault.there]
    twice = find(times=2, lean_deg=5)
    assert [fault.repetition for fault in twice if fault.id == "SBE-5" and fault.there] == [1, 2]


def test_bowing_is_between_repetitions_or_nowhere():
    truth = make_truth(lean_deg=15)
    truth.signals["lean_deg"][5 * RATE :] = -20
    found = find_faults(EXERCISE, truth)
    assert [fault.there for fault in found if fault.id == "SBE-7"] == [False]


@pytest.mark.parametrize(
    ("lean_deg", "kind"), [(15, "whole"), (8.5, "borderline"), (7.5, "borderline"), (5, "partial")]
)
def test_it_counts_by_how_far_the_trunk_leans_back(lean_deg, kind):
    assert judge_size(view(EXERCISE, make_truth(lean_deg=lean_deg))[0]) == kind
