from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose.people import (
    PeopleFinder,
    centre_px,
    extent_px,
    painted_over,
    torso_px,
    trunk_ends_px,
)
from tests.support.poses import PERSON, BlockLandmarker, picture_of, standing_pose

NEAR = standing_pose(150, 460, 400)
FAR = standing_pose(450, 400, 250)
THIRD = standing_pose(580, 400, 240)
DOLL = standing_pose(450, 400, 80)


def test_trunk_runs_from_mid_shoulder_to_mid_hip() -> None:
    np.testing.assert_allclose(trunk_ends_px(NEAR)[:, 1], [460 - 320, 460 - 200])
    assert torso_px(NEAR) == pytest.approx(0.3 * 400, rel=0.01)
    assert centre_px(NEAR)[1] == pytest.approx(200)


def test_extent_leaves_out_what_is_outside_the_picture() -> None:
    picture = picture_of([NEAR])
    half_out = standing_pose(0, 460, 400)
    assert extent_px(NEAR, picture) == pytest.approx(np.hypot(100, 380))
    assert extent_px(half_out, picture) == pytest.approx(np.hypot(50, 380))


def test_painting_covers_the_person_only() -> None:
    picture = picture_of([NEAR, FAR])
    covered = painted_over(picture, [NEAR])
    assert not np.any(covered == PERSON)
    assert np.count_nonzero(covered == PERSON - 20) == np.count_nonzero(picture == PERSON - 20)
    assert np.any(picture == PERSON)


@pytest.mark.parametrize(
    ("people", "found"),
    [([], 0), ([NEAR], 1), ([NEAR, FAR], 2), ([FAR, NEAR], 2), ([NEAR, FAR, THIRD], 3)],
)
def test_everybody_is_found_one_after_the_other(people: list, found: int) -> None:
    finder = PeopleFinder(BlockLandmarker())
    assert len(finder.find(picture_of(people))) == found


def test_something_much_smaller_is_no_person() -> None:
    assert len(PeopleFinder(BlockLandmarker()).find(picture_of([NEAR, DOLL]))) == 1
