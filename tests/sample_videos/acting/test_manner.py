"""What habits make of a movement, against values worked out by hand."""

import pytest

from sample_videos.renderer.acting.acts import Manner
from sample_videos.renderer.acting.manner import as_people_do, breath_m
from sample_videos.renderer.motion import Moment, Repetition

REPETITION = Repetition(out_s=1.0, hold_s=10.0, return_s=1.0)


def amount(manner, since_s, before=1.0):
    return as_people_do(Moment(before), REPETITION, since_s, manner).amount


def test_who_goes_too_far_settles_and_comes_back_from_there():
    manner = Manner(settle_share=0.2, settle_s=2.0)
    assert amount(manner, 1.0) == pytest.approx(1.0)
    assert amount(manner, 2.0) == pytest.approx(0.9)
    assert amount(manner, 8.0) == pytest.approx(0.8)
    # Half way back half of it is left, and of what was given up too.
    assert amount(manner, 11.5, before=0.5) == pytest.approx(0.5 * 0.9)


def test_who_draws_in_slowly_arrives_short_of_it():
    manner = Manner(settle_share=-0.2, settle_s=3.0)
    assert amount(manner, 0.0) == pytest.approx(1.0)
    assert amount(manner, 1.0) == pytest.approx(0.8)
    assert amount(manner, 4.0) == pytest.approx(1.0)


def test_the_hold_is_taken_anew_for_a_moment():
    manner = Manner(readjust_share=0.3, readjust_at=0.5, readjust_s=2.0)
    assert amount(manner, 5.9) == pytest.approx(1.0)
    assert amount(manner, 7.0) == pytest.approx(0.7)
    assert amount(manner, 8.1) == pytest.approx(1.0)


def test_nobody_does_anything_by_default():
    assert amount(Manner(), 5.0) == pytest.approx(1.0)
    assert breath_m(Manner(), 1.3) == 0.0


def test_the_belly_rises_in_two_fifths_of_a_breath_and_is_down_before_the_next():
    manner = Manner(breath_mm=10.0, breath_s=4.0)
    assert breath_m(manner, 1.6) == pytest.approx(0.010)
    assert breath_m(manner, 0.8) == pytest.approx(0.005)
    assert breath_m(manner, 3.8) == pytest.approx(0.0, abs=1e-9)
