"""Messages: written, read, answered, taken back."""

from __future__ import annotations

import pytest

from formcheck.errors import MessageError, UnknownRecordError
from formcheck.history.store import Store
from tests.support.history import add_set


def test_what_is_not_answered_stands_urgent_first_then_oldest(
    store: Store, patient_id: int
) -> None:
    other = store.patients.add("C. D.").id
    first = store.messages.write(patient_id, "patient", "May I bend?")
    store.messages.write(other, "patient", "Thank you.")
    urgent = store.messages.write(other, "patient", "Both feet are numb.", urgent=True)
    assert [item.text for item in store.messages.unanswered()] == [
        "Both feet are numb.",
        "May I bend?",
        "Thank you.",
    ]
    assert store.messages.unanswered(patient_id) == [first]
    assert urgent.urgent


def test_an_answer_answers_all_that_was_asked_before_it(store: Store, patient_id: int) -> None:
    store.messages.write(patient_id, "patient", "One?")
    store.messages.write(patient_id, "patient", "Two?")
    store.messages.write(patient_id, "therapist", "Yes, both.")
    assert store.messages.unanswered() == []
    store.messages.write(patient_id, "patient", "Three?")
    assert [item.text for item in store.messages.unanswered()] == ["Three?"]


def test_a_message_that_needs_no_answer_is_settled(store: Store, patient_id: int) -> None:
    thanks = store.messages.write(patient_id, "patient", "Thank you.")
    store.messages.settle(thanks.id)
    assert store.messages.unanswered() == []
    assert store.messages.unread("therapist") == []


def test_each_side_reads_what_the_other_wrote(store: Store, patient_id: int) -> None:
    asked = store.messages.write(patient_id, "patient", "May I bend?")
    store.messages.write(patient_id, "therapist", "Yes.")
    assert [item.text for item in store.messages.unread("patient")] == ["Yes."]
    store.messages.mark_read(store.messages.of_patient(patient_id), "patient")
    assert store.messages.unread("patient", patient_id) == []
    told = store.messages.get(asked.id)
    assert told.read_at is not None  # by the answer


def test_a_message_about_a_moment_of_a_set(store: Store, patient_id: int) -> None:
    set_id = add_set(store, patient_id).set_id
    kept = store.messages.write(patient_id, "patient", "Is this right?", set_id=set_id, time_s=4.5)
    assert store.messages.of_set(set_id) == [kept]
    assert (kept.set_id, kept.time_s) == (set_id, 4.5)
    store.sets.delete(set_id)
    assert store.messages.get(kept.id).set_id is None


def test_a_set_of_somebody_else_is_refused(store: Store, patient_id: int) -> None:
    set_id = add_set(store, store.patients.add("C. D.").id).set_id
    with pytest.raises(UnknownRecordError):
        store.messages.write(patient_id, "patient", "Mine?", set_id=set_id)


@pytest.mark.parametrize(
    ("text", "time_s"), [(" \n", None), ("x" * 2001, None), ("a", 3.0), ("\x00\x1b", None)]
)
def test_what_is_no_message_is_refused(
    store: Store, patient_id: int, text: str, time_s: float | None
) -> None:
    with pytest.raises(MessageError):
        store.messages.write(patient_id, "patient", text, time_s=time_s)
    assert store.messages.of_patient(patient_id) == []


@pytest.mark.parametrize("time_s", [-1.0, float("nan"), float("inf"), 1e9])
def test_what_is_no_moment_is_refused(store: Store, patient_id: int, time_s: float) -> None:
    set_id = add_set(store, patient_id).set_id
    with pytest.raises(MessageError):
        store.messages.write(patient_id, "patient", "Here?", set_id=set_id, time_s=time_s)


def test_a_message_is_taken_back_until_it_has_gone_out(store: Store, patient_id: int) -> None:
    kept = store.messages.write(patient_id, "patient", "Oh.")
    store.messages.take_back(kept.id)
    assert store.messages.of_patient(patient_id) == []
    gone = store.messages.write(patient_id, "patient", "Out.")
    with store._database.writing() as connection:
        connection.execute("UPDATE messages SET made = 1")
    with pytest.raises(UnknownRecordError):
        store.messages.take_back(gone.id)


def test_messages_go_with_their_patient(store: Store, patient_id: int) -> None:
    store.messages.write(patient_id, "patient", "weeps when bending")
    store.links.begin(patient_id)
    deleted = store.patients.delete(patient_id)
    assert deleted.rows["messages"] == 1
    assert b"weeps when bending" not in store.path.read_bytes()
