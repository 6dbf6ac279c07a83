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
    return store.add_patient("A").id


def _add(store: Store, patient: int, clip: str = "a.mp4", minutes: int = 0) -> int:
    return add_set(store, patient, make_result(clip), hours=minutes / 60).set_id


def test_the_day_changes_and_the_time_of_day_stays(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    assert store.change_day(set_id, _WEEK_BEFORE) == 1
    row = store.set(set_id).row
    assert row.day == _WEEK_BEFORE
    assert row.performed_at.astimezone().date() == _WEEK_BEFORE
    assert row.performed_at.astimezone().time() == MORNING.astimezone().time()
    assert [session.day for session in store.sessions(patient)] == [_WEEK_BEFORE]
    (change,) = store.day_changes(set_id)
    assert (change.from_day, change.to_day) == (_DAY, _WEEK_BEFORE)


def test_it_is_put_back_step_by_step(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    before = store.set(set_id)
    store.change_day(set_id, _WEEK_BEFORE)
    store.change_day(set_id, _WEEK_BEFORE + timedelta(days=1))
    assert store.undo_day_change(set_id) == 1
    assert store.set(set_id).row.day == _WEEK_BEFORE
    assert store.undo_day_change(set_id) == 1
    after = store.set(set_id).row
    assert (after.day, after.performed_at) == (before.row.day, before.row.performed_at)
    assert store.day_changes(set_id) == []
    with pytest.raises(ReviewError, match="was not changed"):
        store.undo_day_change(set_id)


def test_the_same_day_again_is_no_change(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    assert store.change_day(set_id, _DAY) == 0
    assert store.day_changes(set_id) == []


def test_one_set_leaves_its_session_and_joins_that_of_the_other_day(
    store: Store, patient: int
) -> None:
    first, second = _add(store, patient, "a.mp4"), _add(store, patient, "b.mp4", 10)
    store.change_day(first, _WEEK_BEFORE)
    assert store.set(first).row.session_id != store.set(second).row.session_id
    stayed = store.session(store.set(second).row.session_id)
    assert stayed.started_at == store.set(second).row.performed_at
    store.change_day(second, _WEEK_BEFORE)
    assert store.set(first).row.session_id == store.set(second).row.session_id
    assert len(store.sessions(patient)) == 1


def test_a_whole_session_moves_and_comes_back_together(store: Store, patient: int) -> None:
    sets = [_add(store, patient, f"{name}.mp4", 10 * at) for at, name in enumerate("abc")]
    assert store.change_day(sets[1], _WEEK_BEFORE, whole_session=True) == 3
    assert {store.set(each).row.day for each in sets} == {_WEEK_BEFORE}
    assert len(store.sessions(patient)) == 1
    assert store.undo_day_change(sets[0]) == 3
    assert {store.set(each).row.day for each in sets} == {_DAY}
    assert len(store.sessions(patient)) == 1


def test_a_set_that_was_moved_again_since_stays_when_the_others_go_back(
    store: Store, patient: int
) -> None:
    first, second = _add(store, patient, "a.mp4"), _add(store, patient, "b.mp4", 10)
    store.change_day(first, _WEEK_BEFORE, whole_session=True)
    later = _WEEK_BEFORE + timedelta(days=2)
    store.change_day(second, later)
    assert store.undo_day_change(first) == 1
    assert (store.set(first).row.day, store.set(second).row.day) == (_DAY, later)


def test_pain_answers_and_events_go_along(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    session_id = store.set(set_id).row.session_id
    store.add_pain_answer(
        patient,
        moment="before",
        pain_0_to_10=3,
        furthest_site="back",
        answered_at=MORNING,
        session_id=session_id,
    )
    store.add_pain_answer(
        patient,
        moment="after",
        pain_0_to_10=4,
        furthest_site="thigh",
        answered_at=MORNING,
        set_id=set_id,
    )
    store.add_safety_event(patient, kind="numb_toes", detail="", happened_at=MORNING, set_id=set_id)
    store.change_day(set_id, _WEEK_BEFORE)
    moved = store.set(set_id).row.session_id
    answers = store.pain_answers(patient)
    assert {answer.day for answer in answers} == {_WEEK_BEFORE}
    assert {answer.session_id for answer in answers} == {moved}
    assert [event.day for event in store.safety_events(patient)] == [_WEEK_BEFORE]
    assert len(store.sessions(patient)) == 1


def test_the_plan_of_the_other_day_is_shown_with_it(store: Store, patient: int) -> None:
    plan = Plan(exercises={"prone_press_up": PlannedExercise(reps=6)})
    store.save_plan(patient, plan)
    set_id = _add(store, patient)
    assert store.set(set_id).plan_version is None
    store.change_day(set_id, date.today())
    # Whether the plan was saved before or after that time of today decides.
    saved = store.plan(patient)
    assert saved is not None
    was_before = saved.saved_at <= store.set(set_id).row.performed_at
    assert store.set(set_id).plan_version == (1 if was_before else None)


@pytest.mark.parametrize("day", [date.today() + timedelta(days=1), date(1999, 12, 31)])
def test_a_day_that_cannot_be_is_refused(store: Store, patient: int, day: date) -> None:
    set_id = _add(store, patient)
    with pytest.raises(UsageError, match="cannot have been done"):
        store.change_day(set_id, day)
    assert store.set(set_id).row.day == _DAY


def test_a_set_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(UnknownRecordError):
        store.change_day(7, _DAY)
    with pytest.raises(UnknownRecordError):
        store.undo_day_change(7)


def test_adding_the_same_clip_again_finds_the_moved_set(store: Store, patient: int) -> None:
    set_id = _add(store, patient)
    store.change_day(set_id, _WEEK_BEFORE)
    assert _add(store, patient) == set_id
    assert store.sets(SetFilter(patient_id=patient)).total == 1


def test_the_record_goes_with_the_set(store: Store, patient: int, tmp_path: Path) -> None:
    assert latest_version() >= 3
    set_id = _add(store, patient)
    store.change_day(set_id, _WEEK_BEFORE)
    store.delete_set(set_id)
    assert store.day_changes(set_id) == []
