"""A hand before the face is told from hands on hips, chest and neck."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.exercises.standing_back_extension.raised_hand import holds_hand_before_face
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import Landmark
from tests.exercises.standing_back_extension.test_rules import run
from tests.support.shots import make_measurements
from tests.support.synthetic import plan_reps


def shot(ahead_torso: float, above_shoulder_torso: float) -> Measurements:
    """Return a person who faces right, with one wrist where it is said and the other hanging."""
    measured = make_measurements(8)
    shoulder_px = np.array([200.0, 200.0])
    measured.xy_px[:] = shoulder_px
    measured.xy_px[:, [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]] = shoulder_px + np.array(
        [5.0, -35.0]
    )
    measured.xy_px[:, Landmark.NOSE] = shoulder_px + np.array([25.0, -35.0])
    measured.xy_px[:, Landmark.RIGHT_WRIST] = shoulder_px + np.array([0.0, 95.0])
    hand_px = np.array([100.0 * ahead_torso, -100.0 * above_shoulder_torso])
    measured.xy_px[:, Landmark.LEFT_WRIST] = shoulder_px + hand_px
    return measured


@pytest.mark.parametrize(
    ("ahead_torso", "above_shoulder_torso", "expected"),
    [
        (0.45, 0.2, True),  # a cup at the mouth
        (0.60, -0.05, True),
        (-0.1, -0.9, False),  # on the hip
        (0.15, -0.25, False),  # crossed before the chest
        (0.25, -0.14, False),  # crossed high before it
        (-0.1, 0.3, False),  # behind the head
        (0.2, 0.95, False),  # stretched upwards
    ],
)
def test_where_a_hand_is(ahead_torso: float, above_shoulder_torso: float, expected: bool) -> None:
    assert holds_hand_before_face(shot(ahead_torso, above_shoulder_torso), (0, 7)) == expected


def test_somebody_who_leans_back_to_drink_does_no_exercise() -> None:
    result = run(plan_reps(2, 12.0), add=lambda lean, time_s: {"hand_torso": (0.45, 1.2)})
    assert result.reps == []
    assert [fault for fault in result.faults if fault.severity > 0] == []
