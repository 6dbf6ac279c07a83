from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.judge.rebase import begin_at, describe_clip
from formcheck.judge.scored import ScoredClip
from tests.support.scored import make_scored

SCORED = make_scored()
FIRST_REP_S = min(rep.start_s for rep in SCORED.result.reps)


def _lengths(scored: ScoredClip) -> set[int]:
    measured, timeline = scored.measurements, scored.timeline
    return {
        scored.track.frame_count,
        scored.result.clip.frames,
        *(len(array) for array in (measured.time_s, measured.xy_px, measured.yaw_deg)),
        *(len(array) for array in (measured.seen, measured.posture)),
        *(len(values) for values in measured.signals.values()),
        *(len(array) for array in (timeline.time_s, timeline.signal, timeline.phase)),
        *(len(array) for array in (timeline.reps_counted, timeline.hold_s)),
    }


@settings(max_examples=25, deadline=None, derandomize=True)
@given(start_s=st.floats(0.0, FIRST_REP_S))
def test_all_times_move_by_the_same_amount(start_s: float) -> None:
    cut = begin_at(SCORED, start_s)
    assert len(_lengths(cut)) == 1
    times = (cut.track.time_s, cut.measurements.time_s, cut.timeline.time_s)
    for time_s in times:
        assert time_s[0] == 0.0
        np.testing.assert_array_equal(time_s, times[0])
    by_s = float(SCORED.track.time_s[-cut.track.frame_count])
    assert start_s <= by_s < start_s + 1 / 30 + 1e-9
    for old, new in zip(SCORED.result.reps, cut.result.reps, strict=True):
        moved = (new.start_s, new.peak_s, new.end_s)
        assert moved == pytest.approx((old.start_s - by_s, old.peak_s - by_s, old.end_s - by_s))
        assert (new.index, new.hold_s, new.peak) == (old.index, old.hold_s, old.peak)
    for was, now in zip(SCORED.result.faults, cut.result.faults, strict=True):
        assert (now.start_s, now.end_s) == pytest.approx((was.start_s - by_s, was.end_s - by_s))
    first = len(SCORED.track.time_s) - cut.track.frame_count
    np.testing.assert_array_equal(cut.timeline.signal, SCORED.timeline.signal[first:])
    assert cut.timeline.phase == SCORED.timeline.phase[first:]
    assert cut.measurements.posture == SCORED.measurements.posture[first:]


def test_length_and_rate_are_those_of_what_is_left() -> None:
    clip = begin_at(SCORED, 1.0).result.clip
    before = SCORED.result.clip
    assert clip.fps == pytest.approx(30.0)
    assert clip.frames == before.frames - 30
    assert clip.duration_s == pytest.approx(clip.frames / 30)
    assert (clip.name, clip.sha256) == (before.name, before.sha256)


def test_what_was_wrong_before_begins_with_the_set() -> None:
    early = SCORED.result.faults[0].model_copy(update={"rep": None, "start_s": 0.2, "end_s": 1.5})
    gone = early.model_copy(update={"end_s": 0.4})
    result = SCORED.result.model_copy(update={"faults": [early, gone]})
    cut = begin_at(replace(SCORED, result=result), 1.0)
    spans = [(fault.start_s, fault.end_s) for fault in cut.result.faults]
    assert spans == [(0.0, pytest.approx(0.5)), (0.0, 0.0)]


def test_a_moment_outside_the_set() -> None:
    assert begin_at(SCORED, -3.0).track.frame_count == SCORED.track.frame_count
    assert begin_at(SCORED, 1e6).track.frame_count == 1


def test_a_single_frame_has_no_rate() -> None:
    clip = describe_clip(SCORED.result.clip, np.array([4.0]))
    assert (clip.frames, clip.fps, clip.duration_s) == (1, 0.0, 0.0)
