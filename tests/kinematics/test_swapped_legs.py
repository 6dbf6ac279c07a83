"""Legs that change places for a moment are put back; legs that move are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.swapped_legs import mend_swapped_legs
from formcheck.pose.landmarks import Landmark
from tests.support.hugging import film_legs
from tests.support.synthetic import FloatArray

TORSO_PX = 150.0
TIME_S = np.arange(150) / 30
LEFT = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX]
RIGHT = [Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]


def hugging() -> FloatArray:
    rise = 70.0 * np.clip((TIME_S - 1.0) / 0.8, 0.0, 1.0)
    return film_legs(TIME_S, np.full_like(TIME_S, 50.0), 50.0 + rise).xy_px


def swap(xy_px: FloatArray, first: int, stop: int) -> FloatArray:
    swapped = xy_px.copy()
    swapped[first:stop, LEFT] = xy_px[first:stop, RIGHT]
    swapped[first:stop, RIGHT] = xy_px[first:stop, LEFT]
    return swapped


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("frames", [1, 10, 25])
def test_a_short_swap_is_mended(frames: int, causal: bool) -> None:
    truth = hugging()
    seen = swap(truth, 80, 80 + frames)
    kept = seen.copy()
    mended = mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=causal)
    np.testing.assert_array_equal(mended, truth)
    np.testing.assert_array_equal(seen, kept)


def test_a_swap_that_lasts_is_believed() -> None:
    seen = swap(hugging(), 80, 140)
    np.testing.assert_array_equal(mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=False), seen)
    live = mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=True)
    np.testing.assert_array_equal(live[:80], hugging()[:80])
    np.testing.assert_array_equal(live[80:110], hugging()[80:110])
    np.testing.assert_array_equal(live[112:], seen[112:])


@pytest.mark.parametrize("causal", [False, True])
def test_legs_that_move_and_cross_are_left_alone(causal: bool) -> None:
    turn = 2 * np.pi * TIME_S
    scissors = film_legs(TIME_S, 60.0 + 40.0 * np.sin(turn), 60.0 - 40.0 * np.sin(turn)).xy_px
    for xy_px in (hugging(), scissors):
        assert mend_swapped_legs(TIME_S, xy_px, TORSO_PX, causal=causal) is xy_px


def test_the_hidden_leg_that_follows_the_other_for_a_moment_is_left_alone() -> None:
    seen = hugging()
    seen[80:90, LEFT] = seen[80:90, RIGHT] + 2.0
    assert mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=False) is seen


def test_what_was_not_seen_is_no_swap() -> None:
    seen = hugging()
    seen[60:70] = np.nan
    assert mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=False) is seen


def test_live_knows_of_no_frame_before_its_time() -> None:
    seen = swap(hugging(), 80, 140)
    whole = mend_swapped_legs(TIME_S, seen, TORSO_PX, causal=True)
    for count in (79, 81, 95, 113):
        part = mend_swapped_legs(TIME_S[:count], seen[:count], TORSO_PX, causal=True)
        np.testing.assert_array_equal(part, whole[:count])
