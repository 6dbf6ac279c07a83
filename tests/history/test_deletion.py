"""Deleting takes rows and files, says which, and is finished even if it was cut off."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from formcheck.errors import UnknownRecordError
from formcheck.history import database, deletion
from formcheck.history.backups import find_sound_backup, make_backup, restore_backup
from formcheck.history.corrections.changes import Finish
from formcheck.history.database import connect
from formcheck.history.set_folder import SET_JSON
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import track_path
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
    assert deleted.files == 6, "two results, two tags, a review and a clip"
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


def _gone_back(folder: Path) -> Path:
    """Return a history that went back to a backup; its patient has a set that is newer than it."""
    clip = folder / "a.mp4"
    clip.write_bytes(b"secret of the patient")
    with open_store(folder) as store:
        patient = store.patients.add("A. B.").id
        make_backup(store.path)
        newer = add_set(store, patient, clip=clip).set_id
        store.notes.add(newer, "weeps when bending")
        path = store.path
    clip.unlink()
    restore_backup(path, find_sound_backup(path))
    return path


def _holding(folder: Path, *words: bytes) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in words)]


def test_after_going_back_to_a_backup_a_deleted_patient_is_gone_whole(tmp_path: Path) -> None:
    path = _gone_back(tmp_path)
    assert len(_holding(tmp_path, b"weeps", b"secret")) == 2, "the replaced file and the clip"
    with Store.open(path) as store:
        (patient,) = store.patients.overviews()
        deleted = store.patients.delete(patient.patient.id)
    assert deleted.files == 3, "the clip, its result and tag, which no row led to"
    assert len(deleted.backups) == 2, "the backup and the file that it replaced"
    assert (deleted.not_cleared, deleted.unclear) == ((), ())
    assert _holding(tmp_path, b"A. B.", b"weeps", b"secret") == []


def test_a_file_that_was_replaced_because_it_is_damaged_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        patient = store.patients.add("A. B.").id
        make_backup(store.path)
        newer = add_set(store, patient).set_id
        folder = store.sets.get(newer).files.folder
        path = store.path
    (folder / SET_JSON).unlink()
    path.write_bytes(b"A. B." + b"\0" * path.stat().st_size)
    replaced = restore_backup(path, find_sound_backup(path)).kept
    with Store.open(path) as store:
        deleted = store.patients.delete(patient)
    assert deleted.not_cleared == (replaced,)
    assert replaced is not None
    assert replaced.exists(), "it may hold the only rows of somebody else"
    assert deleted.unclear == (folder,), "nothing tells whose set it is"


def test_an_id_or_label_that_changed_hands_takes_nobody_else_along(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        first = store.patients.add("first").id
        backup = make_backup(store.path)
        second = store.patients.add("second").id
        path = store.path
    replaced = restore_backup(path, backup).kept
    assert replaced is not None
    with Store.open(path) as store:
        store.patients.rename(first, "renamed")
        other = store.patients.add("first").id
        assert other == second, "the backup did not know that this id was given"
        assert store.patients.delete(other).backups == ()
        assert _holding(tmp_path, b"second") == [replaced]
        assert set(store.patients.delete(first).backups) == {backup, replaced}


def test_landmarks_of_a_deleted_clip_leave_the_cache(
    store: Store, patient_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    result = make_result()
    other = store.patients.add("other").id
    kept = track_path(result.clip.sha256, Bundle("full", Path(), result.model.sha256))
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"landmarks")
    for owner in (patient_id, other):
        add_set(store, owner, result)
    store.patients.delete(patient_id)
    assert kept.exists(), "the other patient's set shows the same clip"
    (row,) = store.sets.select().rows
    store.sets.delete(row.id)
    assert not kept.exists()


def test_unfinished_copies_of_the_history_go_with_a_patient(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    left = [
        tmp_path / ".history.sqlite3.4711.partial",
        tmp_path / ".history.backup-20250303T090000Z-1.sqlite3.partial",
    ]
    strange = tmp_path / ".history.txt.partial"
    for path in (*left, strange):
        path.write_bytes(b"A. B.")
    store.patients.delete(patient_id)
    assert [path.exists() for path in (*left, strange)] == [False, False, True]


def test_a_set_that_only_lacks_its_row_is_not_taken_for_half_filled(
    store: Store, patient_id: int, tmp_path: Path
) -> None:
    """Its row may have been lost with the newest part of the journal."""
    folder = store.sets.get(add_set(store, patient_id).set_id).files.folder
    with store._database.writing() as connection:
        connection.execute("INSERT INTO folders_to_remove VALUES (?, 1e9)", (folder.name,))
    store.close()
    with open_store(tmp_path) as again:
        assert folder.exists(), "a row leads to it"
        with again._database.writing() as connection:
            connection.execute("DELETE FROM sets")
    with open_store(tmp_path) as again:
        assert again.strays.folders() == [folder]


def test_a_journal_that_somebody_reads_is_named(
    store: Store, patient_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    with contextlib.closing(connect(store.path)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM patients").fetchall()
        journal = store.path.with_name(f"{store.path.name}-wal")
        with Store.open(store.path) as impatient:
            assert impatient.patients.delete(patient_id).not_removed == (journal,)
        reading.execute("ROLLBACK")
    other = store.patients.add("other").id
    assert store.patients.delete(other).not_removed == ()
