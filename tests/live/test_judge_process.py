"""A set that is judged in another process is the set that it would have been here."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import MachineError, UnknownExerciseError
from formcheck.exercises.settings import default_settings
from formcheck.judge.result import ModelInfo
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.interrupted import find_interrupted
from formcheck.live.journal import SetJournal, SetOwner
from formcheck.live.judge_process import JudgeProcess
from formcheck.live.judging import FinishedSet, JudgedFrame, Judging
from formcheck.words.language import speaking
from tests.live.builders import CLEAR
from tests.support.live import FRAMES, watch_set


@pytest.fixture(scope="module")
def process() -> Iterator[JudgeProcess]:
    with JudgeProcess() as process:
        yield process


def _judged(judging: Judging) -> tuple[list[JudgedFrame], FinishedSet]:
    watch_set(judging)
    judging.start_counting(1.0)
    judging.finish()
    judging.close()
    *judged, finished = judging.take()
    assert isinstance(finished, FinishedSet)
    return [item for item in judged if isinstance(item, JudgedFrame)], finished


def _wait_for_answers(judging: Judging, count: int) -> None:
    """Take answers until there were so many."""
    ends_s = time.monotonic() + 60
    while count > 0:
        count -= len(judging.take())
        assert time.monotonic() < ends_s
        time.sleep(0.02)


@pytest.mark.parametrize("code", ["en", "de"])
def test_it_says_and_keeps_the_same(process: JudgeProcess, code: str) -> None:
    with speaking(code):
        here, kept_here = _judged(Judging())
        there, kept_there = _judged(Judging(new_set=process.new_set))
    # How many are judged one by one depends on how quickly they come, the outcome does not.
    assert [item.time_s for item in there] == [item.time_s for item in here]
    assert there[-1].state == here[-1].state
    assert isinstance(kept_there.done, StreamingSet)
    assert kept_there.started_s == kept_here.started_s
    assert [rep.rep for rep in kept_there.done.decided_reps] == [
        rep.rep for rep in kept_here.done.decided_reps
    ]
    assert kept_there.done.decided_faults == kept_here.done.decided_faults
    assert kept_there.done.reps_counted == 2
    np.testing.assert_array_equal(kept_there.done.track.xy_px, kept_here.done.track.xy_px)


def test_frame_by_frame_it_is_the_same_set(process: JudgeProcess) -> None:
    size_px = {"width_px": FRAMES[0].rgb.shape[1], "height_px": FRAMES[0].rgb.shape[0]}
    here = StreamingSet("prone_press_up", default_settings(), **size_px)
    there = process.new_set("prone_press_up", default_settings(), **size_px)
    for judged in (here, there):
        judged.start_counting(0.5)
    for index, frame in enumerate(FRAMES):
        assert there.push(frame.time_s, frame.pose) == here.push(frame.time_s, frame.pose)
        if index == len(FRAMES) // 2:
            for judged in (here, there):
                judged.stop_counting(frame.time_s)
                judged.start_counting(frame.time_s + 0.5)
    assert there.stretches == here.stretches
    assert there.reps_counted == here.reps_counted > 0
    assert there.begins_s == here.begins_s
    assert (there.track_width_px, there.track_height_px) == tuple(size_px.values())
    np.testing.assert_array_equal(there.track.xy_px, here.track.xy_px)
    for name, rows in here.rows_since(3).items():
        np.testing.assert_array_equal(there.rows_since(3)[name], rows)


def test_what_cannot_be_judged_is_told_here(process: JudgeProcess) -> None:
    with pytest.raises(UnknownExerciseError):
        process.new_set("juggling", default_settings(), width_px=64, height_px=48)
    distant = process.new_set("prone_press_up", default_settings(), width_px=64, height_px=48)
    distant.push(1.0, None)
    with pytest.raises(ValueError, match="later"):
        process.ask(distant.number, "push", 0.5, None)
    distant.push(1.1, None)


def test_a_set_that_nobody_needs_is_forgotten(process: JudgeProcess) -> None:
    begun = process.new_set("prone_press_up", default_settings(), width_px=64, height_px=48)
    number = begun.number
    del begun
    other = process.new_set("prone_press_up", default_settings(), width_px=64, height_px=48)
    other.push(1.0, None)
    with pytest.raises(KeyError):
        process.ask(number, "finish")


def test_when_it_dies_that_is_told_and_the_journal_has_the_set(tmp_path: Path) -> None:
    owner = SetOwner(tmp_path / "out", ModelInfo(variant="full", sha256="0" * 64))
    with JudgeProcess() as process:
        judging = Judging(SetJournal(tmp_path / "sets", owner), process.new_set)
        watch_set(judging)
        _wait_for_answers(judging, len(FRAMES))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGTERM)
        judging.push(replace(FRAMES[-1], time_s=FRAMES[-1].time_s + 0.1), CLEAR)
        judging.close()
        with pytest.raises(MachineError, match="has stopped") as told:
            judging.take()
        assert "Start formcheck live again" in told.value.hint
    assert judging.journal is not None
    judging.journal.close(keep=True)
    (interrupted,) = find_interrupted(tmp_path / "sets", owner)
    assert interrupted.facts.reps == 2
    assert interrupted.replay().done.reps_counted == 2
    interrupted.remove()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of another kind there")
def test_ctrl_c_leaves_it_at_work(process: JudgeProcess) -> None:
    distant = process.new_set("prone_press_up", default_settings(), width_px=64, height_px=48)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)
    time.sleep(0.05)
    assert distant.push(1.0, None).time_s == 1.0


def test_it_ends_with_its_owner() -> None:
    process = JudgeProcess()
    pid = process.pid
    assert pid is not None
    process.wait_until_ready()
    process.close()
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(MachineError):
        process.new_set("prone_press_up", default_settings(), width_px=64, height_px=48)
    with pytest.raises(MachineError):
        process.wait_until_ready()
