"""Deleting takes rows and files, says which, and is finished even if it was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import UnknownRecordError
from formcheck.history import deletion
from formcheck.history.corrections.changes import Finish
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from tests.support.history import MORNING, add_set, make_fault, make_result, open_store


def _fill(store: Store, patient_id: int, folder: Path) -> list[int]:
    """Add two sets, one with a copied clip and one with a clip outside, and something of each."""
    copied, outside = folder / "a.mp4", folder / "b.mp4"
    copied.write_bytes(b"secret of the patient")
    outside.write_bytes(b"elsewhere")
    first = add_set(store, patient_id, make_result(faults=[make_fault(1)]), clip=copied).set_id
    second = add_set(
        store, patient_id, make_result("b.mp4"), clip=outside, copy_clip=False, hours=24
    ).set_id
    store.notes.add(first, "weeps when bending", 2.0)
    store.reviews.save(first, Finish())
    store.plans.save(patient_id, Plan(note="twice a day"))
    store.pain.add(
        patient_id,
        moment="after",
        pain_0_to_10=4,
        furthest_site="thigh",
        answered_at=MORNING,
        set_id=first,
    )
    store.safety.add(patient_id, kind="red_flag", detail="bladder", happened_at=MORNING)
    return [first, second]


def test_a_patient_goes_with_all_rows_and_files(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    _fill(store, patient_id, tmp_path)
    other = store.patients.add("other").id
    kept = add_set(store, other).set_id
    deleted = store.patients.delete(patient_id)
    assert deleted.label == "A. B."
    assert deleted.rows == {
        "sets": 2,
        "repetitions": 6,
        "faults": 1,
        "corrections": 1,
        "notes": 1,
        "sessions": 2,
        "plan versions": 1,
        "pain answers": 1,
        "safety events": 1,
    }
    assert deleted.files == 4, "two results, a review and a clip"
    assert deleted.size_bytes > 1000
    assert deleted.left_outside == (tmp_path / "b.mp4",)
    assert (tmp_path / "b.mp4").exists()
    assert deleted.not_removed == ()
    assert [item.patient.label for item in store.patients.overviews()] == ["other"]
    assert store.sets.get(kept).files.result_json.is_file()
    assert len(list(store.files_folder.iterdir())) == 1
    with pytest.raises(UnknownRecordError):
        store.patients.delete(patient_id)


def test_no_word_of_a_deleted_patient_stays_in_the_file(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    _fill(store, patient_id, tmp_path)
    store.patients.delete(patient_id)
    store.close()
    for path in tmp_path.rglob("history*"):
        if path.is_file():
            content = path.read_bytes()
            for word in (b"A. B.", b"weeps", b"twice a day", b"bladder"):
                assert word not in content, (path, word)


def test_an_id_is_never_given_twice(store: Store, patient_id: int) -> None:
    first = add_set(store, patient_id).set_id
    store.patients.delete(patient_id)
    again = store.patients.add("A. B.").id
    assert again != patient_id
    assert add_set(store, again).set_id != first


def test_one_set_goes_and_the_rest_stays(store: Store, patient_id: int, tmp_path: Path) -> None:
    first, second = _fill(store, patient_id, tmp_path)
    deleted = store.sets.delete(second)
    assert deleted.rows == {"sets": 1, "repetitions": 3}
    assert deleted.left_outside == (tmp_path / "b.mp4",)
    assert [row.id for row in store.sets.select().rows] == [first]
    assert len(store.sessions.of_patient(patient_id)) == 1, "the other set's session went with it"
    store.sets.delete(first)
    (answer,) = store.pain.of_patient(patient_id)
    assert answer.set_id is None, "what the patient said stays"


def test_a_file_that_will_not_go_is_named_and_tried_again(
    store: Store, patient_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_id = add_set(store, patient_id).set_id
    folder = store.sets.get(set_id).files.folder
    monkeypatch.setattr(deletion, "remove_folder", lambda _folder: False)
    assert store.patients.delete(patient_id).not_removed == (folder,)
    assert folder.exists()
    monkeypatch.undo()
    store.close()
    with open_store(tmp_path) as again:
        assert not folder.exists()
        assert again._database.rows("SELECT * FROM folders_to_remove") == []


def test_what_a_stopped_program_left_is_removed_a_day_later(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    new, old = (store.files_folder / (sign * 24) for sign in "ab")
    for folder in (new, old):
        folder.mkdir()
    stranger = store.files_folder / "notes of mine"
    stranger.mkdir()
    with store._database.writing() as connection:
        connection.executemany(
            "INSERT INTO folders_to_remove VALUES (?, ?)",
            [(new.name, 9e9), (old.name, 1e9), (stranger.name, 0)],
        )
    store.close()
    open_store(tmp_path).close()
    assert new.exists(), "somebody may be filling it just now"
    assert not old.exists()
    assert stranger.exists()
