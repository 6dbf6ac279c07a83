"""Going back to a backup."""

from __future__ import annotations

import hashlib
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.errors import StoreError
from formcheck.history.backups import find_sound_backup, make_backup, restore_backup
from formcheck.history.intake.found import ClipSearch, FoundResult
from formcheck.history.intake.take_in import Intake
from formcheck.history.places import backed_up_at
from formcheck.history.store import Store
from tests.support.history import add_set, make_landmarks, make_result, open_store


def _with_backup(folder: Path) -> Path:
    """Return a store with a set that its backup has, and one that was added since."""
    with open_store(folder) as store:
        patient = store.patients.add("A").id
        add_set(store, patient, make_result("a.mp4"))
        make_backup(store.path)
        add_set(store, patient, make_result("b.mp4"), hours=30)
        return store.path


def test_a_damaged_store_goes_back_and_the_damaged_file_is_kept(tmp_path: Path) -> None:
    path = _with_backup(tmp_path)
    damaged = b"\xa5" * path.stat().st_size
    path.write_bytes(damaged)
    restored = restore_backup(path, find_sound_backup(path))
    assert restored.kept is not None
    assert restored.kept.read_bytes() == damaged
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Store.open(path) as store:
        assert [row.reps_counted for row in store.sets.select().rows] == [3]


def test_the_journal_of_the_replaced_file_never_meets_the_backup(tmp_path: Path) -> None:
    path = _with_backup(tmp_path)
    journal = path.with_name(f"{path.name}-wal")
    journal.write_bytes(b"frames of another file")
    restored = restore_backup(path, find_sound_backup(path))
    assert restored.kept is not None
    aside = restored.kept.with_name(f"{restored.kept.name}-wal")
    assert aside.read_bytes() == b"frames of another file"
    with Store.open(path) as store:
        assert store.sets.select().total == 1


def test_what_was_added_since_is_named_and_can_be_taken_in_again(tmp_path: Path) -> None:
    path = _with_backup(tmp_path)
    restore_backup(path, find_sound_backup(path))
    with Store.open(path) as store:
        (folder,) = store.strays.folders()
        patient = store.patients.find("A")
        assert patient is not None
        found = FoundResult(folder, make_result("b.mp4"))
        assert Intake(store, patient.id).add_found(found, ClipSearch([])).added
        assert store.sets.select().total == 2


def test_clip_and_landmarks_are_found_where_the_history_kept_them(tmp_path: Path) -> None:
    clip = tmp_path / "mine.mp4"
    clip.write_bytes(b"a clip")
    result = make_result()
    same = result.clip.model_copy(update={"sha256": _sha256_of(b"a clip")})
    result = result.model_copy(update={"clip": same})
    kept = tmp_path / "kept"
    with open_store(tmp_path / "one") as store:
        patient = store.patients.add("A").id
        added = add_set(store, patient, result, clip=clip, landmarks=make_landmarks())
        shutil.copytree(store.sets.get(added.set_id).files.folder, kept)
    with open_store(tmp_path / "two") as store:
        intake = Intake(store, store.patients.add("B").id)
        again = intake.add_found(FoundResult(kept, result), ClipSearch([]))
        files = store.sets.get(again.set_id).files
        assert files.clip is not None
        assert files.clip.read_bytes() == b"a clip"
        assert files.landmarks is not None


def _sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_newest_backup_that_holds_together_is_taken(tmp_path: Path) -> None:
    path = _with_backup(tmp_path)
    sound = find_sound_backup(path)
    newer = make_backup(path)
    newer.write_bytes(newer.read_bytes()[:10_000])
    assert find_sound_backup(path) == sound


def test_without_a_backup_the_way_on_is_named(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        path = store.path
    with pytest.raises(StoreError) as caught:
        find_sound_backup(path)
    assert "formcheck import" in caught.value.hint


def test_a_backup_knows_when_it_was_made_however_often_it_is_copied(tmp_path: Path) -> None:
    backup = find_sound_backup(_with_backup(tmp_path))
    copy = tmp_path / "elsewhere" / backup.name
    copy.parent.mkdir()
    shutil.copyfile(backup, copy)
    assert abs(backed_up_at(copy) - datetime.now(UTC)) < timedelta(minutes=5)
