"""The day of a set, corrected and put back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from formcheck.errors import ReviewError, UnknownRecordError, UsageError
from formcheck.history.migrations import latest_version
from formcheck.history.models import SetFilter
from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.history import MORNING, add_set, make_result

_DAY = MORNING.date()
_WEEK_BEFORE = _DAY - timedelta(days=7)


@pytest.fixture
def patient(store: Store) -> int:
    return store.patients.add("A").id


def _add(store: Store, patient: int, clip: str = "a.mp4", minutes: int = 0) -> int:
    return add_set(store, patient, make_result(clip), hours=minutes / 60).set_id


def test_the_day_changes_and_the_time_of_day_stays(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    assert store.days.change(set_id, _WEEK_BEFORE) == 1
    row = store.sets.get(set_id).row
    assert row.day == _WEEK_BEFORE
    assert row.performed_at.astimezone().date() == _WEEK_BEFORE
    assert row.performed_at.astimezone().time() == MORNING.astimezone().time()
    assert [session.day for session in store.sessions.of_patient(patient)] == [_WEEK_BEFORE]
    (change,) = store.days.changes(set_id)
    assert (change.from_day, change.to_day) == (_DAY, _WEEK_BEFORE)


def test_it_is_put_back_step_by_step(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    before = store.sets.get(set_id)
    store.days.change(set_id, _WEEK_BEFORE)
    store.days.change(set_id, _WEEK_BEFORE + timedelta(days=1))
    assert store.days.undo(set_id) == 1
    assert store.sets.get(set_id).row.day == _WEEK_BEFORE
    assert store.days.undo(set_id) == 1
    after = store.sets.get(set_id).row
    assert (after.day, after.performed_at) == (before.row.day, before.row.performed_at)
    assert store.days.changes(set_id) == []
    with pytest.raises(ReviewError, match="was not changed"):
        store.days.undo(set_id)


def test_the_same_day_again_is_no_change(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    assert store.days.change(set_id, _DAY) == 0
    assert store.days.changes(set_id) == []


def test_one_set_leaves_its_session_and_joins_that_of_the_other_day(
    store: Store, patient: int
) -> None:
    first, second = _add(store, patient, "a.mp4"), _add(store, patient, "b.mp4", 10)
    store.days.change(first, _WEEK_BEFORE)
    assert store.sets.get(first).row.session_id != store.sets.get(second).row.session_id
    stayed = store.sessions.get(store.sets.get(second).row.session_id)
    assert stayed.started_at == store.sets.get(second).row.performed_at
    store.days.change(second, _WEEK_BEFORE)
    assert store.sets.get(first).row.session_id == store.sets.get(second).row.session_id
    assert len(store.sessions.of_patient(patient)) == 1


def test_a_whole_session_moves_and_comes_back_together(store: Store, patient: int) -> None:
    sets = [_add(store, patient, f"{name}.mp4", 10 * at) for at, name in enumerate("abc")]
    assert store.days.change(sets[1], _WEEK_BEFORE, whole_session=True) == 3
    assert {store.sets.get(each).row.day for each in sets} == {_WEEK_BEFORE}
    assert len(store.sessions.of_patient(patient)) == 1
    assert store.days.undo(sets[0]) == 3
    assert {store.sets.get(each).row.day for each in sets} == {_DAY}
    assert len(store.sessions.of_patient(patient)) == 1


def test_a_set_that_was_moved_again_since_stays_when_the_others_go_back(
    store: Store, patient: int
) -> None:
    first, second = _add(store, patient, "a.mp4"), _add(store, patient, "b.mp4", 10)
    store.days.change(first, _WEEK_BEFORE, whole_session=True)
    later = _WEEK_BEFORE + timedelta(days=2)
    store.days.change(second, later)
    assert store.days.undo(first) == 1
    assert (store.sets.get(first).row.day, store.sets.get(second).row.day) == (_DAY, later)


def test_pain_answers_and_events_go_along(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    session_id = store.sets.get(set_id).row.session_id
    store.pain.add(
        patient,
        moment="before",
        pain_0_to_10=3,
        furthest_site="back",
        answered_at=MORNING,
        session_id=session_id,
    )
    store.pain.add(
        patient,
        moment="after",
        pain_0_to_10=4,
        furthest_site="thigh",
        answered_at=MORNING,
        set_id=set_id,
    )
    store.safety.add(patient, kind="numb_toes", detail="", happened_at=MORNING, set_id=set_id)
    store.days.change(set_id, _WEEK_BEFORE)
    moved = store.sets.get(set_id).row.session_id
    answers = store.pain.of_patient(patient)
    assert {answer.day for answer in answers} == {_WEEK_BEFORE}
    assert {answer.session_id for answer in answers} == {moved}
    assert [event.day for event in store.safety.of_patient(patient)] == [_WEEK_BEFORE]
    assert len(store.sessions.of_patient(patient)) == 1


def test_the_plan_of_the_other_day_is_shown_with_it(store: Store, patient: int) -> None:
    plan = Plan(exercises={"prone_press_up": PlannedExercise(reps=6)})
    store.plans.save(patient, plan)
    set_id = _add(store, patient)
    assert store.sets.get(set_id).plan_version is None
    store.days.change(set_id, date.today())
    # Whether the plan was saved before or after that time of today decides.
    saved = store.plans.get(patient)
    assert saved is not None
    was_before = saved.saved_at <= store.sets.get(set_id).row.performed_at
    assert store.sets.get(set_id).plan_version == (1 if was_before else None)


@pytest.mark.parametrize("day", [date.today() + timedelta(days=1), date(1999, 12, 31)])
def test_a_day_that_cannot_be_is_refused(store: Store, patient: int, day: date) -> None:
    set_id = _add(store, patient)
    with pytest.raises(UsageError, match="cannot have been done"):
        store.days.change(set_id, day)
    assert store.sets.get(set_id).row.day == _DAY


def test_a_set_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(UnknownRecordError):
        store.days.change(7, _DAY)
    with pytest.raises(UnknownRecordError):
        store.days.undo(7)


def test_adding_the_same_clip_again_finds_the_moved_set(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    store.days.change(set_id, _WEEK_BEFORE)
    assert _add(store, patient) == set_id
    assert store.sets.select(SetFilter(patient_id=patient)).total == 1


def test_the_record_goes_with_the_set(store: Store, patient: int, tmp_path: Path) -> None:
    assert latest_version() >= 3
    set_id = _add(store, patient)
    store.days.change(set_id, _WEEK_BEFORE)
    store.sets.delete(set_id)
    assert store.days.changes(set_id) == []
