"""Flags that a therapist has seen."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import ReviewError, UnknownRecordError, UsageError
from formcheck.history.database import connect
from formcheck.history.migrations import migrate
from formcheck.history.private_files import create_private_file
from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import MORNING


def test_a_mark_is_kept_with_its_note(store: Store, patient_id: int) -> None:
    mark = store.seen_flags.mark(patient_id, "pain_up", MORNING, "  phoned,\n will rest ")
    assert (mark.kind, mark.upto, mark.note, mark.undone) == (
        "pain_up",
        MORNING,
        "phoned, will rest",
        False,
    )
    later = store.seen_flags.mark(patient_id, "red_flag", MORNING)
    assert store.seen_flags.of_patient(patient_id) == [later, mark]
    assert store.seen_flags.of_patient(store.patients.add("other").id) == []


def test_a_mark_is_taken_back_and_brought_back_once(store: Store, patient_id: int) -> None:
    mark = store.seen_flags.mark(patient_id, "idle", MORNING)
    assert store.seen_flags.undo(patient_id, mark.id).undone
    with pytest.raises(ReviewError, match="taken back already"):
        store.seen_flags.undo(patient_id, mark.id)
    assert not store.seen_flags.redo(patient_id, mark.id).undone
    with pytest.raises(ReviewError, match="brought back already"):
        store.seen_flags.redo(patient_id, mark.id)


def test_what_cannot_be_marked_is_refused(store: Store, patient_id: int) -> None:
    none: Any = "nonsense"
    with pytest.raises(UsageError, match="no such flag"):
        store.seen_flags.mark(patient_id, none, MORNING)
    with pytest.raises(UsageError, match="1001 signs"):
        store.seen_flags.mark(patient_id, "idle", MORNING, "x" * 1001)
    with pytest.raises(UnknownRecordError):
        store.seen_flags.mark(99, "idle", MORNING)
    mark = store.seen_flags.mark(patient_id, "idle", MORNING)
    with pytest.raises(UnknownRecordError):
        store.seen_flags.undo(store.patients.add("other").id, mark.id)


def test_marks_go_with_the_patient(store: Store, patient_id: int) -> None:
    store.seen_flags.mark(patient_id, "idle", MORNING, "secret")
    store.patients.delete(patient_id)
    assert store._database.rows("SELECT * FROM seen_flags") == []


def test_a_history_of_the_schema_before_takes_marks(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    create_private_file(path)
    with contextlib.closing(connect(path)) as connection:
        migrate(connection, path, upto=5)
        connection.execute("INSERT INTO patients VALUES (7, 'A. B.', 'a. b.', 1.7e9)")
    with Store.open(path) as store:
        mark = store.seen_flags.mark(7, "idle", MORNING)
        assert store.caseload.lately(MORNING.date(), MORNING.date())[0].seen == [mark]


def test_a_dose_that_no_plan_prescribed_is_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    create_private_file(path)
    plan = Plan(exercises={"knee_hug": PlannedExercise()}).model_dump_json()
    with contextlib.closing(connect(path)) as connection:
        migrate(connection, path, upto=5)
        connection.execute("INSERT INTO patients VALUES (7, 'A. B.', 'a. b.', 1.7e9)")
        connection.execute("INSERT INTO plans VALUES (7, 1, 1.7e9, ?)", (plan,))
        connection.execute(
            "INSERT INTO sessions VALUES (3, 7, 1.7e9, 1.7e9, '2023-11-14', 'score')"
        )
        for number, (exercise, version) in enumerate(
            (("knee_hug", 1), ("prone_press_up", 1), ("prone_press_up", None)), start=1
        ):
            connection.execute(
                "INSERT INTO sets (id, patient_id, session_id, exercise, unit, source, "
                "performed_at_s, day, added_at_s, fingerprint, clip_sha256, clip_name, "
                "segment_index, duration_s, not_seen_share, folder, plan_version, "
                "prescribed_reps) VALUES (?, 7, 3, ?, 'deg', 'score', 1.7e9, '2023-11-14', "
                "1.7e9, ?, 'hash', 'a.mp4', 1, 60, 0, ?, ?, 10)",
                (number, exercise, f"print {number}", f"{number:024}", version),
            )
    with Store.open(path) as store:
        rows = store._database.rows("SELECT prescribed_reps FROM sets ORDER BY id")
        assert [row["prescribed_reps"] for row in rows] == [10, None, 10]
