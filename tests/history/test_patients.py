"""Patients are known by a label and nothing else."""

from __future__ import annotations

import pytest

from formcheck.errors import UnknownRecordError, UsageError
from formcheck.history.store import Store
from tests.support.history import add_set, make_result


def test_a_label_is_added_once_however_it_is_written(store: Store) -> None:
    first = store.patients.add(" Anna  B. ")
    assert first.label == "Anna B."
    assert store.patients.add("anna b.") == first
    assert store.patients.find("ANNA B.") == first
    assert [item.patient for item in store.patients.overviews()] == [first]


def test_the_overview_counts_what_is_to_review(store: Store, patient_id: int) -> None:
    store.patients.add("C.")
    add_set(store, patient_id, hours=5)
    add_set(store, patient_id, make_result("b.mp4"), hours=1)
    mine, other = store.patients.overviews()
    assert (other.sets, other.last_performed_at, other.plan_version) == (0, None, None)
    assert (mine.sets, mine.sets_to_review) == (2, 2)
    assert mine.last_performed_at is not None
    assert mine.last_performed_at.hour == 14


@pytest.mark.parametrize("label", ["", "  ", "\0\n", "x" * 81])
def test_a_label_must_say_something_short(store: Store, label: str) -> None:
    with pytest.raises(UsageError, match="label"):
        store.patients.add(label)


def test_a_label_may_be_anything_that_can_be_shown(store: Store) -> None:
    odd = "Zoë'; DROP TABLE patients; -- <b>"
    assert store.patients.get(store.patients.add(odd).id).label == odd
    assert store.patients.add("half \udcff").label == "half"


def test_renaming_keeps_the_patient_and_never_takes_anothers_label(
    store: Store, patient_id: int
) -> None:
    store.patients.add("C")
    assert store.patients.rename(patient_id, "a. b").label == "a. b"
    with pytest.raises(UsageError, match="another patient"):
        store.patients.rename(patient_id, "c")
    with pytest.raises(UnknownRecordError):
        store.patients.rename(99, "D")


@pytest.mark.parametrize("wrong", [0, -1, 99, 2**70])
def test_an_id_that_does_not_exist_is_said_plainly(store: Store, wrong: int) -> None:
    with pytest.raises(UnknownRecordError, match="no patient"):
        store.patients.get(wrong)
    with pytest.raises(UnknownRecordError, match="no set"):
        store.sets.get(wrong)
