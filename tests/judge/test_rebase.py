from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.rebase import count_from_segment, shift_fault, shift_rep
from tests.support.scored import make_scored
from tests.support.segments import END_S, START_S, make_segment


def test_a_whole_clip_stays_as_it_is() -> None:
    scored = make_scored()
    assert count_from_segment(scored) is scored


def test_times_count_from_the_first_frame_of_the_segment() -> None:
    segment = make_segment(2, 3)
    shown = count_from_segment(segment)
    for before, after in (
        (segment.track, shown.track),
        (segment.measurements, shown.measurements),
        (segment.timeline, shown.timeline),
    ):
        assert after.time_s[0] == 0.0
        assert np.diff(after.time_s) == pytest.approx(np.diff(before.time_s))
    for old, new in zip(segment.result.reps, shown.result.reps, strict=True):
        assert (new.start_s, new.peak_s, new.end_s) == (
            old.start_s - START_S,
            old.peak_s - START_S,
            old.end_s - START_S,
        )
        assert (new.out_s, new.hold_s, new.return_s) == (old.out_s, old.hold_s, old.return_s)
    for was, now in zip(segment.result.faults, shown.result.faults, strict=True):
        assert (now.start_s, now.end_s) == (was.start_s - START_S, was.end_s - START_S)


def test_its_length_is_that_of_the_segment_and_its_place_is_kept() -> None:
    shown = count_from_segment(make_segment(2, 3)).result
    assert shown.clip.duration_s == pytest.approx(END_S - START_S, abs=0.05)
    assert shown.segment is not None
    assert (shown.segment.index, shown.segment.start_s) == (2, START_S)


def test_a_shift_moves_every_moment_and_no_length() -> None:
    result = make_scored().result
    for rep in result.reps:
        later = shift_rep(rep, 7.5)
        moments = (later.start_s, later.peak_s, later.end_s)
        assert moments == (rep.start_s + 7.5, rep.peak_s + 7.5, rep.end_s + 7.5)
        kept = {"start_s", "peak_s", "end_s"}
        assert later.model_dump(exclude=kept) == rep.model_dump(exclude=kept)
    for fault in result.faults:
        earlier = shift_fault(fault, -2.0)
        assert (earlier.start_s, earlier.end_s) == (fault.start_s - 2.0, fault.end_s - 2.0)
        kept = {"start_s", "end_s"}
        assert earlier.model_dump(exclude=kept) == fault.model_dump(exclude=kept)
