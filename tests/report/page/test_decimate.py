from __future__ import annotations

import numpy as np

from formcheck.report.page.axis import decimate


def test_a_short_signal_is_kept_whole_and_broken_at_gaps() -> None:
    signal = np.array([np.nan, 1.0, 2.0, np.nan, 3.0, np.nan])
    runs = decimate(np.arange(6.0), signal)
    assert [(times.tolist(), values.tolist()) for times, values in runs] == [
        ([1.0, 2.0], [1.0, 2.0]),
        ([4.0], [3.0]),
    ]


def test_nothing_seen_gives_nothing() -> None:
    assert decimate(np.arange(3.0), np.full(3, np.nan)) == []


def test_a_long_signal_keeps_its_spikes_and_its_order() -> None:
    signal = np.zeros(100_000)
    signal[31_234], signal[77_777] = 50.0, -20.0
    runs = decimate(np.arange(100_000.0), signal, most_points=500)
    times, values = runs[0]
    assert len(runs) == 1
    assert len(times) <= 500
    assert np.all(np.diff(times) > 0)
    assert times[np.argmax(values)] == 31_234
    assert times[np.argmin(values)] == 77_777


def test_a_gap_in_a_long_signal_stays_a_gap() -> None:
    signal = np.ones(10_000)
    signal[4_000:4_050] = np.nan
    (before, _), (after, _) = decimate(np.arange(10_000.0), signal, most_points=100)
    assert before[-1] < 4_000
    assert after[0] >= 4_050
