"""Both feet travel when somebody walks; one foot that steps is a fault, not a walk."""

from __future__ import annotations

import numpy as np

from formcheck.exercises.standing_back_extension.walking import find_walking, is_walking
from formcheck.kinematics.measurements import Measurements
from tests.support.shots import make_measurements

STILL = [1.0] * 16


def shot(left: list[float], right: list[float]) -> Measurements:
    return make_measurements(
        len(left), left_ankle_across_torso=left, right_ankle_across_torso=right
    )


def stride(frame: int, length: float) -> list[float]:
    return [1.0] * frame + [1.0 + length] * (16 - frame)


def test_both_feet_must_travel() -> None:
    assert is_walking(shot(stride(4, 0.5), stride(8, 0.6)), (0, 15), 0)
    assert not is_walking(shot(stride(4, 0.5), STILL), (0, 15), 0)
    assert not is_walking(shot(stride(4, 0.5), stride(8, 0.3)), (0, 15), 0)
    assert not is_walking(shot(stride(4, 0.5), stride(8, 0.6)), (9, 15), 15)
    assert is_walking(shot(stride(4, 0.5), stride(8, 0.6)), (9, 15), 9)


def test_a_foot_that_is_not_seen_does_not_walk() -> None:
    assert not is_walking(shot(stride(4, 0.5), [np.nan] * 16), (0, 15), 0)


def test_walking_is_what_lies_within_a_stride() -> None:
    walking = find_walking(shot(stride(4, 0.5), stride(6, -0.5)))
    # Eight frames a second: the second foot moves at frame 6, the first has from frame 3 on.
    assert np.flatnonzero(walking).tolist() == [6, 7, 8, 9, 10, 11]
