"""What patients say of their pain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from formcheck.errors import UnknownRecordError, UsageError
from formcheck.history.store import Store
from tests.support.history import MORNING, add_set

ANSWER: dict[str, Any] = {
    "moment": "before",
    "pain_0_to_10": 3,
    "furthest_site": "thigh",
    "answered_at": MORNING,
}


def test_answers_are_kept_in_order_and_found_by_day_and_set(store: Store, patient_id: int) -> None:
    set_id = add_set(store, patient_id).set_id
    session_id = store.sets.get(set_id).row.session_id
    after = store.pain.add(
        patient_id,
        **{**ANSWER, "moment": "after", "answered_at": MORNING + timedelta(days=1)},
        set_id=set_id,
        session_id=session_id,
    )
    before = store.pain.add(patient_id, **ANSWER)
    assert store.pain.of_patient(patient_id) == [before, after]
    assert store.pain.of_patient(patient_id, last_day=date(2025, 3, 3)) == [before]
    assert store.pain.of_patient(patient_id, first_day=date(2025, 3, 4)) == [after]
    assert store.pain.of_set(set_id) == [after]
    assert (after.session_id, after.pain_0_to_10, after.furthest_site) == (session_id, 3, "thigh")


@pytest.mark.parametrize(
    "wrong",
    [{"pain_0_to_10": 11}, {"pain_0_to_10": -1}, {"furthest_site": "arm"}, {"moment": "later"}],
)
def test_an_answer_that_cannot_be_is_refused(
    store: Store, patient_id: int, wrong: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match="pain answer"):
        store.pain.add(patient_id, **{**ANSWER, **wrong})
    assert store.pain.of_patient(patient_id) == []


def test_an_answer_belongs_to_the_patients_own_set(store: Store, patient_id: int) -> None:
    other = add_set(store, store.patients.add("other").id).set_id
    with pytest.raises(UnknownRecordError, match="no set"):
        store.pain.add(patient_id, **ANSWER, set_id=other)
    with pytest.raises(UnknownRecordError, match="no patient"):
        store.pain.add(99, **ANSWER)


def test_safety_events_are_kept_newest_first(store: Store, patient_id: int) -> None:
    first = store.safety.add(patient_id, kind="stopped", detail="dizzy", happened_at=MORNING)
    second = store.safety.add(
        patient_id,
        kind="red_flag",
        detail="x" * 2000,
        happened_at=MORNING + timedelta(hours=1),
    )
    assert store.safety.of_patient(patient_id) == [second, first]
    assert len(second.detail) == 1000
    with pytest.raises(UsageError, match="no safety event"):
        store.safety.add(patient_id, kind="bored", detail="", happened_at=MORNING)  # type: ignore[arg-type]
