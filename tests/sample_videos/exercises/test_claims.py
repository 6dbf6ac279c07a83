import numpy as np
import pytest

from sample_videos.renderer.exercises.claims import beyond, short_of, too_small, where_else_0
from sample_videos.renderer.exercises.standing_back_extension import EXERCISE
from tests.sample_videos.builders import make_truth, view


def test_a_ratio_is_1_at_the_threshold_and_grows_beyond_it():
    np.testing.assert_allclose(beyond(np.array([-15.0, -30.0, 15.0]), -15.0), [1.0, 2.0, -1.0])
    np.testing.assert_allclose(short_of(np.array([4.0, 3.0, 8.0]), 4.0), [1.0, 1.25, 0.0])


def test_nothing_falls_short_of_nothing():
    np.testing.assert_array_equal(short_of(np.array([-1.0, 0.0]), 0.0), [0.0, 0.0])


def test_a_gated_ratio_is_0_where_the_condition_does_not_hold():
    gated = where_else_0(np.array([True, False]), np.array([1.5, 1.5]))
    np.testing.assert_array_equal(gated, [1.5, 0.0])


@pytest.mark.parametrize(("fewest", "certain"), [(1, True), (2, False)])
def test_too_small_is_certain_when_there_are_enough_of_them(fewest, certain):
    views = view(EXERCISE, make_truth(times=2))
    claims = list(too_small("X-1", views, [5.0, 10.0], 8.0, fewest))
    assert [claim.ratio[0] for claim in claims] == pytest.approx([2 - 5 / 8, 2 - 10 / 8])
    assert [claim.certain for claim in claims] == [certain, certain]
