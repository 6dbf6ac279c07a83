"""What only one of three views shows proves nothing."""

from __future__ import annotations

import pytest

from formcheck.exercises.pelvic_tilt.prepared import is_seen_by_one


@pytest.mark.parametrize(
    ("sizes", "alone"),
    [
        ([-0.04, 0.69, 0.12], True),
        ([0.72, 0.25], False),
        ([0.25, 0.02, 0.05], True),
        ([0.108, 0.503], False),
        ([0.5, 0.09], True),
        ([1.0, 0.9, 0.95], False),
    ],
    ids=["a breath", "a torn patch", "landmarks alone", "a faint tilt", "too small", "a tilt"],
)
def test_a_tilt_is_seen_by_two_views(sizes: list[float], alone: bool) -> None:
    assert is_seen_by_one(sizes) == alone
