from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.__main__ import count_simply
from benchmarks.accuracy.counted_angle import CountedAngle, extract_counted_angle
from benchmarks.accuracy.label_renders import label_render
from benchmarks.accuracy.simple_counters import (
    SIMPLE_COUNTERS,
    count_hysteresis,
    count_peaks,
    count_two_thresholds,
)
from formcheck.evaluation.labels import ClipLabel
from tests.evaluation.acted import ENTRIES, read_acted
from tests.evaluation.acted import track_of as acted_track
from tests.support.filming import film
from tests.support.synthetic import excursion, frame_times, plan_reps, prone_press_up

TIME_S = np.arange(0, 12, 1 / 30)


def angle(values: np.ndarray) -> CountedAngle:
    return CountedAngle(TIME_S, values, count_deg=20.0, exit_deg=7.0)


WAVES = 15 - 15 * np.cos(2 * np.pi * TIME_S / 3)


@pytest.mark.parametrize("name", list(SIMPLE_COUNTERS))
def test_each_counts_clear_waves(name: str) -> None:
    assert SIMPLE_COUNTERS[name](angle(WAVES)) == 4


@pytest.mark.parametrize("name", list(SIMPLE_COUNTERS))
def test_each_counts_nothing_in_rest_and_in_nobody(name: str) -> None:
    assert SIMPLE_COUNTERS[name](angle(np.zeros_like(TIME_S))) == 0
    assert SIMPLE_COUNTERS[name](angle(np.full_like(TIME_S, np.nan))) == 0


def test_a_spike_fools_raw_thresholds_only() -> None:
    values = np.zeros_like(TIME_S)
    values[100:102] = 40.0
    assert count_two_thresholds(angle(values)) == 1
    assert count_hysteresis(angle(values)) == 0


def test_peaks_count_what_never_came_back() -> None:
    values = np.interp(TIME_S, [0, 2, 4, 6, 8, 10], [0, 60, 30, 60, 30, 60])
    assert count_peaks(angle(values)) == 3
    assert count_two_thresholds(angle(values)) == 1


def test_the_angle_starts_at_nothing() -> None:
    reps = plan_reps(2, 45.0)
    time_s = frame_times(reps)
    up = excursion(time_s, reps)
    counted = extract_counted_angle(film(time_s, prone_press_up(up)), "prone_press_up")
    assert counted.angle_deg[0] == pytest.approx(0.0, abs=0.5)
    assert np.nanmax(counted.angle_deg) == pytest.approx(45.0, abs=1.0)
    assert counted.count_deg == 20.0


def test_every_clip_is_counted_by_every_counter(tmp_path: Path) -> None:
    clips = read_acted(tmp_path, ENTRIES[:3])
    counts = count_simply(clips, acted_track)
    assert set(counts) == set(SIMPLE_COUNTERS)
    assert counts["peaks, no gating"] == [(3, 3), (0, 0), (1, 0)]


def test_a_render_is_labelled_from_its_truth(tmp_path: Path) -> None:
    phase = np.concatenate([np.zeros(15), np.linspace(0, 1, 16), np.ones(10), np.zeros(15)])
    np.savez(tmp_path / "f_press_up_lift.npz", e=phase, fps=15)
    entry = label_render(tmp_path / "f_press_up_lift.mp4", tmp_path / "f_press_up_lift.npz")
    label = ClipLabel.model_validate(entry)
    assert label.exercise == "prone_press_up"
    assert label.reps == [(1.0, 2.733)]
    assert label.faults is not None
    assert [fault.id for fault in label.faults] == ["PPU-1", "PPU-6"]


def test_a_render_too_small_to_see_has_nothing_to_count(tmp_path: Path) -> None:
    np.savez(tmp_path / "f_tilt_none.npz", e=np.array([0, 1, 1, 0.0]), fps=15)
    label = ClipLabel.model_validate(
        label_render(tmp_path / "f_tilt_none.mp4", tmp_path / "f_tilt_none.npz")
    )
    assert label.reps == []
    assert label.faults is None
    assert len(label.partial_reps) == 1
