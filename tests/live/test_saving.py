"""Keeping a finished set, on the disk and in the history."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import DiskFullError, NothingToScoreError, OutputError, StoreError, UsageError
from formcheck.history.models import SetFilter
from formcheck.history.sets import Sets
from formcheck.history.store import Store
from formcheck.judge.result import Result
from formcheck.live import saving
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.judging import FinishedSet
from formcheck.live.recording import CLEAN_NAME
from formcheck.live.saving import HistoryDesk, SavedSet, draw_film, save_set
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.pose.kept_track import LANDMARKS_FILE, read_kept_track
from formcheck.results.files import RESULT_FILES
from formcheck.results.folder import set_folder_name
from formcheck.scoring import score_clip
from tests.support.clips import brightness_ramp, write_clip
from tests.support.filming import lose
from tests.support.live import (
    PERFORMED_AT,
    START_S,
    film_press_ups,
    finished_set,
    finished_with_faults,
)
from tests.support.scored import make_scored
from tests.support.scoring import MODEL

NAME = set_folder_name(PERFORMED_AT, "prone_press_up")
WITHOUT_FILM = (set(RESULT_FILES) - {"annotated.mp4"}) | {LANDMARKS_FILE}


@cache
def _finished() -> FinishedSet:
    return finished_set()


def _save(out: Path, finished: FinishedSet | None = None, film: Path | None = None) -> SavedSet:
    done = finished or _finished()
    return save_set(done, out=out, performed_at=PERFORMED_AT, model=MODEL, film=film)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_file_of_a_set_is_there(tmp_path: Path) -> None:
    saved = _save(tmp_path / "sets")
    assert _names(tmp_path / "sets") == {NAME}
    assert saved.folder == tmp_path / "sets" / NAME
    assert _names(saved.folder) == WITHOUT_FILM
    assert saved.film is None
    written = Result.model_validate_json((saved.folder / "result.json").read_bytes())
    assert written.summary.reps_counted == 2
    assert [rep.index for rep in written.reps] == [1, 2]
    assert written.clip.name == "live 2025-03-03 09:30"


def test_times_are_counted_from_three_seconds_before_the_start(tmp_path: Path) -> None:
    finished = _finished()
    saved = _save(tmp_path).scored
    moved_s = START_S - 3.0
    for rep, item in zip(saved.result.reps, finished.done.decided_reps, strict=True):
        assert rep.peak_s == pytest.approx(item.rep.peak_s - moved_s)
    assert saved.track.time_s[0] == 0.0
    assert saved.track.frame_count == finished.done.track.frame_count - 10 * moved_s
    assert saved.result.clip.duration_s == pytest.approx(saved.track.frame_count / 10)
    assert len(saved.timeline.phase) == saved.track.frame_count


def test_the_landmarks_are_those_of_the_set_and_count_the_same_again(tmp_path: Path) -> None:
    saved = _save(tmp_path, finished_with_faults())
    path = saved.folder / LANDMARKS_FILE
    kept = read_kept_track(path)
    np.testing.assert_array_equal(kept.track.xy_px, saved.scored.track.xy_px)
    np.testing.assert_array_equal(kept.track.time_s, saved.scored.track.time_s)
    assert (kept.model_variant, kept.model_sha256) == (MODEL.variant, MODEL.sha256)
    again = score_clip(path, "prone_press_up", tmp_path / "again", report=False).result
    live = saved.scored.result
    assert again.summary.reps_counted == live.summary.reps_counted == 3
    for one, other in zip(again.reps, live.reps, strict=True):
        assert one.faults == other.faults
        assert one.peak_s == pytest.approx(other.peak_s, abs=2.0)


def test_two_sets_never_mix(tmp_path: Path) -> None:
    first, second, third = (_save(tmp_path) for _ in range(3))
    folders = [first.folder.name, second.folder.name, third.folder.name]
    assert folders == [NAME, f"{NAME}_2", f"{NAME}_3"]
    assert all(_names(tmp_path / name) == WITHOUT_FILM for name in folders)


def test_a_set_without_a_start_is_kept_whole(tmp_path: Path) -> None:
    finished = finished_set(started_s=None)
    saved = _save(tmp_path, finished)
    assert saved.scored.track.frame_count == finished.done.track.frame_count


def test_nothing_is_written_of_a_set_in_which_nobody_was_seen(tmp_path: Path) -> None:
    gone = finished_set(lose(film_press_ups(), 0.0, np.inf))
    with pytest.raises(NothingToScoreError):
        _save(tmp_path / "sets", gone)
    assert _names(tmp_path) == set()


@pytest.mark.parametrize("stage", ["write_data", "write_kept_track", "write_page"])
def test_a_full_disk_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFullError("There is no space left.")

    monkeypatch.setattr(saving, stage, full)
    with pytest.raises(DiskFullError):
        _save(tmp_path / "sets")
    assert _names(tmp_path) == set()


def test_a_full_disk_leaves_an_earlier_set_alone_and_the_film_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = write_clip(tmp_path / "film.mp4", brightness_ramp(), 10)
    sets = tmp_path / "sets"
    first = _save(sets)
    before = {path.name: path.read_bytes() for path in first.folder.iterdir()}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("formcheck.live.saving.shutil.move", full)
    with pytest.raises(DiskFullError):
        _save(sets, film=film)
    assert _names(sets) == {NAME}
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == before
    assert film.exists()


def test_a_file_where_the_sets_should_go(tmp_path: Path) -> None:
    place = tmp_path / "sets"
    place.write_text("mine")
    with pytest.raises(OutputError):
        _save(place)
    assert place.read_text() == "mine"


def test_a_film_is_kept_and_drawn_on(tmp_path: Path) -> None:
    film = write_clip(tmp_path / "film.mp4", brightness_ramp(640, 480), 12, rate=10)
    saved = _save(tmp_path / "sets", film=film)
    assert not film.exists()
    assert saved.film == saved.folder / CLEAN_NAME
    assert _names(saved.folder) == WITHOUT_FILM | {CLEAN_NAME}
    result = json.loads((saved.folder / "result.json").read_text())
    assert result["clip"]["name"] == CLEAN_NAME
    assert len(result["clip"]["sha256"]) == 64
    page = (saved.folder / "report.html").read_bytes()
    draw_film(saved)
    assert _names(saved.folder) == WITHOUT_FILM | {CLEAN_NAME, "annotated.mp4"}
    assert (saved.folder / "annotated.mp4").stat().st_size > 1000
    assert len((saved.folder / "report.html").read_bytes()) > len(page)


def test_times_are_those_of_the_film_whenever_it_began(tmp_path: Path) -> None:
    """A film begins with the countdown as it was seen, a little off the three seconds."""
    film = write_clip(tmp_path / "film.mp4", brightness_ramp(640, 480), 4, rate=10)
    begins_s = float(_finished().done.track.time_s[17])
    saved = save_set(
        _finished(),
        out=tmp_path,
        performed_at=PERFORMED_AT,
        model=MODEL,
        film=film,
        film_begins_s=begins_s,
    )
    first = _finished().done.decided_reps[0].rep
    assert saved.scored.result.reps[0].peak_s == pytest.approx(first.peak_s - begins_s)
    np.testing.assert_array_equal(saved.scored.track.xy_px[0], _finished().done.track.xy_px[17])


@pytest.mark.parametrize(("holds", "words"), [(1, "1 hold timed"), (3, "3 holds timed")])
def test_holds_that_were_only_timed_are_told_in_the_result(
    holds: int, words: str, tmp_path: Path
) -> None:
    saved = save_set(
        _finished(), out=tmp_path, performed_at=PERFORMED_AT, model=MODEL, timed_holds=holds
    )
    assert saved.timed_holds == holds
    assert any(words in note for note in saved.scored.result.summary.notes)
    assert not any("timed" in note for note in _save(tmp_path).scored.result.summary.notes)


def test_without_a_film_there_is_nothing_to_draw_on(tmp_path: Path) -> None:
    saved = _save(tmp_path)
    draw_film(saved)
    assert _names(saved.folder) == WITHOUT_FILM


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def desk(file: Path) -> Iterator[HistoryDesk]:
    desk = HistoryDesk(file, "  P-7 ")
    yield desk
    desk.close()


def _saved(folder: Path, minute: int = 0) -> SavedSet:
    """Return a set without a film, so many minutes after the first."""
    folder.mkdir(exist_ok=True)
    scored = make_scored(duration_s=20.0)
    clip = scored.result.clip.model_copy(update={"sha256": ""})
    result = scored.result.model_copy(update={"clip": clip})
    performed_at = PERFORMED_AT + timedelta(minutes=minute)
    return SavedSet(folder, replace(scored, result=result), None, performed_at)


def _ids(store: Store) -> list[int]:
    return [row.id for row in store.sets.select(SetFilter(order="oldest")).rows]


def test_a_set_with_its_answers_lands_in_one_session(
    desk: HistoryDesk, file: Path, tmp_path: Path
) -> None:
    desk.add_pain(RecordPain("before", 3, "back"))
    desk.add_set(_saved(tmp_path / "one"))
    desk.add_pain(RecordPain("after", 4, "buttock"))
    desk.add_safety(RecordSafety("numb_toes", "said so", "pelvic_tilt"))
    desk.add_set(_saved(tmp_path / "two", 1))
    desk.add_pain(RecordPain("after", 2, "none"))
    with Store.open(file) as store:
        (patient,) = store.patients.overviews()
        assert (patient.patient.label, desk.label) == ("P-7", "P-7")
        (session,) = store.sessions.of_patient(patient.patient.id)
        assert session.source == "live"
        first, second = _ids(store)
        answers = store.pain.of_patient(patient.patient.id)
        assert [(item.moment, item.set_id, item.session_id) for item in answers] == [
            ("before", None, session.id),
            ("after", first, session.id),
            ("after", second, session.id),
        ]
        assert [item.pain_0_to_10 for item in answers] == [3, 4, 2]
        (event,) = store.safety.of_patient(patient.patient.id)
        assert (event.kind, event.session_id) == ("numb_toes", session.id)
        record = store.sets.get(first)
        assert (record.row.source, record.row.session_id) == ("live", session.id)
        assert record.files.landmarks is not None


def test_an_answer_after_a_set_that_was_not_kept_belongs_to_no_set(
    desk: HistoryDesk, file: Path, tmp_path: Path
) -> None:
    desk.add_set(_saved(tmp_path / "one"))
    desk.forget_set()
    desk.add_pain(RecordPain("after", 5, "thigh"))
    with Store.open(file) as store:
        (answer,) = store.pain.of_patient(1)
        assert answer.set_id is None


def test_a_set_that_the_history_refuses_does_not_leave_its_answers_to_the_one_before(
    desk: HistoryDesk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_set(_saved(tmp_path / "one"))

    def refuse(*_: object) -> None:
        raise StoreError("The history cannot be written.")

    with monkeypatch.context() as patch:
        patch.setattr(Sets, "add", refuse)
        with pytest.raises(StoreError):
            desk.add_set(_saved(tmp_path / "two", 1))
    desk.add_pain(RecordPain("after", 5, "thigh"))
    with Store.open(file) as store:
        (answer,) = store.pain.of_patient(1)
        assert answer.set_id is None


def test_nothing_said_and_nothing_done_is_no_session(desk: HistoryDesk, file: Path) -> None:
    with Store.open(file) as store:
        assert store.sessions.of_patient(1) == []


def test_the_plan_is_the_newest(desk: HistoryDesk, file: Path) -> None:
    assert desk.plan() is None
    plan = Plan(exercises={"pelvic_tilt": PlannedExercise(reps=7)})
    with Store.open(file) as store:
        store.plans.save(1, plan)
    assert desk.plan() == plan


def test_a_patient_who_is_known_is_not_added_again(desk: HistoryDesk, file: Path) -> None:
    again = HistoryDesk(file, "P-7")
    again.close()
    with Store.open(file) as store:
        assert len(store.patients.overviews()) == 1


def test_labels_and_files_that_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        HistoryDesk(tmp_path / "history.sqlite3", "  ")
    (tmp_path / "text").write_text("no history")
    with pytest.raises(StoreError):
        HistoryDesk(tmp_path / "text", "P-7")
