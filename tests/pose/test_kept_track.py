from __future__ import annotations

import zipfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formcheck.errors import InputError, OutputError
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.kept_track import (
    LANDMARKS_FILE,
    KeptTrack,
    is_kept_track,
    read_kept_track,
    write_kept_track,
)
from formcheck.pose.track import PoseTrack
from formcheck.pose.track_file import pack_track, read_remark, read_track
from tests.support.filming import lose, pick
from tests.support.streaming import film_scene


def _single(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float32).astype(np.float64)


def _track() -> PoseTrack:
    """Return landmarks in the precision of the model, with all that a live set has."""
    track = pick(lose(film_scene("prone_press_up"), 1.0, 1.5), slice(0, 40))
    frames = np.arange(40)
    return replace(
        track,
        time_s=track.time_s + 0.1234567890123,
        xy_px=_single(track.xy_px),
        visibility=_single(track.visibility),
        presence=track.presence.astype(np.float32),
        world_m=track.world_m.astype(np.float32),
        camera_step_px=np.stack([frames / 7, -frames / 3], axis=1),
        image_motion=_single(np.random.default_rng(1).normal(size=(40, len(PATCHES), COLUMNS))),
    )


def _assert_same(one: PoseTrack, other: PoseTrack) -> None:
    for item in fields(PoseTrack):
        before, after = getattr(one, item.name), getattr(other, item.name)
        if isinstance(before, np.ndarray):
            assert before.dtype == after.dtype
            np.testing.assert_array_equal(before, after)
        else:
            assert before == after


def test_landmarks_come_back_exactly_as_they_were(tmp_path: Path) -> None:
    track, path = _track(), tmp_path / LANDMARKS_FILE
    write_kept_track(KeptTrack(track, "heavy", "ab" * 32), path)
    kept = read_kept_track(path)
    _assert_same(kept.track, track)
    assert (kept.model_variant, kept.model_sha256) == ("heavy", "ab" * 32)
    assert [file.name for file in tmp_path.iterdir()] == [LANDMARKS_FILE]


def test_what_nobody_looked_at_stays_unknown(tmp_path: Path) -> None:
    track = replace(_track(), camera_step_px=None, image_motion=None)
    path = tmp_path / "x.npz"
    path.write_bytes(pack_track(track, origin="a test"))
    _assert_same(read_track(path), track)
    assert (read_remark(path, "origin"), read_remark(path, "absent")) == ("a test", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("landmarks.npz", True), ("a/B.NPZ", True), ("clip.mp4", False), ("npz", False)],
)
def test_landmarks_are_known_by_their_name(name: str, expected: bool) -> None:
    assert is_kept_track(Path(name)) is expected


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file") as caught:
        read_kept_track(tmp_path / LANDMARKS_FILE)
    assert caught.value.exit_code == 3


def test_no_frame_is_nothing_to_score(tmp_path: Path) -> None:
    path = tmp_path / LANDMARKS_FILE
    path.write_bytes(pack_track(pick(_track(), slice(0, 0))))
    with pytest.raises(InputError, match="no landmarks"):
        read_kept_track(path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 begun", b"\x93NUMPY\x01\x00"])
def test_files_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / LANDMARKS_FILE
    path.write_bytes(content)
    with pytest.raises(InputError, match="no landmarks"):
        read_kept_track(path)


def test_a_folder_and_an_archive_of_other_things(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder.npz", tmp_path / "other.npz"
    folder.mkdir()
    np.savez(other, weights=np.ones(3))
    for path in (folder, other):
        with pytest.raises(InputError):
            read_kept_track(path)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("time_s.npy", b"text")
    with pytest.raises(InputError):
        read_kept_track(other)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(places=st.lists(st.integers(0, 10**6), min_size=1, max_size=4), value=st.integers(0, 255))
def test_a_damaged_file_is_refused_or_whole(tmp_path: Path, places: list[int], value: int) -> None:
    """Whatever bytes a disk has spoilt: a message, never another exception."""
    packed = bytearray(pack_track(pick(_track(), slice(0, 3)), model_variant="full"))
    for place in places:
        packed[place % len(packed)] = value
    path = tmp_path / LANDMARKS_FILE
    path.write_bytes(packed)
    try:
        kept = read_kept_track(path)
    except InputError:
        return
    assert kept.track.frame_count == 3


@pytest.mark.parametrize(("flag", "value"), [(8, 1), (8, 32), (10, 77), (10, 8), (6, 200)], ids=str)
def test_an_archive_that_asks_for_what_there_is_not(tmp_path: Path, flag: int, value: int) -> None:
    """A password, a patch, another way of packing, a later kind of archive."""
    packed = bytearray(pack_track(pick(_track(), slice(0, 3))))
    packed[packed.index(b"PK\x01\x02") + flag] = value
    path = tmp_path / LANDMARKS_FILE
    path.write_bytes(packed)
    with pytest.raises(InputError, match="no landmarks"):
        read_kept_track(path)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_kept_track(KeptTrack(_track(), "full", ""), tmp_path / "absent" / LANDMARKS_FILE)
