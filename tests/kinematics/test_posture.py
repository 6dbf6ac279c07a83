"""Standing, prone, supine or something else."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.posture import classify_posture

NAN = np.nan


@pytest.mark.parametrize(
    ("trunk_deg", "thigh_deg", "belly_down", "expected"),
    [
        (88, 88, True, "standing"),
        (60, 75, False, "standing"),
        (0, 3, True, "prone"),
        (45, 10, True, "prone"),
        (15, 15, True, "prone"),
        (10, 30, True, "other"),
        (0, -55, False, "supine"),
        (-20, 5, False, "supine"),
        (0, 0, False, "supine"),
        (80, 0, True, "other"),
        (80, 0, False, "other"),
        (NAN, 88, True, "unknown"),
        (88, NAN, True, "unknown"),
    ],
)
@pytest.mark.parametrize("headward_sign", [-1, 1])
def test_posture(
    trunk_deg: float, thigh_deg: float, belly_down: bool, expected: str, headward_sign: int
) -> None:
    signals = {
        "trunk_inclination_deg": np.array([trunk_deg, trunk_deg], dtype=float),
        "thigh_inclination_deg": np.array([thigh_deg, thigh_deg], dtype=float),
    }
    front_sign = headward_sign if belly_down else -headward_sign
    assert classify_posture(signals, front_sign, headward_sign) == (expected, expected)
