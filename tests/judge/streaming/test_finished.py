from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from formcheck.errors import NothingToScoreError
from formcheck.judge.result import Result
from formcheck.judge.scored import ScoredClip
from formcheck.judge.streaming.finished import score_finished
from formcheck.judge.streaming.streaming_set import StreamingSet
from tests.support.filming import lose, pick
from tests.support.scoring import origin_of
from tests.support.streaming import (
    film_faulty_press_ups,
    film_scene,
    open_set,
    play,
    push,
)
from tests.support.synthetic import plan_reps


def _score(done: StreamingSet) -> ScoredClip:
    return score_finished(done, origin_of(done.track, "Remark."))


@cache
def _faulty() -> tuple[StreamingSet, ScoredClip]:
    played = play(film_faulty_press_ups(), "prone_press_up", judged_every_s=0.5)
    return played.done, _score(played.done)


def test_the_result_is_what_was_counted_and_said() -> None:
    done, scored = _faulty()
    result = scored.result
    assert [rep.index for rep in result.reps] == [1, 2, 3]
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 3
    assert result.summary.clean_reps == 1
    for rep, item in zip(result.reps, done.decided_reps, strict=True):
        assert (rep.start_s, rep.peak_s, rep.end_s) == (
            item.rep.start_s,
            item.rep.peak_s,
            item.rep.end_s,
        )
    assert [rep.faults for rep in result.reps] == [[], ["PPU-1"], ["PPU-1"]]
    assert [fault.rep for fault in result.faults if fault.id == "PPU-1"] == [2, 3]
    assert "Remark." in result.summary.notes
    assert (result.exercise, result.exercise_source) == ("prone_press_up", "given")


def test_it_can_be_written_and_read_back() -> None:
    result = _faulty()[1].result
    assert Result.model_validate_json(result.model_dump_json()) == result


def test_every_frame_has_its_place_in_curves_and_timeline() -> None:
    _, scored = _faulty()
    frames = scored.track.frame_count
    timeline = scored.timeline
    assert len(timeline.time_s) == len(timeline.signal) == len(timeline.phase) == frames
    assert len(timeline.reps_counted) == len(timeline.hold_s) == frames
    assert len(scored.measurements.time_s) == len(scored.measurements.posture) == frames
    np.testing.assert_array_equal(timeline.time_s, scored.track.time_s)
    assert (timeline.reps_counted[0], timeline.reps_counted[-1]) == (0, 3)
    assert np.all(np.diff(timeline.reps_counted) >= 0)


def test_what_was_done_before_the_start_is_no_part_of_the_result() -> None:
    track, reps = film_faulty_press_ups(), plan_reps(3, 45.0)
    done = open_set(track, "prone_press_up", counting=False)
    for index, time_s in enumerate(track.time_s):
        if time_s >= reps[1].end_s + 1.0:
            done.start_counting(float(time_s))
        push(done, track, index, hurry=bool(index % 8))
    done.finish()
    result = _score(done).result
    assert [rep.index for rep in result.reps] == [1]
    assert result.reps[0].start_s > reps[1].end_s
    assert {fault.rep for fault in result.faults} <= {None, 1}
    assert not any("Looking back" in note for note in result.summary.notes)


def test_no_second_way_of_counting_is_told_of_a_set_that_was_counted_while_done() -> None:
    track = film_faulty_press_ups()
    done = open_set(track, "prone_press_up", counting=False)
    for index, time_s in enumerate(track.time_s):
        if time_s >= plan_reps(3, 45.0)[0].end_s + 1.0:
            done.start_counting(float(time_s))
        push(done, track, index, hurry=bool(index % 8))
    done.finish()
    summary = _score(done).result.summary
    assert summary.prominence_reps_counted != summary.reps_counted
    assert not any("peaks" in note for note in summary.notes)


@pytest.mark.parametrize("case", ["nobody", "too short", "another posture"])
def test_where_nothing_was_seen_there_is_nothing_to_score(case: str) -> None:
    track = film_scene("prone_press_up")
    if case == "nobody":
        track = lose(track, 0.0, np.inf)
    elif case == "too short":
        track = pick(track, slice(0, 5))
    exercise = "standing_back_extension" if case == "another posture" else "prone_press_up"
    played = play(track, exercise, judged_every_s=5.0)
    with pytest.raises(NothingToScoreError):
        _score(played.done)


def test_a_set_of_nothing_but_rest_is_a_result_without_repetitions() -> None:
    rest = pick(film_scene("prone_press_up"), slice(0, 36))
    result = _score(play(rest, "prone_press_up").done).result
    assert (result.reps, result.summary.reps_counted) == ([], 0)
