from __future__ import annotations

import pytest

from formcheck.video.timing import PresentationClock


@pytest.mark.parametrize(
    ("timestamps_s", "expected_s"),
    [
        pytest.param([5.0, 5.1, 5.3], [0.0, 0.1, 0.3], id="taken as they are"),
        pytest.param([5.0, None, 5.3], [0.0, 0.1, 0.3], id="missing"),
        pytest.param([5.0, 5.0, 5.3], [0.0, 0.1, 0.3], id="repeated"),
        pytest.param([5.0, 5.2, 5.1, 5.5], [0.0, 0.2, 0.3, 0.5], id="backwards"),
        pytest.param([None, None, None], [0.0, 0.1, 0.2], id="none at all"),
        pytest.param([5.0, 0.0, 0.1, 0.2], [0.0, 0.1, 0.2, 0.3], id="begins anew"),
    ],
)
def test_times_increase_and_good_timestamps_stay(
    timestamps_s: list[float | None], expected_s: list[float]
) -> None:
    clock = PresentationClock(first_s=5.0, interval_s=0.1)
    assert [clock.time_of(timestamp_s) for timestamp_s in timestamps_s] == pytest.approx(expected_s)
