"""A set that is noted down while it runs, and what a later start makes of it."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from formcheck.exercises.settings import default_settings
from formcheck.judge.scored import ScoredClip
from formcheck.judge.streaming.finished import score_finished
from formcheck.live import journal as journal_module
from formcheck.live.interrupted import InterruptedSet, find_interrupted
from formcheck.live.journal import SetJournal, SetOwner
from formcheck.live.judging import FinishedSet, Judging
from tests.live.builders import CLEAR
from tests.support.live import FRAMES, interrupt, watch_set
from tests.support.scoring import MODEL, origin_of


@pytest.fixture
def owner(tmp_path: Path) -> SetOwner:
    return SetOwner(tmp_path / "sets", MODEL, "P-7", tmp_path / "history.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "sets"


def _only(folder: Path, owner: SetOwner) -> InterruptedSet:
    (found,) = find_interrupted(folder, owner)
    found.leave()
    return found


def _scored(finished: FinishedSet) -> ScoredClip:
    return score_finished(finished.done, origin_of(finished.done.track))


@cache
def _uninterrupted() -> ScoredClip:
    """Return the same set, ended as usual."""
    judging = Judging()
    judging.watch("prone_press_up", default_settings())
    for frame in FRAMES[:10]:
        judging.push(frame, CLEAR)
    judging.start_counting(1.0)
    for frame in FRAMES[10:]:
        judging.push(frame, CLEAR)
    judging.finish()
    judging.close()
    (finished,) = (item for item in judging.take() if isinstance(item, FinishedSet))
    return _scored(finished)


def test_an_interrupted_set_is_the_set_that_it_was(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner)
    found = _only(folder, owner)
    assert (found.facts.exercise, found.facts.reps) == ("prone_press_up", 2)
    assert found.facts.started_s == 1.0
    frames = len(found.rows["time_s"])
    assert FRAMES[-1].time_s - FRAMES[frames - 1].time_s < 1.0
    again, before = _scored(found.replay()).result, _uninterrupted().result
    assert again.summary.reps_counted == 2
    assert [rep.start_s for rep in again.reps] == [rep.start_s for rep in before.reps]
    assert [rep.peak for rep in again.reps] == pytest.approx([rep.peak for rep in before.reps])
    assert [fault.id for fault in again.faults] == [fault.id for fault in before.faults]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told otherwise there")
def test_nobody_else_may_read_it(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(_only(folder, owner).path.stat().st_mode) == 0o600


def test_a_file_that_is_cut_off_anywhere_loses_its_end_only(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner)
    found = _only(folder, owner)
    whole, frames = found.path.read_bytes(), len(found.rows["time_s"])
    for lost in (1, 5, 20_000, len(whole) // 3):
        found.path.write_bytes(whole[:-lost])
        cut = _only(folder, owner)
        assert 0 < len(cut.rows["time_s"]) < frames
        assert list(cut.rows["time_s"]) == list(found.rows["time_s"][: len(cut.rows["time_s"])])
    damaged = bytearray(whole)
    damaged[len(whole) * 4 // 5] ^= 1
    found.path.write_bytes(damaged)
    assert len(_only(folder, owner).rows["time_s"]) < frames


def test_a_set_that_still_runs_elsewhere_is_left_alone(folder: Path, owner: SetOwner) -> None:
    judging = Judging(SetJournal(folder, owner))
    watch_set(judging)
    judging.close()
    end = time.monotonic() + 60
    while not list(folder.glob("*")):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert find_interrupted(folder, owner) == []
    assert judging.journal is not None
    judging.journal.close(keep=False)
    assert list(folder.glob("*")) == []


def test_a_set_that_begins_anew_forgets_what_was_before(folder: Path, owner: SetOwner) -> None:
    judging = Judging(SetJournal(folder, owner))
    watch_set(judging)
    judging.restart()
    later = [replace(frame, time_s=frame.time_s + 100) for frame in FRAMES]
    watch_set(judging, later, start_s=104.0)
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=True)
    found = _only(folder, owner)
    assert found.rows["time_s"][0] == later[0].time_s
    assert found.facts.started_s == 104.0


def test_what_was_seen_before_counting_is_not_written(folder: Path, owner: SetOwner) -> None:
    judging = Judging(SetJournal(folder, owner))
    watch_set(judging, start_s=1000.0)
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=True)
    assert not folder.exists()


def test_a_pause_is_kept_with_it(folder: Path, owner: SetOwner) -> None:
    """The second repetition falls into the pause, and does not count afterwards either."""
    judging = Judging(SetJournal(folder, owner))
    judging.watch("prone_press_up", default_settings())
    judging.start_counting(0.0)
    pause_s = _uninterrupted().result.reps[0].end_s + 1.0
    for frame in FRAMES:
        if frame.time_s >= pause_s:
            judging.stop_counting(pause_s)
        judging.push(frame, CLEAR)
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=True)
    found = _only(folder, owner)
    assert found.facts.reps == 1
    assert _scored(found.replay()).result.summary.reps_counted == 1


def test_sets_of_others_wait_for_them(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner)
    for other in (replace(owner, patient="P-8"), replace(owner, store_file=None)):
        assert find_interrupted(folder, other) == []
    assert _only(folder, replace(owner, out=Path("elsewhere"))).facts.patient == "P-7"


def test_what_is_not_worth_keeping_is_removed(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner, FRAMES[:30])
    assert find_interrupted(folder, owner) == []
    assert list(folder.iterdir()) == []


def test_a_set_that_nobody_came_back_for_is_removed(folder: Path, owner: SetOwner) -> None:
    interrupt(folder, owner)
    (path,) = folder.iterdir()
    month_ago_s = time.time() - 31 * 86_400
    os.utime(path, (month_ago_s, month_ago_s))
    assert find_interrupted(folder, owner) == []
    assert not path.exists()


def test_a_file_of_another_kind_is_removed_and_harms_nothing(folder: Path, owner: SetOwner) -> None:
    folder.mkdir(parents=True)
    (folder / "set-x.journal").write_bytes(b"something else\n" * 10)
    assert find_interrupted(folder, owner) == []


def test_the_piece_of_a_film_goes_with_it(folder: Path, owner: SetOwner) -> None:
    film = owner.out / ".recording-abc"
    film.mkdir(parents=True)
    (film / "clean.mp4").write_bytes(b"cut off")
    journal = SetJournal(folder, owner)
    journal.note_recording(film)
    judging = Judging(journal)
    watch_set(judging)
    judging.close()
    journal.close(keep=True)
    _only(folder, owner).remove()
    assert not film.exists()
    assert list(folder.iterdir()) == []


def test_a_disk_that_is_full_costs_the_journal_not_the_set(
    folder: Path, owner: SetOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal_module._JournalFile, "append", fail)
    judging = Judging(SetJournal(folder, owner))
    watch_set(judging)
    judging.finish()
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=False)
    (finished,) = (item for item in judging.take() if isinstance(item, FinishedSet))
    assert len(finished.done.decided_reps) == 2


def test_it_grows_no_further_than_it_may(
    folder: Path, owner: SetOwner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_MOST_BYTES", 200_000)
    interrupt(folder, owner)
    (path,) = folder.iterdir()
    assert 100_000 < path.stat().st_size <= 200_000


def test_holds_that_were_only_timed_are_kept_however_short_the_set(
    folder: Path, owner: SetOwner
) -> None:
    judging = Judging(SetJournal(folder, owner))
    judging.note_timed_holds(2)
    # Too short to be worth keeping without them.
    watch_set(judging, FRAMES[:40], start_s=1.0)
    judging.close()
    assert judging.journal is not None
    judging.journal.close(keep=True)
    left = _only(folder, owner)
    assert (left.facts.reps, left.facts.timed_holds) == (0, 2)
    left.remove()


def test_holds_of_a_set_that_begins_anew_are_forgotten(folder: Path, owner: SetOwner) -> None:
    journal = SetJournal(folder, owner)
    judging = Judging(journal)
    judging.note_timed_holds(2)
    watch_set(judging, FRAMES[:40], start_s=1.0)
    judging.restart()
    watch_set(judging, FRAMES[40:80], start_s=5.0)
    judging.close()
    journal.close(keep=True)
    assert find_interrupted(folder, owner) == []
