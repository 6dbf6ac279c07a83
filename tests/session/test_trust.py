"""Trust falls with what was not seen, not visible, or seen from the wrong side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.settings import ViewSettings
from formcheck.session.trust import compute_trust
from tests.support.shots import make_measurements

NAN = np.nan


@pytest.mark.parametrize(
    ("seen", "visibility", "yaw_deg", "expected"),
    [
        (1.0, 1.0, 0.0, 1.0),
        (0.5, 1.0, 0.0, 0.5),
        (1.0, 0.8, 0.0, 0.8),
        (1.0, 1.0, 20.0, 1.0),
        (1.0, 1.0, 25.0, 0.85),
        (1.0, 1.0, 30.0, 0.7),
        (0.5, 0.8, 30.0, 0.28),
        (1.0, NAN, 0.0, 0.0),
        (1.0, 1.0, NAN, 0.0),
    ],
)
def test_trust(seen: float, visibility: float, yaw_deg: float, expected: float) -> None:
    shot = replace(
        make_measurements(10),
        seen=np.arange(10) < 10 * seen,
        yaw_deg=np.full(10, yaw_deg),
    )
    found = compute_trust(shot, np.full((10, 33), visibility), (0, 9), ViewSettings())
    assert found == pytest.approx(expected)


def test_only_the_frames_and_the_side_that_matter_count() -> None:
    visibility = np.ones((10, 33))
    visibility[:, 11] = 0.0
    visibility[:3] = 0.0
    shot = replace(make_measurements(10), seen=np.arange(10) >= 3)
    assert compute_trust(shot, visibility, (3, 9), ViewSettings()) == 1.0
