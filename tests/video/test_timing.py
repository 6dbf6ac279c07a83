from __future__ import annotations

import numpy as np
import pytest

from formcheck.video.timing import Jump, PresentationClock, close_jumps, find_jumps


@pytest.mark.parametrize(
    ("timestamps_s", "expected_s"),
    [
        pytest.param([5.0, 5.1, 5.3], [0.0, 0.1, 0.3], id="taken as they are"),
        pytest.param([5.0, None, 5.3], [0.0, 0.1, 0.3], id="missing"),
        pytest.param([5.0, 5.0, 5.3], [0.0, 0.1, 0.3], id="repeated"),
        pytest.param([5.0, 5.2, 5.1, 5.5], [0.0, 0.2, 0.3, 0.5], id="backwards"),
        pytest.param([None, None, None], [0.0, 0.1, 0.2], id="none at all"),
        pytest.param([5.0, 0.0, 0.1, 0.2], [0.0, 0.1, 0.2, 0.3], id="begins anew"),
        pytest.param([5.0, 5.0, 5.1 + 1e-12], [0.0, 0.1, 0.2], id="repeated, but for rounding"),
        pytest.param([5.0, 64.0, 64.1], [0.0, 59.0, 59.1], id="a pause"),
        pytest.param([5.0, 36005.0, 36005.1], [0.0, 60.0, 60.1], id="a jump"),
        pytest.param([5.0, 5e9, 5.2, 5e9], [0.0, 60.0, 60.1, 60.2], id="there and back again"),
    ],
)
def test_times_increase_and_good_timestamps_stay(
    timestamps_s: list[float | None], expected_s: list[float]
) -> None:
    clock = PresentationClock(first_s=5.0, interval_s=0.1)
    assert [clock.time_of(timestamp_s) for timestamp_s in timestamps_s] == pytest.approx(expected_s)


def test_hours_between_frames_are_at_most_a_minute() -> None:
    clock = PresentationClock(first_s=0.0, interval_s=6540.0)
    assert [clock.time_of(None) for _ in range(3)] == [0.0, 60.0, 120.0]
    assert clock.time_of(6540.0) == 180.0


@pytest.mark.parametrize(
    ("time_s", "closed_s"),
    [(5.0, 5.0), (65.0, 65.0), (100.0, None), (3604.0, None), (3605.0, 65.0), (3700.0, 160.0)],
)
def test_moments_between_frames_follow_the_same_clock(
    time_s: float, closed_s: float | None
) -> None:
    assert close_jumps(time_s, [Jump(at_s=5.0, length_s=3600.0)]) == closed_s


def test_moments_after_two_jumps() -> None:
    jumps = [Jump(at_s=5.0, length_s=3600.0), Jump(at_s=70.0, length_s=7200.0)]
    assert close_jumps(3605.0 + 5.0 + 7200.0 + 2.0, jumps) == 132.0


def test_jumps_are_found_where_the_clock_closes_them() -> None:
    timestamps_s = np.array([0.0, 5.0, 3605.0, 3610.0, 3670.0, 10870.0])
    clock = PresentationClock(first_s=0.0, interval_s=0.1)
    closed_s = [clock.time_of(float(timestamp_s)) for timestamp_s in timestamps_s]
    jumps = find_jumps(timestamps_s)
    assert jumps == (Jump(at_s=5.0, length_s=3600.0), Jump(at_s=130.0, length_s=7200.0))
    assert [close_jumps(float(moment_s), jumps) for moment_s in timestamps_s] == closed_s


def test_nothing_jumps_where_there_is_no_frame() -> None:
    assert find_jumps(np.empty(0)) == ()
