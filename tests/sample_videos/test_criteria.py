"""The criteria on tiny truths made by hand: no body is needed."""

import numpy as np
import pytest

from sample_videos.renderer.body import JOINT_NAMES
from sample_videos.renderer.holds import find_hold, hold_length_s
from sample_videos.renderer.motion import PHASES, Repetition
from sample_videos.renderer.signals import SIGNAL_NAMES
from sample_videos.renderer.true_faults import find_true_faults
from sample_videos.renderer.truth import Truth

RATE = 20
# Rest, out, hold, return, rest; a second each but for the hold of two.
SECONDS = {"rest": 1, "out": 1, "hold": 2, "return": 1, "": 1}


def make_truth(**held):
    """All signals are 0 but those named, which rise to their value and fall again."""
    names = [name or "rest" for name, seconds in SECONDS.items() for _ in range(seconds * RATE)]
    phase = np.array([PHASES.index(name) for name in names], np.int8)
    count = len(phase)
    time_s = np.arange(count) / RATE
    share = np.clip(np.minimum((time_s - 1) / 0.98, (5 - time_s) / 0.98), 0, 1)
    signals = {name: np.zeros(count) for name in (*SIGNAL_NAMES, "knee_to_chest_deg")}
    signals |= {"wrist_hip_torso": np.full(count, 0.2), "hip_deg": 0.8 * 15 * share}
    for name, value in held.items():
        signals[name] = value * share
    return Truth(
        time_s=time_s,
        phase=phase,
        repetition=np.where(phase > 1, 1, 0).astype(np.int16),
        amount=share,
        joints_m=np.zeros((count, len(JOINT_NAMES), 3)),
        joints_px=np.zeros((count, len(JOINT_NAMES), 2)),
        segments_deg=np.zeros((count, 4)),
        signals=signals,
        picture_signals=signals,
        near_side="right",
        facing="right",
        rest=slice(0, RATE),
    )


PLAN = Repetition(out_s=1, hold_s=2, return_s=1, rest_s=1)


def standing(**held):
    truth = make_truth(**{"lean_deg": 15} | held)
    return find_true_faults(truth, [PLAN], "standing_back_extension", "", 2.0)


def test_a_sound_repetition_has_no_fault():
    assert standing() == []


@pytest.mark.parametrize(
    ("knee_deg", "there", "certain"),
    [(-8, None, None), (-13, False, False), (-16, True, False), (-25, True, True)],
)
def test_far_beyond_is_certain_and_near_the_threshold_is_a_close_call(knee_deg, there, certain):
    found = [fault for fault in standing(knee_deg=knee_deg) if fault.id == "SBE-1"]
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
    found = find_true_faults(truth, [PLAN], "standing_back_extension", "", 2.0)
    assert [fault for fault in found if fault.there] == []


def test_one_small_repetition_is_none_and_two_are():
    found = standing(lean_deg=5)
    assert not [fault for fault in found if fault.id == "SBE-5" and fault.there]


def test_the_hold_is_measured_not_taken_from_the_plan():
    truth = make_truth(lean_deg=15)
    held = find_hold(truth, 1, "standing_back_extension")
    assert hold_length_s(truth, held) == pytest.approx(2.0, abs=0.15)
    found = find_true_faults(truth, [PLAN], "standing_back_extension", "", 6.0)
    assert [fault.id for fault in found if fault.certain] == ["SBE-6"]


def test_lifted_hips_end_the_hold_of_a_seal_stretch():
    level = make_truth(trunk_inclination_deg=24)
    lifted = make_truth(trunk_inclination_deg=24, hip_rise_torso=0.2)
    assert hold_length_s(level, find_hold(level, 1, "seal_stretch")) > 1.8
    assert hold_length_s(lifted, find_hold(lifted, 1, "seal_stretch")) == 0.0


def test_slightly_lifted_hips_are_the_lesser_fault():
    truth = make_truth(hip_rise_torso=0.08, thigh_inclination_deg=12, trunk_inclination_deg=40)
    found = find_true_faults(truth, [PLAN], "prone_press_up", "", 2.0)
    lesser = [fault.severity for fault in found if fault.id == "PPU-1"]
    truth = make_truth(hip_rise_torso=0.20, thigh_inclination_deg=12, trunk_inclination_deg=40)
    found = find_true_faults(truth, [PLAN], "prone_press_up", "", 2.0)
    greater = [fault.severity for fault in found if fault.id == "PPU-1"]
    assert (lesser, greater) == ([1], [None])


def test_bowing_is_between_repetitions_or_nowhere():
    truth = make_truth(lean_deg=15)
    truth.signals["lean_deg"][5 * RATE :] = -20
    found = find_true_faults(truth, [PLAN], "standing_back_extension", "", 2.0)
    assert [fault.there for fault in found if fault.id == "SBE-7"] == [False]
