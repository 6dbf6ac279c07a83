"""What all patients did and said lately."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from formcheck.history.caseload import Lately
from formcheck.history.corrections.changes import Finish
from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import MORNING, add_set, make_result

DAY = MORNING.date()


def _lately(store: Store, first_day: date = DAY) -> list[Lately]:
    return store.caseload.lately(first_day, first_day)


def test_everything_of_the_days_is_told_for_each_patient(store: Store, patient_id: int) -> None:
    other = store.patients.add("Z").id
    old = add_set(store, patient_id, hours=-24).set_id
    new = add_set(store, patient_id, make_result("b.mp4"), hours=1).set_id
    store.reviews.save(old, Finish())
    store.pain.add(
        patient_id, moment="before", pain_0_to_10=4, furthest_site="back", answered_at=MORNING
    )
    store.safety.add(other, kind="stopped", detail="dizzy", happened_at=MORNING)
    mark = store.seen_flags.mark(other, "stopped", MORNING)
    gone = store.seen_flags.mark(other, "idle", MORNING)
    store.seen_flags.undo(other, gone.id)
    first, second = _lately(store)
    assert [item.set_id for item in first.sets] == [new]
    assert (first.sets_in_all, first.waiting) == (2, 1)
    assert first.last_set_at == MORNING + timedelta(hours=1)
    assert first.newest_waiting_at is not None
    assert first.newest_waiting_at > first.last_set_at
    assert [answer.pain_0_to_10 for answer in first.answers] == [4]
    assert (first.events, first.plans, first.seen) == ([], [], [])
    assert [event.detail for event in second.events] == ["dizzy"]
    assert second.seen == [mark]
    assert (second.sets_in_all, second.last_set_at, second.waiting) == (0, None, 0)


def test_messages_without_an_answer_are_told(store: Store, patient_id: int) -> None:
    first = store.messages.write(patient_id, "patient", "My toes are numb.", urgent=True)
    second = store.messages.write(patient_id, "patient", "Shall I go on?")
    (lately,) = _lately(store)
    assert (lately.unanswered, lately.unanswered_at) == (2, second.written_at)
    assert lately.urgent_at == first.written_at
    store.messages.write(patient_id, "therapist", "Please ring me.")
    (lately,) = _lately(store)
    assert (lately.unanswered, lately.unanswered_at, lately.urgent_at) == (0, None, None)


def test_one_patient_is_told_as_among_all(store: Store, patient_id: int) -> None:
    add_set(store, patient_id)
    add_set(store, store.patients.add("Z").id)
    all_of_them = _lately(store)
    assert store.caseload.lately(DAY, DAY, patient_id) == [all_of_them[0]]


def test_the_plan_that_was_in_force_when_the_days_began_is_told(
    store: Store, patient_id: int
) -> None:
    for reps in (5, 6, 7):
        store.plans.save(patient_id, Plan(exercises={"knee_hug": PlannedExercise(reps=reps)}))
    with store._database.writing() as connection:
        for version, days in ((1, -9), (2, -5), (3, 1)):
            connection.execute(
                "UPDATE plans SET saved_at_s = ? WHERE version = ?",
                ((MORNING + timedelta(days=days)).timestamp(), version),
            )
    (lately,) = _lately(store)
    assert [plan.version for plan in lately.plans] == [2, 3]


def test_a_damaged_row_harms_no_other(store: Store, patient_id: int) -> None:
    sound = add_set(store, patient_id).set_id
    damaged = add_set(store, patient_id, make_result("b.mp4")).set_id
    with store._database.writing() as connection:
        connection.execute("UPDATE sets SET day = 'yesterday' WHERE id = ?", (damaged,))
    (lately,) = _lately(store)
    assert [item.set_id for item in lately.sets] == [sound]


def test_the_version_tells_whether_anybody_has_changed_anything(
    store: Store, patient_id: int
) -> None:
    before = store.caseload.version()
    _lately(store)
    assert store.caseload.version() == before
    add_set(store, patient_id)
    changed = store.caseload.version()
    assert changed != before
    with Store.open(store.path) as other:
        other.patients.rename(patient_id, "C. D.")
    assert store.caseload.version() != changed


def test_more_patients_do_not_take_more_questions(
    store: Store, patient_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    add_set(store, patient_id)

    def count() -> int:
        asked.clear()
        _lately(store)
        return len(asked)

    connection: sqlite3.Connection = store._database._connection()
    connection.set_trace_callback(asked.append)
    few = count()
    for number in range(20):
        add_set(store, store.patients.add(f"P {number}").id)
    assert count() == few
    connection.set_trace_callback(None)
