"""Saving beside the picture: in order, whatever fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from formcheck.errors import DiskFullError, FormcheckError, NothingToScoreError, StoreError
from formcheck.history.models import SetFilter
from formcheck.history.store import Store
from formcheck.live.backroom import Backroom, KeptInterrupted, NotSaved, Saved, new_recording
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.interrupted import InterruptedSet, find_interrupted
from formcheck.live.journal import SetOwner
from formcheck.live.judging import FinishedSet, Judging
from formcheck.live.live_camera import LiveCamera
from formcheck.live.recording import Recorded, Recording
from formcheck.live.saving import HistoryDesk, SavedSet, save_set
from formcheck.plan.model import Plan, PlannedExercise
from tests.live.frames import posed
from tests.support.filming import lose
from tests.support.live import PERFORMED_AT, film_press_ups, finished_set, interrupt
from tests.support.scoring import MODEL


@cache
def _finished() -> FinishedSet:
    return finished_set()


class FakeJudge:
    """Answers with a finished set, once it was told to finish."""

    journal = None

    def __init__(self, finished: FinishedSet | None, ready: threading.Event | None = None) -> None:
        self._finished, self._ready = finished, ready
        self.calls: list[str] = []

    def finish(self) -> None:
        """Wait as long as the test wants."""
        if self._ready is not None:
            self._ready.wait(30)
        self.calls.append("finish")

    def close(self) -> None:
        """Note it."""
        self.calls.append("close")

    def take(self) -> Sequence[FinishedSet]:
        """Return the set, if all was done in order."""
        assert self.calls == ["finish", "close"]
        return [] if self._finished is None else [self._finished]


class BrokenFilm:
    """A recording whose film fails in a way that nobody thought of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def finish(self) -> Recorded:
        """Fail."""
        raise ZeroDivisionError


@pytest.fixture
def room(tmp_path: Path) -> Backroom:
    file = tmp_path / "history.sqlite3"
    return Backroom(tmp_path / "sets", MODEL, lambda: HistoryDesk(file, "P-7"))


def _end(
    room: Backroom,
    finished: FinishedSet | None,
    *,
    ready: threading.Event | None = None,
    recording: object = None,
    timed_holds: int = 0,
) -> FakeJudge:
    judge = FakeJudge(finished, ready)
    film = cast("Recording | None", recording)
    room.finish_set(cast(Judging, judge), film, PERFORMED_AT, timed_holds)
    return judge


def _look(tmp_path: Path, look: Callable[[Store], None]) -> None:
    with Store.open(tmp_path / "history.sqlite3") as store:
        look(store)


def test_a_set_is_saved_and_kept_in_the_history(room: Backroom, tmp_path: Path) -> None:
    assert room.open_history() is None
    _end(room, _finished())
    room.close()
    (news,) = room.take()
    assert isinstance(news, Saved)
    assert news.kept
    assert room.saved == [news.saved]
    assert (news.saved.folder / "result.json").exists()
    assert room.take() == []

    def look(store: Store) -> None:
        (row,) = store.sets.select(SetFilter()).rows
        assert (row.reps_counted, row.source) == (2, "live")

    _look(tmp_path, look)


def test_holds_that_were_only_timed_reach_the_result(room: Backroom) -> None:
    _end(room, _finished(), timed_holds=3)
    room.close()
    (saved,) = room.saved
    assert saved.timed_holds == 3


def test_an_answer_that_comes_before_the_saving_is_done_belongs_to_that_set(
    room: Backroom, tmp_path: Path
) -> None:
    """The questions are on the screen while the files are written."""
    room.open_history()
    room.add_pain(RecordPain("before", 2, "back"))
    ready = threading.Event()
    _end(room, _finished(), ready=ready)
    room.add_pain(RecordPain("after", 4, "thigh"))
    room.add_safety(RecordSafety("numb_toes", "said so", "prone_press_up"))
    assert room.take() == []
    ready.set()
    room.close()

    def look(store: Store) -> None:
        (row,) = store.sets.select(SetFilter()).rows
        (session,) = store.sessions.of_patient(row.patient_id)
        before, after = store.pain.of_patient(row.patient_id)
        assert (before.moment, before.set_id) == ("before", None)
        assert (after.moment, after.set_id, after.pain_0_to_10) == ("after", row.id, 4)
        assert before.session_id == after.session_id == row.session_id == session.id
        assert store.safety.of_patient(row.patient_id)[0].session_id == session.id

    _look(tmp_path, look)


