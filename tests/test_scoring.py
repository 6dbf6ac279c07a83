"""The pipeline with its slow first stage replaced: which files, when, and what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck import scoring
from formcheck.errors import (
    InputError,
    ModelError,
    NothingToScoreError,
    OutputError,
    UnknownExerciseError,
    UsageError,
)
from formcheck.exercises.settings import Settings
from formcheck.pose import closer_look
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, write_kept_track
from formcheck.pose.track import PoseTrack
from formcheck.pose.turned import turn_track
from formcheck.results.files import RESULT_FILES
from formcheck.results.place import ResultPlace, read_owner
from formcheck.scoring import find_model, score_clip
from formcheck.video.reader import VideoFile
from formcheck.video.timing import Jump
from tests.support.bundles import tiny_bundle
from tests.support.clips import brightness_ramp, write_clip
from tests.support.filming import film, lose, pick
from tests.support.synthetic import excursion, frame_times, plan_reps, prone_press_up

REPS = plan_reps(2, 45.0)
FPS = 10


@pytest.fixture(scope="module")
def track() -> PoseTrack:
    """Return the landmarks of two press ups."""
    time_s = frame_times(REPS, fps=FPS)
    trunk_deg = excursion(time_s, REPS)
    return film(time_s, prone_press_up(trunk_deg, elbow_deg=65.0 + 2 * trunk_deg))


@pytest.fixture
def clip(tmp_path: Path, track: PoseTrack) -> Path:
    return write_clip(tmp_path / "in.mp4", brightness_ramp(), track.frame_count, rate=FPS)


@pytest.fixture
def see(monkeypatch: pytest.MonkeyPatch) -> Callable[[PoseTrack], None]:
    """Return a function that makes the pose stage see given landmarks."""

    def set_track(seen: PoseTrack) -> None:
        bundle = Bundle("full", Path("full.task"), "ab" * 32)
        monkeypatch.setattr(scoring, "find_model", lambda *_, **__: bundle)
        monkeypatch.setattr(scoring, "cached_track", lambda *_, **__: seen)
        monkeypatch.setattr(closer_look, "finds_small_person", lambda *_: False)

    return set_track


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_files_are_written(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)
    stages: list[tuple[str, float]] = []
    scored = score_clip(
        clip,
        "prone_press_up",
        tmp_path / "out",
        progress=lambda stage, share: stages.append((stage, share)),
    )
    assert _names(tmp_path / "out") == {"in"}
    assert _names(tmp_path / "out" / "in") == set(RESULT_FILES)
    assert scored.result.summary.reps_counted == 2
    assert scored.result.clip.name == "in.mp4"
    assert scored.result.clip.frames == track.frame_count
    assert scored.result.clip.fps == pytest.approx(FPS)
    assert scored.result.clip.duration_s == pytest.approx(track.frame_count / FPS)
    assert (scored.result.model.variant, scored.result.model.sha256) == ("full", "ab" * 32)
    assert list(dict.fromkeys(stage for stage, _ in stages)) == ["video", "report"]
    assert all(0.0 <= share <= 1.0 for _, share in stages)


@pytest.mark.parametrize(
    ("video", "report", "missing"),
    [
        (False, True, {"annotated.mp4"}),
        (True, False, {"report.html"}),
        (False, False, {"annotated.mp4", "report.html"}),
    ],
)
def test_parts_can_be_left_out(
    tmp_path: Path,
    clip: Path,
    track: PoseTrack,
    see: Callable[[PoseTrack], None],
    video: bool,
    report: bool,
    missing: set[str],
) -> None:
    see(track)
    score_clip(clip, "prone_press_up", tmp_path / "out", video=video, report=report)
    assert _names(tmp_path / "out" / "in") == set(RESULT_FILES) - missing


def test_the_folder_can_be_named(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)
    score_clip(clip, "prone_press_up", tmp_path, video=False, folder_name="in-2")
    assert (tmp_path / "in-2" / "result.json").exists()


def test_another_clip_of_the_same_name_does_not_overwrite_a_result(
    tmp_path: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)
    places: list[ResultPlace] = []
    clips = [tmp_path / person / "in.mp4" for person in ("p01", "p02")]
    for clip, width_px in zip(clips, (64, 80), strict=True):
        clip.parent.mkdir()
        write_clip(clip, brightness_ramp(width_px), track.frame_count, rate=FPS)
    for clip in (*clips, clips[0]):
        score_clip(
            clip,
            "prone_press_up",
            tmp_path / "out",
            video=False,
            report=False,
            on_place=places.append,
        )
    assert [place.folder.name for place in places] == ["in", "in-2", "in"]
    assert [place.replaces for place in places] == [False, False, True]
    assert _names(tmp_path / "out") == {"in", "in-2"}
    for clip, place in zip(clips, places, strict=False):
        assert read_owner(place.folder) == hashlib.sha256(clip.read_bytes()).hexdigest()


def test_a_result_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)

    def come_first(place: ResultPlace) -> None:
        place.folder.mkdir(parents=True)
        (place.folder / "result.json").write_text('{"clip": {"sha256": "other"}}')

    with pytest.raises(OutputError, match="meanwhile"):
        score_clip(
            clip, "prone_press_up", tmp_path / "out", video=False, report=False, on_place=come_first
        )
    assert read_owner(tmp_path / "out" / "in") == "other"


def test_settings_are_used(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)
    settings = Settings.from_mapping({"prone_press_up": {"states": {"count_deg": 60}}})
    scored = score_clip(clip, "prone_press_up", tmp_path, video=False, settings=settings)
    assert scored.result.summary.reps_counted == 0
    assert scored.result.settings["prone_press_up"]["states"]["count_deg"] == 60


def test_a_clip_that_breaks_off_says_so(
    tmp_path: Path,
    clip: Path,
    track: PoseTrack,
    see: Callable[[PoseTrack], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    see(track)
    monkeypatch.setattr(VideoFile, "truncated", True)
    scored = score_clip(clip, "prone_press_up", tmp_path, video=False)
    assert any("breaks off" in note for note in scored.result.summary.notes)


@pytest.mark.parametrize(
    ("jumps", "said"),
    [
        ([Jump(5.0, 36_000.0)], "jumps ahead at 5.0 s, by 10.0 hours."),
        ([Jump(5.0, 90.0), Jump(70.0, 300.0)], "jumps ahead 2 times, first at 5.0 s, by up to 5.0"),
    ],
)
def test_a_clip_whose_clock_jumps_says_so(
    jumps: list[Jump],
    said: str,
    tmp_path: Path,
    clip: Path,
    track: PoseTrack,
    see: Callable[[PoseTrack], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    see(track)
    monkeypatch.setattr(VideoFile, "jumps", tuple(jumps))
    scored = score_clip(clip, "prone_press_up", tmp_path, video=False)
    assert any(said in note for note in scored.result.summary.notes)


def test_a_single_frame_has_a_rate_and_a_length(tmp_path: Path, track: PoseTrack) -> None:
    clip = write_clip(tmp_path / "in.mp4", brightness_ramp(), 1, rate=FPS)
    described = scoring._describe_clip(VideoFile(clip), "ab" * 32, pick(track, slice(0, 1)))
    assert described.frames == 1
    assert described.duration_s == pytest.approx(1 / described.fps)


def test_what_fails_leaves_nothing(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(lose(track, 0.0, 1e9))
    with pytest.raises(NothingToScoreError):
        score_clip(clip, "prone_press_up", tmp_path / "out")
    with pytest.raises(InputError):
        score_clip(tmp_path / "absent.mp4", "prone_press_up", tmp_path / "out")
    with pytest.raises(UnknownExerciseError):
        score_clip(clip, "somersault", tmp_path / "out")
    assert _names(tmp_path) == {"in.mp4"}


def test_a_model_is_found_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "pose_landmarker_lite.task"
    file.write_bytes(tiny_bundle())
    assert find_model(str(file)).path == file
    assert find_model(file).path == file


def test_models_that_do_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="medium"):
        find_model("medium")
    with pytest.raises(ModelError, match=r"absent\.task"):
        find_model("absent.task")
    with pytest.raises(ModelError):
        find_model(tmp_path / "lite")


@pytest.fixture
def landmarks(tmp_path: Path, track: PoseTrack) -> Path:
    """Return the landmarks of two press ups as a live set leaves them."""
    folder = tmp_path / "2026-01-05_10-00-00_prone_press_up"
    folder.mkdir()
    write_kept_track(KeptTrack(track, "heavy", "cd" * 32), folder / LANDMARKS_FILE)
    return folder / LANDMARKS_FILE


def test_landmarks_of_a_live_set_are_scored_without_film_or_model(
    tmp_path: Path, landmarks: Path, track: PoseTrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("no model is needed")

    monkeypatch.setattr(scoring, "find_model", fail)
    result = score_clip(landmarks, "prone_press_up", tmp_path / "out").result
    folder = tmp_path / "out" / "2026-01-05_10-00-00_prone_press_up"
    assert _names(folder) == set(RESULT_FILES) - {"annotated.mp4"}
    assert result.summary.reps_counted == 2
    assert (result.model.variant, result.model.sha256) == ("heavy", "cd" * 32)
    assert (result.clip.name, result.clip.frames) == (LANDMARKS_FILE, track.frame_count)
    assert result.clip.fps == pytest.approx(FPS)
    assert result.clip.duration_s == pytest.approx(track.frame_count / FPS)
    assert result.clip.sha256 == hashlib.sha256(landmarks.read_bytes()).hexdigest()
    assert any("no film" in note for note in result.summary.notes)


def test_landmarks_count_the_same_as_the_clip_they_came_from(
    tmp_path: Path,
    clip: Path,
    landmarks: Path,
    track: PoseTrack,
    see: Callable[[PoseTrack], None],
) -> None:
    see(track)
    of_clip = score_clip(clip, "prone_press_up", tmp_path / "out", video=False).result
    kept = score_clip(landmarks, "prone_press_up", tmp_path / "out").result
    assert kept.summary.model_dump(exclude={"notes"}) == of_clip.summary.model_dump(
        exclude={"notes"}
    )
    for one, other in zip(kept.reps, of_clip.reps, strict=True):
        assert (one.start_s, one.end_s, one.faults) == (other.start_s, other.end_s, other.faults)


def test_a_single_frame_of_landmarks_is_too_little(tmp_path: Path, track: PoseTrack) -> None:
    path = tmp_path / LANDMARKS_FILE
    write_kept_track(KeptTrack(pick(track, slice(0, 1)), "full", ""), path)
    with pytest.raises(NothingToScoreError):
        score_clip(path, "prone_press_up", tmp_path / "out")
    with pytest.raises(InputError):
        score_clip(tmp_path / "absent.npz", "prone_press_up", tmp_path / "out")
    assert _names(tmp_path) == {LANDMARKS_FILE}


def test_slow_motion_is_told_in_notes_and_description(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(replace(track, time_s=track.time_s / 2))
    result = score_clip(clip, "prone_press_up", tmp_path / "out", video=False, speed=0.5).result
    assert any("times are those of the movement" in note for note in result.summary.notes)
    assert result.clip.speed == 0.5
    assert result.clip.fps == pytest.approx(2 * FPS)
    assert result.clip.duration_s == pytest.approx(track.frame_count / FPS / 2)


def test_a_turned_clip_can_be_opened_again_as_it_was_read(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(track)
    result = score_clip(
        clip, "prone_press_up", tmp_path / "out", video=False, rotate=90, fps=FPS
    ).result
    assert (result.clip.width, result.clip.height) == (48, 64)
    assert result.clip.as_read.rotate_deg == 90
    assert result.clip.as_read.fps == FPS


def test_a_lying_picture_is_said_instead_of_what_is_missing(
    tmp_path: Path, clip: Path, track: PoseTrack, see: Callable[[PoseTrack], None]
) -> None:
    see(turn_track(track, 90))
    with pytest.raises(NothingToScoreError) as caught:
        score_clip(clip, "prone_press_up", tmp_path / "out", video=False)
    assert "on its side" in caught.value.message
    assert "--rotate 270" in caught.value.hint


def test_landmarks_are_neither_turned_nor_timed_anew(tmp_path: Path, landmarks: Path) -> None:
    with pytest.raises(UsageError, match="upright"):
        score_clip(landmarks, "prone_press_up", tmp_path / "out", rotate=90)
