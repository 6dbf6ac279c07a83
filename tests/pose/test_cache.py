from __future__ import annotations

import logging
import os
import stat
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

import formcheck.pose.tracking
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import (
    cached_track,
    clip_sha256,
    forget_clip,
    load_track,
    save_track,
    track_path,
)
from formcheck.pose.manifest import model_entry
from formcheck.pose.track import PoseTrack
from formcheck.video.reading import Reading

BUNDLE = Bundle("full", Path("full.task"), "b" * 64)


def make_track(frames: int = 5) -> PoseTrack:
    rng = np.random.default_rng(3)

    def single(*shape: int) -> np.ndarray:
        return rng.random(shape).astype(np.float32).astype(np.float64)

    xy_px = single(frames, 33, 2) * 512
    xy_px[2] = np.nan
    return PoseTrack(
        time_s=np.arange(frames) / 3,
        xy_px=xy_px,
        visibility=single(frames, 33),
        presence=single(frames, 33),
        world_m=single(frames, 33, 3),
        picture_change=rng.random(frames),
        people=np.ones(frames, dtype=np.int64),
        width_px=640,
        height_px=480,
    )


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that stands for a clip; tracking it takes no time."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(formcheck.pose.tracking, "track_video", lambda *_, **__: make_track())
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"not looked into")
    return path


def forbid_tracking(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> PoseTrack:
        raise AssertionError("the clip was tracked")

    monkeypatch.setattr(formcheck.pose.tracking, "track_video", refuse)


def assert_same(one: PoseTrack, other: PoseTrack) -> None:
    for field in fields(PoseTrack):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


def test_kept_landmarks_are_the_same_to_the_last_bit(tmp_path: Path) -> None:
    save_track(make_track(), tmp_path / "deep" / "a.npz")
    kept = load_track(tmp_path / "deep" / "a.npz")
    assert kept is not None
    assert_same(kept, make_track())


def test_second_time_nothing_is_tracked(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached_track(clip, clip_sha256(clip), BUNDLE)
    forbid_tracking(monkeypatch)
    assert_same(cached_track(clip, clip_sha256(clip), BUNDLE), first)


def test_without_the_cache_nothing_is_read_or_kept(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_track(clip, clip_sha256(clip), BUNDLE, use_cache=False)
    assert not (clip.parent / "cache").exists()
    cached_track(clip, clip_sha256(clip), BUNDLE)
    forbid_tracking(monkeypatch)
    with pytest.raises(AssertionError, match="was tracked"):
        cached_track(clip, clip_sha256(clip), BUNDLE, use_cache=False)


def test_other_clip_model_or_size_is_kept_apart() -> None:
    paths = {
        track_path("a" * 64, BUNDLE),
        track_path("c" * 64, BUNDLE),
        track_path("a" * 64, replace(BUNDLE, sha256="d" * 64)),
        track_path("a" * 64, BUNDLE, max_side_px=640),
    }
    assert len(paths) == 4


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no zip", None])
def test_damaged_landmarks_are_made_anew(clip: Path, damage: bytes | None) -> None:
    first = cached_track(clip, clip_sha256(clip), BUNDLE)
    kept = track_path(clip_sha256(clip), BUNDLE)
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert_same(cached_track(clip, clip_sha256(clip), BUNDLE), first)
    assert kept.read_bytes() == whole


def test_folder_that_cannot_be_written_gives_one_warning_and_no_failure(
    clip: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = clip.parent / "cache"
    folder.mkdir()
    (folder / "landmarks").write_text("a file where a folder is needed")
    with caplog.at_level(logging.WARNING, logger="formcheck"):
        for _ in range(2):
            cached_track(clip, clip_sha256(clip), BUNDLE)
    assert len(caplog.records) == 1
    assert "FORMCHECK_CACHE" in caplog.text


def test_full_disk_leaves_nothing_half_written(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    cached_track(clip, clip_sha256(clip), BUNDLE)
    assert list((clip.parent / "cache" / "landmarks").iterdir()) == []


def test_nobody_else_can_read_kept_landmarks(clip: Path) -> None:
    sha256 = clip_sha256(clip)
    cached_track(clip, sha256, BUNDLE)
    kept = track_path(sha256, BUNDLE)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    kept.parent.chmod(0o755)
    cached_track(clip, sha256, BUNDLE)
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700, "one of an earlier formcheck"


def test_a_clip_is_forgotten_by_whichever_model_it_was_seen(clip: Path) -> None:
    sha256 = clip_sha256(clip)
    lite = Bundle("lite", Path("lite.task"), model_entry("lite").sha256)
    other = track_path("another clip", lite)
    paths = [track_path(sha256, lite), track_path(sha256, BUNDLE), other]
    for path in paths:
        save_track(make_track(), path)
    assert forget_clip(sha256, [BUNDLE.sha256]) == []
    assert [path.exists() for path in paths] == [False, False, True]
    assert forget_clip(sha256) == [], "there is nothing left to forget"


def test_a_clip_that_is_read_otherwise_has_landmarks_of_its_own(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = clip_sha256(clip)
    readings = [Reading(), Reading(fps=20), Reading(speed=0.25), Reading(rotate_deg=90)]
    paths = {track_path(sha256, BUNDLE, reading=reading) for reading in readings}
    assert len(paths) == 4
    for reading in readings:
        cached_track(clip, sha256, BUNDLE, reading=reading)
    assert all(path.exists() for path in paths)
    forbid_tracking(monkeypatch)
    cached_track(clip, sha256, BUNDLE, reading=Reading(speed=0.25))
    assert forget_clip(sha256, [BUNDLE.sha256]) == []
    assert not any(path.exists() for path in paths), "however it was read"


def test_what_was_looked_at_sparingly_is_kept_apart_and_as_it_is(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = clip_sha256(clip)
    sparing = replace(make_track(), looked_at=np.arange(make_track().frame_count) % 2 == 0)
    cached_track(clip, sha256, BUNDLE)
    monkeypatch.setattr(
        formcheck.pose.tracking,
        "track_video",
        lambda *_, thrifty, **__: sparing if thrifty else make_track(),
    )
    assert_same(cached_track(clip, sha256, BUNDLE, thrifty=True), sparing)
    forbid_tracking(monkeypatch)
    kept = cached_track(clip, sha256, BUNDLE, thrifty=True)
    assert_same(kept, sparing)
    assert kept.looked_at is not None
    assert kept.looked_at.dtype == np.bool_
    assert cached_track(clip, sha256, BUNDLE).looked_at is None
    both = Reading(speed=0.25)
    paths = {
        track_path(sha256, BUNDLE, reading=reading, thrifty=thrifty)
        for reading in (Reading(), both)
        for thrifty in (False, True)
    }
    assert len(paths) == 4
    assert forget_clip(sha256, [BUNDLE.sha256]) == []
    assert not any(path.exists() for path in paths)
