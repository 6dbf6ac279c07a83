"""A history that an earlier program wrote opens with everything in it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from formcheck.history.corrections.changes import AddFault, Finish, Move, Reject
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import SetFilter
from formcheck.history.set_folder import load_landmarks
from formcheck.history.store import Store
from formcheck.judge.result import Result
from tests.support.history import make_landmarks

#: Two patients as the program of schema 3 kept them: ``history.sql`` is its database, ``files``
#: the folder beside it. One set's ``result.json`` is of a sample clip, the others are made up.
EARLIER = Path(__file__).parent / "earlier"
ANNA, BEN = 1, 3


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "history.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript((EARLIER / "history.sql").read_text("utf-8"))
    shutil.copytree(EARLIER / "files", tmp_path / "history-files")
    with Store.open(path) as store:
        yield store


def test_patients_and_plans_are_there(earlier: Store) -> None:
    anna, ben = earlier.patients.overviews()
    assert (anna.patient.id, anna.patient.label, anna.sets, anna.sets_to_review) == (
        ANNA,
        "Anna B.",
        2,
        1,
    )
    assert (ben.patient.id, ben.patient.label, ben.sets, ben.plan_version) == (BEN, "Bén", 2, None)
    newest, first = earlier.plans.versions(ANNA)
    assert (first.version, first.plan.note, first.plan.exercises) == (1, "twice a day", {})
    planned = newest.plan.exercises["prone_press_up"]
    assert (planned.reps, planned.hold_s, planned.watch) == (12, 3.0, ["PPU-1"])
    assert planned.cues == {"PPU-1": "Belt on the mat!"}


def test_sets_are_there_with_their_files(earlier: Store) -> None:
    rows = earlier.sets.select(SetFilter(order="oldest")).rows
    assert [(row.id, row.patient_id, row.exercise, row.day) for row in rows] == [
        (3, BEN, "prone_press_up", date(2025, 2, 24)),
        (1, ANNA, "prone_press_up", date(2025, 3, 3)),
        (2, ANNA, "prone_press_up", date(2025, 3, 3)),
        (4, BEN, "knee_hug", date(2025, 3, 4)),
    ]
    record = earlier.sets.get(1)
    assert record.files.clip is not None
    assert record.files.clip.read_bytes() == b"not a film, but its bytes"
    assert record.files.landmarks is not None
    np.testing.assert_array_equal(
        load_landmarks(record.files.landmarks).xy_px, make_landmarks().xy_px
    )
    for row in rows:
        text = earlier.sets.get(row.id).files.result_json.read_bytes()
        assert Result.model_validate_json(text).exercise == row.exercise


def test_corrections_and_reviews_are_there(earlier: Store) -> None:
    assert earlier.reviews.corrections(1) == [
        Reject(key="rep-3"),
        Move(key="rep-1", start_s=1.5, end_s=6.25),
        AddFault(start_s=8.0, end_s=9.0, fault_id="PPU-2"),
        Finish(),
    ]
    assert earlier.reviews.corrections(2) == [Reject(key="fault-1")]
    assert None not in (earlier.reviews.turns(2).undo, earlier.reviews.turns(2).redo)
    for set_id in (1, 2):
        # What stood in it when the earlier program had written it.
        written = (earlier.sets.get(set_id).files.folder / "review.json").read_text("utf-8")
        assert earlier.reviews.get(set_id) == Reviewed.model_validate_json(written)
    assert [rep.key for rep in earlier.reviews.redo(2).counted] == [
        "rep-c2",
        "rep-1",
        "rep-2",
        "rep-3",
    ]
    assert earlier.reviews.agreement().counting.total == 3


def test_notes_days_and_answers_are_there(earlier: Store) -> None:
    assert [(note.time_s, note.text) for note in earlier.notes.of_set(1)] == [
        (None, "whole set"),
        (2.0, "weeps when bending\nsecond line"),
    ]
    assert [note.text for note in earlier.notes.of_set(4)] == ["Knie höher"]
    (answer,) = earlier.pain.of_set(1)
    assert (answer.pain_0_to_10, answer.furthest_site, answer.moment) == (4, "thigh", "after")
    (event,) = earlier.safety.of_patient(BEN)
    assert (event.kind, event.detail) == ("stopped", "too tired")
    (before,) = earlier.pain.of_patient(BEN)
    assert before.session_id == event.session_id
    assert [session.source for session in earlier.sessions.of_patient(BEN)] == [
        "live",
        "score",
        "score",
    ]
    (change,) = earlier.days.changes(3)
    assert (change.from_day, change.to_day) == (date(2025, 3, 4), date(2025, 2, 24))
    assert earlier.days.undo(3) == 1
    assert earlier.sets.get(3).row.day == date(2025, 3, 4)


def test_figures_are_there(earlier: Store) -> None:
    first, second = earlier.progress.of_patient(ANNA)
    assert (first.reps_counted, first.clean_reps, first.fault_counts) == (
        2,
        0,
        {"PPU-1": 1, "PPU-2": 1},
    )
    assert (second.reps_counted, second.range_mean) == (3, pytest.approx(41.5361, abs=1e-4))


def test_it_can_be_gone_on_with_and_deleted(earlier: Store) -> None:
    earlier.notes.add(3, "better")
    deleted = earlier.patients.delete(ANNA)
    assert deleted.rows["sets"] == 2
    assert [item.patient.label for item in earlier.patients.overviews()] == ["Bén"]
    assert len(list(earlier.files_folder.iterdir())) == 2
