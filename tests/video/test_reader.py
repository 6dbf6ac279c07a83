from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.video.decoding import decode_pictures
from formcheck.video.opening import open_video
from formcheck.video.reader import VideoFile
from tests.support.clips import brightness_ramp, set_orientation, write_clip

GREY = brightness_ramp()


def level(rgb: NDArray[np.uint8]) -> float:
    return float(rgb.mean())


def white_top_left(_index: int) -> NDArray[np.uint8]:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:24, :32] = 255
    return picture


def white_quarter(rgb: NDArray[np.uint8]) -> tuple[str, str]:
    height_px, width_px = rgb.shape[:2]
    rows = "top" if rgb[: height_px // 2].mean() > rgb[height_px // 2 :].mean() else "bottom"
    columns = "left" if rgb[:, : width_px // 2].mean() > rgb[:, width_px // 2 :].mean() else "right"
    return rows, columns


def test_constant_rate(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.mp4", GREY, 30))
    frames = list(video.frames())
    assert [frame.index for frame in frames] == list(range(30))
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(30) / 10)
    assert all(frame.rgb.shape == (48, 64, 3) and frame.rgb.dtype == np.uint8 for frame in frames)
    np.testing.assert_allclose([level(frame.rgb) for frame in frames], 5 * np.arange(30), atol=3)
    info = video.info
    assert (info.width_px, info.height_px, info.frame_count) == (64, 48, 30)
    assert info.fps == pytest.approx(10)
    assert info.duration_s == pytest.approx(3.0)
    assert not info.has_audio
    assert not video.truncated


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov", ".webm"])
def test_variable_rate_comes_from_the_timestamps(tmp_path: Path, suffix: str) -> None:
    timestamps_ms = [0, 40, 80, 200, 210, 400, 1000, 1033]
    codec = "libvpx" if suffix == ".webm" else "libx264"
    path = write_clip(tmp_path / f"clip{suffix}", GREY, 8, codec=codec, timestamps_ms=timestamps_ms)
    times_s = [frame.time_s for frame in VideoFile(path).frames()]
    np.testing.assert_allclose(times_s, np.array(timestamps_ms) / 1000, atol=1e-6)


def test_late_first_frame_is_time_zero(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mkv", GREY, 3, timestamps_ms=[700, 800, 900])
    times_s = [frame.time_s for frame in VideoFile(path).frames()]
    np.testing.assert_allclose(times_s, [0.0, 0.1, 0.2])


def test_container_without_timestamps_has_its_constant_rate(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.avi", GREY, 20, codec="libx264")
    frames = list(VideoFile(path).frames())
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(20) / 10)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi", ".ts"])
@pytest.mark.parametrize("start_s", [0.0, 0.35, 1.2, 2.0, 2.9])
def test_starting_late_gives_the_same_times_and_pictures(
    tmp_path: Path, suffix: str, start_s: float
) -> None:
    video = VideoFile(write_clip(tmp_path / f"clip{suffix}", GREY, 30))
    wanted = [frame for frame in video.frames() if frame.time_s >= start_s - 1e-6]
    got = list(video.frames(start_s))
    assert [frame.time_s for frame in got] == [frame.time_s for frame in wanted]
    for one, other in zip(got, wanted, strict=True):
        np.testing.assert_array_equal(one.rgb, other.rgb)


HOUR_MS = 3_600_000
#: Ten hours pass between the tenth and the eleventh picture.
WITH_A_JUMP_MS = [100 * index + (10 * HOUR_MS if index >= 10 else 0) for index in range(30)]


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_jump_of_the_clock_counts_for_a_minute(tmp_path: Path, suffix: str) -> None:
    path = write_clip(tmp_path / f"clip{suffix}", GREY, 30, timestamps_ms=WITH_A_JUMP_MS)
    video = VideoFile(path)
    times_s = [frame.time_s for frame in video.frames()]
    expected_s = [0.1 * index + (59.9 if index >= 10 else 0.0) for index in range(30)]
    np.testing.assert_allclose(times_s, expected_s, atol=1e-6)
    assert video.packets.duration_s == pytest.approx(62.9, abs=0.02)
    assert video.packets.keyframe_s.max() < 62.9
    (jump,) = video.jumps
    assert (jump.at_s, jump.length_s) == (pytest.approx(0.9), pytest.approx(36000.1))
    assert [frame.time_s for frame in video.frames(61.0)] == times_s[11:]
    assert [frame.time_s for frame in video.frames_at([0.5, 30.0, 62.0])] == pytest.approx(
        [0.5, 60.9, 62.0]
    )


def test_ordinary_pauses_are_no_jumps(tmp_path: Path) -> None:
    timestamps_ms = [100 * index + (50_000 if index >= 10 else 0) for index in range(30)]
    video = VideoFile(write_clip(tmp_path / "clip.mkv", GREY, 30, timestamps_ms=timestamps_ms))
    assert video.jumps == ()
    assert video.packets.seekable
    assert max(frame.time_s for frame in video.frames()) == pytest.approx(52.9)


def test_a_run_that_is_to_stop_ends_while_frames_are_passed_over(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.ts", GREY, 30))
    stop = threading.Event()
    stop.set()
    assert list(video.frames(2.9, stop=stop)) == []


def noise_that_moves(index: int) -> NDArray[np.uint8]:
    picture = np.random.default_rng(1).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    return np.roll(picture, (index, 2 * index), axis=(0, 1))


@pytest.mark.parametrize("codec", ["libx264", "mpeg4", "libx265"])
def test_pictures_left_out_on_the_way_change_no_later_one(tmp_path: Path, codec: str) -> None:
    clip = write_clip(
        tmp_path / "clip.mp4", noise_that_moves, 40, codec=codec, keyframe_interval=40
    )
    video = VideoFile(clip)
    every = list(video.frames())
    for first in (1, 7, 16, 23, 38):
        got = list(video.frames(every[first].time_s))
        assert [frame.time_s for frame in got] == [frame.time_s for frame in every[first:]]
        for one, other in zip(got, every[first:], strict=True):
            np.testing.assert_array_equal(one.rgb, other.rgb)


def test_pictures_that_nothing_is_built_on_are_not_decoded_before_the_wanted_ones(
    tmp_path: Path,
) -> None:
    path = write_clip(tmp_path / "clip.mp4", noise_that_moves, 40, keyframe_interval=40)
    with open_video(path) as (container, stream):
        every = [picture.pts for picture in decode_pictures(container, stream)]
    with open_video(path) as (container, stream):
        some = [picture.pts for picture in decode_pictures(container, stream, every[30])]
    assert some[-10:] == every[-10:]
    assert 5 < len(some) - 10 < 20


def test_single_pictures(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.mp4", GREY, 30))
    frames = list(video.frames_at([0.0, 0.5, 0.55, 2.45, 9.0]))
    np.testing.assert_allclose([frame.time_s for frame in frames], [0.0, 0.5, 0.6, 2.5])
    np.testing.assert_allclose([level(frame.rgb) for frame in frames], [0, 25, 30, 125], atol=3)


def test_keyframes_are_known_without_decoding(tmp_path: Path) -> None:
    packets = VideoFile(write_clip(tmp_path / "clip.mp4", GREY, 30)).packets
    np.testing.assert_allclose(packets.keyframe_s, [0.0, 1.2, 2.4], atol=1e-6)
    assert packets.seekable
    assert packets.frame_count == 30
    assert packets.duration_s == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("clockwise_deg", "corner", "shape"),
    [
        (0, ("top", "left"), (48, 64, 3)),
        (90, ("top", "right"), (64, 48, 3)),
        (180, ("bottom", "right"), (48, 64, 3)),
        (270, ("bottom", "left"), (64, 48, 3)),
    ],
)
def test_phone_rotation_is_applied(
    tmp_path: Path, clockwise_deg: int, corner: tuple[str, str], shape: tuple[int, ...]
) -> None:
    path = write_clip(tmp_path / "clip.mp4", white_top_left, 3)
    video = VideoFile(set_orientation(path, clockwise_deg))
    frame = next(video.frames())
    assert frame.rgb.shape == shape
    assert white_quarter(frame.rgb) == corner
    assert video.info.rotation_deg == clockwise_deg
    assert (video.info.height_px, video.info.width_px) == shape[:2]


def test_mirror_flag_is_applied(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", white_top_left, 3)
    frame = next(VideoFile(set_orientation(path, mirrored=True)).frames())
    assert white_quarter(frame.rgb) == ("top", "right")


def test_pixels_become_square(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", white_top_left, 3, aspect=Fraction(3, 2))
    video = VideoFile(path)
    assert next(video.frames()).rgb.shape == (48, 96, 3)
    assert (video.info.width_px, video.info.height_px) == (96, 48)


def test_large_pictures_are_shrunk_first(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", brightness_ramp(3840, 2160), 2)
    video = VideoFile(path)
    assert next(video.frames()).rgb.shape == (720, 1280, 3)
    assert (video.info.width_px, video.info.height_px) == (3840, 2160)
    assert (video.info.frame_width_px, video.info.frame_height_px) == (1280, 720)


def test_portrait_and_turned_pictures_are_shrunk_by_their_longer_side(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", white_top_left, 2)
    video = VideoFile(set_orientation(path, 90), max_side_px=32)
    frame = next(video.frames())
    assert frame.rgb.shape == (32, 24, 3)
    assert white_quarter(frame.rgb) == ("top", "right")


def test_odd_size(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", brightness_ramp(63, 49), 3)
    assert next(VideoFile(path).frames()).rgb.shape == (49, 63, 3)


def test_sound_is_noted_and_ignored(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.mp4", GREY, 12, audio=True))
    assert video.info.has_audio
    assert len(list(video.frames())) == 12


def test_name_with_spaces_and_letters_of_any_language(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "Übung № 1 – 練習.mp4", GREY, 5)
    with VideoFile(path) as video:
        assert len(list(video.frames())) == 5


def test_one_frame(tmp_path: Path) -> None:
    video = VideoFile(write_clip(tmp_path / "clip.mp4", GREY, 1))
    assert [frame.time_s for frame in video.frames()] == [0.0]
    assert video.info.frame_count == 1


def test_clip_cut_short_gives_what_it_holds(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (40, 48, 64, 3), dtype=np.uint8)
    path = write_clip(tmp_path / "clip.mp4", lambda i: noise[i], 40, index_first=True)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    video = VideoFile(path)
    assert video.truncated
    times_s = [frame.time_s for frame in video.frames()]
    assert 5 < len(times_s) < 30
    assert np.all(np.diff(times_s) > 0)
