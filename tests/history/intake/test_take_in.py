"""Scored clips and earlier results on their way into the history."""

from __future__ import annotations

import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.history.intake.found import ClipSearch, find_result_folders, read_found
from formcheck.history.intake.take_in import Intake
from formcheck.history.models import NewSet
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.pose.bundle import Bundle
from formcheck.pose.bundle_file import file_sha256
from formcheck.pose.cache import save_track, track_path
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, write_kept_track
from formcheck.results.files import RESULT_JSON, write_data
from formcheck.results.result_json import write_result
from tests.support.history import make_result, open_store
from tests.support.scored import make_scored

FILMED_S = datetime(2025, 3, 3, 12, 0).timestamp()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Return a file that stands for a clip, of a certain day."""
    path = tmp_path / "clips" / "week 1" / "clip.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no real video")
    os.utime(path, (FILMED_S, FILMED_S))
    return path


@pytest.fixture
def scored(clip: Path) -> ScoredClip:
    """Return what was scored in it."""
    made = make_scored()
    info = made.result.clip.model_copy(update={"name": clip.name, "sha256": file_sha256(clip)})
    result = made.result.model_copy(update={"clip": info})
    return ScoredClip(result, made.exercise, made.track, made.measurements, made.timeline)


@pytest.fixture
def results(tmp_path: Path, scored: ScoredClip) -> Path:
    """Return a folder with its results."""
    folder = tmp_path / "results" / "clip"
    folder.mkdir(parents=True)
    write_data(scored, folder)
    (folder / "annotated.mp4").write_bytes(b"drawn")
    return folder


def _intake(store: Store, **values: object) -> Intake:
    return Intake(store, store.patients.add("A").id, **values)  # type: ignore[arg-type]


def test_a_scored_clip_is_kept_with_clip_landmarks_and_tables(
    tmp_path: Path, clip: Path, scored: ScoredClip, results: Path
) -> None:
    with open_store(tmp_path) as store:
        intake = _intake(store)
        (added,) = intake.add_scored(clip, results, [scored])
        assert added.added
        record = store.sets.get(added.set_id)
        files = record.files
        assert None not in (files.clip, files.landmarks, files.frames_csv, files.reps_csv)
        assert record.row.day == date(2025, 3, 3)
        (again,) = intake.add_scored(clip, results, [scored])
        assert again.set_id == added.set_id
        assert not again.added


def test_an_earlier_result_finds_its_clip_and_landmarks_again(
    tmp_path: Path,
    clip: Path,
    scored: ScoredClip,
    results: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    info = scored.result.clip
    model = scored.result.model
    bundle = Bundle(model.variant, Path(), model.sha256)
    save_track(scored.track, track_path(info.sha256, bundle))
    with open_store(tmp_path) as store:
        added = _intake(store).add_found(read_found(results), ClipSearch([tmp_path / "clips"]))
        record = store.sets.get(added.set_id)
        assert record.files.clip is not None
        assert record.files.clip.read_bytes() == clip.read_bytes()
        assert record.files.landmarks is not None
        assert record.files.annotated is None
        assert (record.row.source, record.row.day) == ("import", date(2025, 3, 3))


def test_scoring_after_importing_adds_nothing(
    tmp_path: Path, clip: Path, scored: ScoredClip, results: Path
) -> None:
    with open_store(tmp_path) as store:
        intake = _intake(store)
        first = intake.add_found(read_found(results), ClipSearch([tmp_path]))
        (second,) = intake.add_scored(clip, results, [scored])
        assert (second.set_id, second.added) == (first.set_id, False)


def test_without_clip_and_landmarks_the_drawn_video_is_kept(
    tmp_path: Path, results: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    clip.write_bytes(b"another clip of that name")
    with open_store(tmp_path) as store:
        intake = _intake(store, day=date(2024, 12, 24))
        added = intake.add_found(read_found(results), ClipSearch([tmp_path]))
        record = store.sets.get(added.set_id)
        assert (record.files.clip, record.files.landmarks) == (None, None)
        assert record.files.annotated is not None
        assert record.row.day == date(2024, 12, 24)


def test_a_clip_may_stay_where_it_is(tmp_path: Path, clip: Path, results: Path) -> None:
    with open_store(tmp_path) as store:
        intake = _intake(store, copy_clips=False)
        added = intake.add_found(read_found(results), ClipSearch([tmp_path]))
        assert store.sets.get(added.set_id).files.clip == clip


def test_folders_beside_are_searched_without_those_inside(tmp_path: Path, clip: Path) -> None:
    wanted = make_result().clip.model_copy(update={"name": clip.name, "sha256": file_sha256(clip)})
    assert ClipSearch([], [tmp_path]).find(wanted) is None
    assert ClipSearch([], [tmp_path / "absent", clip.parent]).find(wanted) == clip
    assert ClipSearch([tmp_path]).find(wanted) == clip
    assert ClipSearch([tmp_path]).find(wanted.model_copy(update={"sha256": ""})) is None


def test_result_folders_are_found_at_any_depth(tmp_path: Path, results: Path) -> None:
    for place in ("many/2_knee_hug", "many/1_pelvic_tilt", ".partial/x"):
        shutil.copytree(results, tmp_path / "results" / place)
    assert find_result_folders(results) == [results]
    assert find_result_folders(results.parent) == [
        results,
        results.parent / "many" / "1_pelvic_tilt",
        results.parent / "many" / "2_knee_hug",
    ]


def test_a_folder_without_results_is_said_plainly(tmp_path: Path, clip: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        find_result_folders(tmp_path / "absent")
    with pytest.raises(InputError, match="no result"):
        find_result_folders(clip.parent)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no result"),
        ("{}", "no result"),
        ('{"schema_version": 99}', "newer formcheck"),
        ("[1]", "no result"),
    ],
)
def test_a_damaged_result_is_said_plainly(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / RESULT_JSON).write_text(text)
    with pytest.raises(InputError, match=words):
        read_found(tmp_path)


def test_a_result_is_read_as_it_was_written(tmp_path: Path) -> None:
    result = make_result()
    write_result(result, tmp_path / RESULT_JSON)
    assert read_found(tmp_path).result == result


@pytest.fixture
def live_folder(tmp_path: Path) -> Path:
    """Return the folder of a live set that was not filmed, with the landmarks of its own."""
    made = make_scored()
    info = made.result.clip.model_copy(update={"name": "live set", "sha256": ""})
    result = made.result.model_copy(update={"clip": info})
    folder = tmp_path / "formcheck-live" / "2025-03-03_18-30-05_prone_press_up"
    folder.mkdir(parents=True)
    write_data(
        ScoredClip(result, made.exercise, made.track, made.measurements, made.timeline), folder
    )
    write_kept_track(KeptTrack(made.track, "full", "ab" * 32), folder / LANDMARKS_FILE)
    return folder


def test_a_live_set_that_was_not_filmed_is_imported_with_its_landmarks_and_time(
    tmp_path: Path, live_folder: Path
) -> None:
    with open_store(tmp_path) as store:
        intake = _intake(store)
        found = read_found(live_folder)
        added = intake.add_found(found, ClipSearch([live_folder], []))
        record = store.sets.get(added.set_id)
        assert record.files.landmarks is not None
        assert not record.was_filmed
        done_at = datetime(2025, 3, 3, 18, 30, 5).astimezone()
        assert record.row.performed_at == done_at
        kept_live = NewSet(found.result, done_at, "live")
        assert not store.sets.add(intake.patient_id, kept_live).added, "it is the same set"


def test_landmarks_that_are_scored_again_are_no_clip(tmp_path: Path, live_folder: Path) -> None:
    made = make_scored()
    info = made.result.clip.model_copy(update={"name": LANDMARKS_FILE, "sha256": "cd" * 32})
    result = made.result.model_copy(update={"clip": info})
    scored = ScoredClip(result, made.exercise, made.track, made.measurements, made.timeline)
    with open_store(tmp_path) as store:
        (added,) = _intake(store).add_scored(live_folder / LANDMARKS_FILE, live_folder, [scored])
        record = store.sets.get(added.set_id)
        assert record.files.clip is None
        assert record.files.landmarks is not None
        assert not record.was_filmed
        assert record.row.day == date(2025, 3, 3)
