import numpy as np
import pytest

from sample_videos.renderer.holds import HoldRule, find_hold, hold_length_s
from tests.sample_videos.builders import make_truth


def length_s(truth, rule):
    return hold_length_s(truth, find_hold(truth, 1, rule))


def test_only_what_is_far_out_and_slow_is_held():
    truth = make_truth(lean_deg=15)
    assert length_s(truth, HoldRule("lean_deg")) == pytest.approx(2.0, abs=0.15)
    # At 15 degrees/s the way out and back count from 80 % of the range on.
    assert length_s(truth, HoldRule("lean_deg", slower_than=20.0)) == pytest.approx(2.4, abs=0.15)


def test_a_small_movement_is_slow_in_ranges_only_when_it_stands_still():
    truth = make_truth(lean_deg=1.0)
    assert length_s(truth, HoldRule("lean_deg")) == pytest.approx(2.4, abs=0.15)
    in_ranges = HoldRule("lean_deg", slower_than=0.25, in_ranges=True)
    assert length_s(truth, in_ranges) == pytest.approx(2.0, abs=0.15)


def test_the_movement_itself_can_be_followed():
    truth = make_truth()
    rule = HoldRule("amount", slower_than=0.25, in_ranges=True)
    np.testing.assert_array_equal(rule.follow(truth), truth.amount)
    assert length_s(truth, rule) == pytest.approx(2.0, abs=0.15)


def test_what_interrupts_is_not_held():
    truth = make_truth(lean_deg=15)
    rule = HoldRule("lean_deg", interrupted_by=lambda truth: truth.time_s > 3.0)
    assert length_s(truth, rule) == pytest.approx(1.0, abs=0.15)