def test_without_a_patient_only_the_files_are_kept(tmp_path: Path) -> None:
    room = Backroom(tmp_path / "sets", MODEL)
    assert room.open_history() is None
    _end(room, _finished())
    room.add_pain(RecordPain("after", 4, "thigh"))
    room.close()
    (news,) = room.take()
    assert isinstance(news, Saved)
    assert not news.kept
    assert [path.name for path in tmp_path.iterdir()] == ["sets"]


def test_a_history_that_fails_costs_no_files(
    room: Backroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open_history()
    add, fails = HistoryDesk.add_set, iter([False, True])

    def refuse(desk: HistoryDesk, saved: SavedSet) -> None:
        if next(fails):
            raise StoreError("The history cannot be written.", "Free some space.")
        add(desk, saved)

    monkeypatch.setattr(HistoryDesk, "add_set", refuse)
    _end(room, _finished())
    _end(room, _finished())
    room.close()
    first, problem, second = room.take()
    assert isinstance(problem, NotSaved)
    assert not problem.of_set
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert not second.kept
    assert (second.saved.folder / "result.json").exists()
    assert room.failures == [problem.error]


@pytest.mark.parametrize("case", ["nobody", "no frame", "disk full"])
def test_a_set_that_cannot_be_saved_is_told_and_takes_no_answers_of_another(
    room: Backroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    room.open_history()
    _end(room, _finished())
    room.add_pain(RecordPain("after", 1, "back"))
    expected: type[FormcheckError] = NothingToScoreError
    finished: FinishedSet | None = None
    if case == "nobody":
        finished = finished_set(lose(film_press_ups(), 0.0, np.inf))
    elif case == "disk full":
        finished, expected = _finished(), DiskFullError
        save = save_set
        fails = iter([False, True])

        def full(*given: object, **named: object) -> object:
            if next(fails):
                raise DiskFullError("There is no space left.")
            return save(*given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr("formcheck.live.backroom.save_set", full)
    _end(room, finished)
    room.add_pain(RecordPain("after", 9, "foot"))
    room.close()
    saved, problem = room.take()
    assert isinstance(saved, Saved)
    assert isinstance(problem, NotSaved)
    assert problem.of_set
    assert isinstance(problem.error, expected)
    assert len(list(room.out.iterdir())) == 1

    def look(store: Store) -> None:
        (row,) = store.sets.select(SetFilter()).rows
        first, second = store.pain.of_patient(row.patient_id)
        assert (first.set_id, second.set_id) == (row.id, None)

    _look(tmp_path, look)


def test_whatever_happens_to_the_film_the_set_is_kept(room: Backroom, tmp_path: Path) -> None:
    folder = tmp_path / "film"
    _end(room, _finished(), recording=BrokenFilm(folder))
    with pytest.raises(ZeroDivisionError):
        room.close()
    assert len(room.saved) == 1
    assert not folder.exists()
    with pytest.raises(ZeroDivisionError):
        room.take()
    room.take()


def test_what_should_not_happen_is_raised(room: Backroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("formcheck.live.backroom.save_set", break_down)
    _end(room, _finished())
    with pytest.raises(ZeroDivisionError):
        room.close()
    with pytest.raises(ZeroDivisionError):
        room.take()


def test_a_recorded_set_keeps_its_film_and_gets_another_with_the_drawing(tmp_path: Path) -> None:
    room = Backroom(tmp_path / "sets", MODEL)
    recording = new_recording(room.out, print)
    begins_s = 2.0
    recording.begin_with([posed(begins_s + index / 10, None) for index in range(5)])
    _end(room, _finished(), recording=recording)
    room.close()
    (news,) = room.take()
    assert isinstance(news, Saved)
    assert {"clean.mp4", "annotated.mp4"} <= {path.name for path in news.saved.folder.iterdir()}
    assert [path.name for path in room.out.iterdir()] == [news.saved.folder.name]
    first = _finished().done.decided_reps[0].rep.peak_s
    assert news.saved.scored.result.reps[0].peak_s == pytest.approx(first - begins_s)


def test_a_recording_that_is_not_wanted_leaves_nothing(tmp_path: Path) -> None:
    room = Backroom(tmp_path / "sets", MODEL)
    recording = new_recording(room.out, print)
    recording.add(posed(0.0, None))
    room.drop(recording)
    room.close()
    assert list(room.out.iterdir()) == []


def test_a_camera_that_is_not_needed_is_closed(room: Backroom) -> None:
    camera = FakeJudge(None)
    room.switch_off(cast(LiveCamera, camera))
    room.close()
    assert camera.calls == ["close"]
    assert room.take() == []


def test_the_plan_is_told_when_the_history_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "history.sqlite3"
    plan = Plan(exercises={"pelvic_tilt": PlannedExercise(reps=7)})
    with Store.open(file) as store:
        store.plans.save(store.patients.add("P-7").id, plan)
    room = Backroom(tmp_path / "sets", MODEL, lambda: HistoryDesk(file, "P-7"))
    assert room.open_history() == plan
    room.close()


def test_a_history_that_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no history")
    room = Backroom(tmp_path / "sets", MODEL, lambda: HistoryDesk(tmp_path / "text", "P-7"))
    with pytest.raises(StoreError):
        room.open_history()
    room.close()


def test_what_a_slow_computer_led_to_stands_in_the_result(room: Backroom) -> None:
    judge = cast(Judging, FakeJudge(_finished()))
    room.finish_set(judge, None, PERFORMED_AT, reliefs=["lite_model"])
    room.close()
    (saved,) = room.saved
    assert any("lite pose model" in note for note in saved.scored.result.summary.notes)


def _interrupted(folder: Path, owner: SetOwner) -> InterruptedSet:
    interrupt(folder, owner)
    (found,) = find_interrupted(folder, owner)
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_an_interrupted_set_is_kept_as_any_other_or_deleted(
    room: Backroom, tmp_path: Path, kept: bool
) -> None:
    owner = SetOwner(tmp_path / "sets", MODEL, "P-7", tmp_path / "history.sqlite3")
    left = _interrupted(tmp_path / "state", owner)
    room.interrupted = (left,)
    room.open_history()
    (room.keep_interrupted if kept else room.drop_interrupted)(left.name)
    room.close()
    assert not left.path.exists()
    assert room.take() == ([KeptInterrupted()] if kept else [])
    assert [saved.scored.result.summary.reps_counted for saved in room.saved] == [2] * kept
    assert all(
        any("was interrupted" in note for note in saved.scored.result.summary.notes)
        for saved in room.saved
    )

    def look(store: Store) -> None:
        counts = [row.reps_counted for row in store.sets.select(SetFilter()).rows]
        assert counts == [2] * kept

    _look(tmp_path, look)


def test_an_interrupted_set_that_cannot_be_saved_is_offered_again(
    room: Backroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = SetOwner(tmp_path / "sets", MODEL, "P-7", tmp_path / "history.sqlite3")
    left = _interrupted(tmp_path / "state", owner)
    room.interrupted = (left,)

    def fail(*_: object, **__: object) -> SavedSet:
        raise DiskFullError("No space is left.", "Free some.")

    monkeypatch.setattr("formcheck.live.backroom.save_set", fail)
    room.keep_interrupted(left.name)
    room.close()
    (news,) = room.take()
    assert isinstance(news, NotSaved)
    (again,) = find_interrupted(tmp_path / "state", owner)
    again.leave()
    assert again.name == left.name
