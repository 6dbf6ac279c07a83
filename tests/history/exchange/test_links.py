"""Links: one a patient, with passphrase, folder and what is promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import MessageError, UnknownRecordError
from formcheck.history.store import Store


def test_a_link_is_begun_once(store: Store, patient_id: int) -> None:
    assert store.links.of_patient(patient_id) is None
    link = store.links.begin(patient_id)
    assert store.links.begin(patient_id) == link
    assert store.links.find(link.name) == link
    assert (link.peer_key, link.made, link.taken, link.arrived) == (None, 0, 0, 0)
    assert store.links.begin(store.patients.add("C. D.").id).name != link.name
    with pytest.raises(UnknownRecordError):
        store.links.begin(99)


def test_a_passphrase_is_kept_and_taken_away(store: Store, patient_id: int) -> None:
    assert store.links.set_passphrase(patient_id, " four blue goats sing ").passphrase == (
        "four blue goats sing"
    )
    for wrong in ("short", "x" * 201):
        with pytest.raises(MessageError):
            store.links.set_passphrase(patient_id, wrong)
    assert store.links.set_passphrase(patient_id, "").passphrase == ""


def test_a_folder_must_be_there_and_not_our_own(
    store: Store, patient_id: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = tmp_path_factory.mktemp("shared")
    assert store.links.set_folder(patient_id, shared).folder == str(shared)
    for wrong in (shared / "nowhere", store.files_folder, store.path.parent, Path("relative")):
        with pytest.raises(MessageError):
            store.links.set_folder(patient_id, wrong)
    assert store.links.set_folder(patient_id, None).folder == ""


def test_nothing_is_promised_unless_the_therapist_does(store: Store) -> None:
    assert store.links.answer_days is None
    store.links.set_answer_days(3)
    assert store.links.answer_days == 3
    for wrong in (0, 61):
        with pytest.raises(MessageError):
            store.links.set_answer_days(wrong)
    store.links.set_answer_days(None)
    assert store.links.answer_days is None


def test_a_file_of_the_shared_folder_is_noted_by_its_size_and_time(
    store: Store, patient_id: int
) -> None:
    store.links.note_seen(patient_id, "a.formcheck", (10, 20), "damaged")
    store.links.note_seen(patient_id, "a.formcheck", (11, 21))
    (seen,) = store.links.seen(patient_id)
    assert (seen.size_bytes, seen.changed_ns, seen.problem) == (11, 21, "")


def test_ending_forgets_the_other_side_and_keeps_the_messages(
    store: Store, patient_id: int
) -> None:
    before = store.links.begin(patient_id)
    store.messages.write(patient_id, "patient", "May I bend?")
    store.links.end(patient_id)
    assert store.links.of_patient(patient_id) is None
    assert len(store.messages.of_patient(patient_id)) == 1
    assert store.links.begin(patient_id).name != before.name
