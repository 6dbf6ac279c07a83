"""Scored clips and earlier results on their way into the history."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import InputError
from formcheck.history.intake.found import (
    ClipSearch,
    find_landmarks,
    find_own_clip,
    find_own_landmarks,
    find_result_folders,
    read_found,
)
from formcheck.history.intake.take_in import Intake
from formcheck.history.models import NewSet
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.pose.bundle_file import Bundle, file_sha256
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


def test_landmarks_of_a_thrifty_look_belong_to_a_thrifty_result(
    tmp_path: Path, scored: ScoredClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    usual = scored.result
    clip = usual.clip.model_copy(update={"frames_looked_at": 3})
    thrifty = usual.model_copy(update={"clip": clip})
    bundle = Bundle(usual.model.variant, Path(), usual.model.sha256)
    save_track(scored.track, track_path(clip.sha256, bundle, thrifty=True))
    assert find_landmarks(thrifty) is not None
    assert find_landmarks(usual) is None


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


@pytest.mark.parametrize("name", ["reps.csv", "frames.csv", "events.vtt", "annotated.mp4"])
def test_a_link_beside_a_result_is_refused_and_not_copied(
    tmp_path: Path, results: Path, name: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of nobody's business")
    (results / name).unlink()
    (results / name).symlink_to(secret)
    with pytest.raises(InputError, match=f"{name}” is a link"):
        read_found(results)
    with open_store(tmp_path) as store:
        new = NewSet(make_result(), datetime.now(UTC), "import", result_folder=results)
        files = store.sets.get(store.sets.add(store.patients.add("A").id, new).set_id).files
        copied = [path.read_bytes() for path in files.folder.iterdir()]
        assert not any(b"business" in data for data in copied)


def test_a_table_beyond_reason_is_refused_unread(results: Path) -> None:
    with (results / "frames.csv").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(InputError, match="larger than 256 MB"):
        read_found(results)


def test_a_clip_that_a_link_leads_to_is_not_taken(tmp_path: Path, clip: Path) -> None:
    info = make_result().clip.model_copy(update={"name": "x.mp4", "sha256": file_sha256(clip)})
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "x.mp4").symlink_to(clip)
    (linked / "clip.mp4").symlink_to(clip)
    assert ClipSearch([linked], [linked]).find(info) is None
    assert find_own_clip(linked, info) is None
    shutil.copy(clip, linked / "clip.mov")
    assert find_own_clip(linked, info) == linked / "clip.mov"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.timeout(60)
def test_pipes_in_place_of_files_hold_nobody_up(tmp_path: Path, results: Path) -> None:
    info = make_result().clip.model_copy(update={"name": "x.mp4", "sha256": "ab" * 32})
    os.mkfifo(results / "x.mp4")
    os.mkfifo(results / "landmarks.npz")
    assert ClipSearch([results]).find(info) is None
    assert find_own_landmarks(results) is None
    with pytest.raises(InputError, match="no plain file"):
        read_found(results)
    other = tmp_path / "results" / "other"
    other.mkdir()
    os.mkfifo(other / "result.json")
    assert find_result_folders(results.parent) == [results, other]
    with pytest.raises(InputError, match="no plain file"):
        read_found(other)


def test_folders_behind_links_are_passed_over(tmp_path: Path, results: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    (many / "away").symlink_to(results)
    shutil.copytree(results, many / "own")
    assert find_result_folders(many) == [many / "own"]
    assert find_result_folders(many / "away") == [many / "away"], "it was named"


def test_landmarks_that_do_not_fit_together_are_left_out(tmp_path: Path, results: Path) -> None:
    arrays = {
        "time_s": np.arange(3.0),
        "xy_px": np.ones((3, 33, 2), np.float32),
        "visibility": np.ones((3, 33), np.float32),
        "size_px": np.array([640, 480]),
    }
    place = results / "landmarks.npz"
    np.savez_compressed(place, **arrays)
    assert find_own_landmarks(results) is not None
    for name, value in (
        ("xy_px", np.full((3, 33, 2), np.inf)),
        ("time_s", np.array([0, 1, 1e300])),
        ("visibility", np.ones((2, 33))),
        ("size_px", np.array([np.inf, 480])),
    ):
        np.savez_compressed(place, **{**arrays, name: value})
        assert find_own_landmarks(results) is None, name


@pytest.mark.parametrize("folder", ["9999-12-31_23-59-59_knee_hug", "1904-01-01_00-00-00_x_y"])
def test_a_moment_of_a_wrong_clock_is_not_believed(
    tmp_path: Path, results: Path, folder: str
) -> None:
    moved = results.rename(results.with_name(folder))
    os.utime(moved / "result.json", (-3e9, -3e9))
    with open_store(tmp_path) as store:
        added = _intake(store).add_found(read_found(moved), ClipSearch([]))
        assert store.sets.get(added.set_id).row.day == datetime.now().astimezone().date()


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
