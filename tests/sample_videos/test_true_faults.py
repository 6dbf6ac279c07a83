"""What makes a fault certain, a close call, or none: on tiny truths made by hand."""

import pytest

from sample_videos.renderer.exercises.standing_back_extension import EXERCISE
from tests.sample_videos.builders import find_faults, make_truth


@pytest.mark.parametrize(
    ("knee_deg", "there", "certain"),
    [(-8, None, None), (-13, False, False), (-16, True, False), (-25, True, True)],
)
def test_far_beyond_is_certain_and_near_the_threshold_is_a_close_call(knee_deg, there, certain):
    truth = make_truth(lean_deg=15, knee_deg=knee_deg)
    found = [fault for fault in find_faults(EXERCISE, truth) if fault.id == "SBE-1"]
    if there is None:
        assert found == []
    else:
        assert [(fault.there, fault.certain) for fault in found] == [(there, certain)]
        assert found[0].value == pytest.approx(knee_deg)
        assert 1.0 < found[0].start_s < 2.0
        # Only on the way back and while it is held, not on the way up.
        assert found[0].end_s == pytest.approx(3.95)


def test_a_moment_is_no_fault():
    truth = make_truth(lean_deg=15)
    truth.signals["knee_deg"][40:44] = -40
    assert [fault for fault in find_faults(EXERCISE, truth) if fault.there] == []


def test_the_hold_is_measured_not_taken_from_the_plan():
    found = find_faults(EXERCISE, make_truth(lean_deg=15), prescribed_hold_s=6.0)
    assert [fault.id for fault in found if fault.certain] == ["SBE-6"]


def test_a_repetition_that_the_clip_ends_in_asks_for_nothing():
    truth = make_truth(lean_deg=15, knee_deg=-40)
    truth.phase[truth.phase == 4] = 3
    assert find_faults(EXERCISE, truth) == []
