"""Sets whose rows were lost are noticed, taken in again or deleted."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.history.intake.take_in import Intake
from formcheck.history.models import SetFilter
from formcheck.history.set_folder import SET_JSON, read_tag
from formcheck.history.store import Store
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import track_path
from tests.support.history import MORNING, add_set, make_landmarks, make_result, open_store


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """Return a history that lost its journal: of three sets the first alone has a row."""
    (tmp_path / "whole").mkdir()
    clip = tmp_path / "whole" / "b.mp4"
    clip.write_bytes(b"a clip")
    with open_store(tmp_path / "whole") as store:
        patient = store.patients.add("A").id
        add_set(store, patient, make_result("a.mp4"))
        store._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        add_set(
            store, patient, make_result("b.mp4"), hours=1, clip=clip, landmarks=make_landmarks()
        )
        outside = store.patients.add("lost too").id
        add_set(store, outside, make_result("c.mp4"), hours=2, clip=clip, copy_clip=False)
        (tmp_path / "lost").mkdir()
        shutil.copyfile(store.path, tmp_path / "lost" / "history.sqlite3")
        shutil.copytree(store.files_folder, tmp_path / "lost" / "history-files")
    return tmp_path / "lost" / "history.sqlite3"


def test_lost_rows_are_noticed(lost: Path) -> None:
    with Store.open(lost) as store:
        assert store.sets.select().total == 1
        first, second = sorted(store.strays.all(), key=lambda stray: stray.patient_id or 99)
        assert first.result == make_result("b.mp4")
        assert first.patient_id == store.patients.overviews()[0].patient.id
        assert second.result == make_result("c.mp4")
        assert second.patient_id is None, "the patient's row is lost, too"


def test_a_whole_history_has_none(store: Store, patient_id: int) -> None:
    add_set(store, patient_id)
    (store.files_folder / "notes of mine").mkdir()
    assert store.strays.folders() == []


def test_a_set_is_taken_in_as_it_was(lost: Path) -> None:
    with Store.open(lost) as store:
        for stray in store.strays.all():
            whose = stray.patient_id or store.patients.add("found").id
            assert Intake(store, whose).add_stray(stray).added
        assert store.strays.folders() == []
        assert len(list(store.files_folder.iterdir())) == 3
        _, with_copy, with_clip_outside = store.sets.select(SetFilter(order="oldest")).rows
        assert with_copy.performed_at == MORNING + timedelta(hours=1)
        assert (with_copy.source, with_copy.patient_label) == ("score", "A")
        files = store.sets.get(with_copy.id).files
        assert files.clip is not None
        assert files.clip.read_bytes() == b"a clip"
        assert files.landmarks is not None
        assert store.sets.get(with_clip_outside.id).files.clip == lost.parents[1] / "whole/b.mp4"


def test_a_set_that_is_there_already_leaves_no_second_folder(lost: Path) -> None:
    with Store.open(lost) as store:
        stray = next(stray for stray in store.strays.all() if stray.patient_id is not None)
        assert stray.patient_id is not None
        add_set(store, stray.patient_id, make_result("b.mp4"), hours=1)
        assert not Intake(store, stray.patient_id).add_stray(stray).added
        assert not stray.folder.exists()
        assert store.sets.select().total == 2


def test_a_folder_of_an_earlier_program_does_not_tell_whose_it_is(lost: Path) -> None:
    with Store.open(lost) as store:
        for folder in store.strays.folders():
            (folder / SET_JSON).unlink()
        strays = store.strays.all()
        assert [stray.patient_id for stray in strays] == [None, None]
        assert all(Intake(store, 1).add_stray(stray).added for stray in strays)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"patient_id": 1}', '{"performed_at": "2025-03-03T09:00:00"}']
)
def test_a_tag_that_cannot_be_read_tells_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / SET_JSON).write_text(text)
    assert read_tag(tmp_path) is None


def test_a_half_filled_folder_has_no_result(store: Store) -> None:
    half = store.files_folder / ("a" * 24)
    half.mkdir()
    (stray,) = store.strays.all()
    assert (stray.folder, stray.result, stray.patient_id) == (half, None, None)


def test_what_no_row_leads_to_is_deleted_and_nothing_else(
    lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(lost.parent / "cache"))
    result = make_result("b.mp4")
    cached = track_path(result.clip.sha256, Bundle("full", Path(), result.model.sha256))
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"landmarks")
    with Store.open(lost) as store:
        folder = store.sets.get(1).files.folder
        partial = folder / ".review.json.4711.partial"
        replaced = [
            lost.with_name(f"history.replaced-20250303T090000Z-1.sqlite3{ending}")
            for ending in ("", "-wal")
        ]
        mine = lost.with_name("history.replaced-mine.sqlite3")
        for path in (partial, *replaced, mine):
            path.write_bytes(b"x")
        found = store.strays.leftovers()
        assert len(found.folders) == 2
        assert list(found.replaced) == replaced
        assert list(found.partial) == [partial]
        assert found.size_bytes > 1000
        assert store.strays.forget(found) == []
        assert list(store.files_folder.iterdir()) == [folder]
        assert (folder / "result.json").exists()
        assert not any(path.exists() for path in (partial, cached, *replaced))
        assert mine.exists()
        assert store.strays.leftovers().size_bytes == 0
