"""The file's own times, and what a person may say of a film instead."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import UsageError
from formcheck.video.reader import VideoFile
from formcheck.video.reading import BY_THE_FILE, Reading
from formcheck.video.remarks import remarks_on_reading
from tests.support.clips import brightness_ramp, set_orientation, write_clip
from tests.support.odd_films import bare_h264, without_rate, write_leaving_out, write_tagged

GREY = brightness_ramp()
SLOW = {"com.android.capture.fps": "120"}


def times_s(video: VideoFile) -> list[float]:
    return [frame.time_s for frame in video.frames()]


def remarks(video: VideoFile, wish: Reading = BY_THE_FILE) -> str:
    return " ".join(remarks_on_reading(video.info, wish))


@pytest.mark.parametrize(
    ("codec", "b_frames"), [("mpeg4", 0), ("mpeg4", 2), ("libx264", 0), ("libx264", 2)]
)
def test_frames_that_an_avi_left_out_take_their_time(
    tmp_path: Path, codec: str, b_frames: int
) -> None:
    path = write_leaving_out(
        tmp_path / "clip.avi", GREY, 30, (4, 5, 12, 13, 14), codec=codec, b_frames=b_frames
    )
    video = VideoFile(path)
    shown = [index for index in range(30) if index not in (4, 5, 12, 13, 14)]
    np.testing.assert_allclose(times_s(video)[-1], 2.9, atol=0.101)
    if (codec, b_frames) == ("mpeg4", 0):
        # Pictures that are shown in another order than stored have their gaps a picture off.
        np.testing.assert_allclose(times_s(video), np.array(shown) / 10, atol=1e-6)
    assert np.all(np.diff(times_s(video)) > 0)
    assert len(times_s(video)) == 25
    assert not video.truncated


def test_a_bare_stream_has_the_rate_of_its_header(tmp_path: Path) -> None:
    path = tmp_path / "clip.h264"
    path.write_bytes(bare_h264(write_tagged(tmp_path / "clip.mp4", GREY, 40, 20, {})))
    video = VideoFile(path)
    np.testing.assert_allclose(times_s(video), np.arange(40) / 20)
    assert video.info.fps == 20
    assert video.info.duration_s == pytest.approx(2.0)
    assert remarks(video) == ""


def test_a_guessed_rate_is_said_and_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "clip.h264"
    source = write_tagged(tmp_path / "clip.mp4", GREY, 40, 20, {})
    path.write_bytes(without_rate(bare_h264(source)))
    video = VideoFile(path)
    np.testing.assert_allclose(times_s(video), np.arange(40) / 25)
    assert "25 was taken" in remarks(video)
    assert "--fps" in remarks(video)
    told = VideoFile(path, reading=Reading(fps=20))
    np.testing.assert_allclose(times_s(told), np.arange(40) / 20)
    assert remarks(told, Reading(fps=20)) == ""


def test_a_told_rate_is_used_instead_of_the_files_times(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", GREY, 4, timestamps_ms=[0, 40, 300, 1000])
    video = VideoFile(path, reading=Reading(fps=50))
    np.testing.assert_allclose(times_s(video), [0.0, 0.02, 0.04, 0.06])
    assert video.info.fps == 50
    assert video.packets.duration_s == pytest.approx(0.08)
    np.testing.assert_allclose(
        [frame.time_s for frame in video.frames(0.03)], [0.04, 0.06], atol=1e-9
    )


def test_slow_motion_that_the_recorder_notes_has_the_times_of_the_movement(tmp_path: Path) -> None:
    video = VideoFile(write_tagged(tmp_path / "clip.mp4", GREY, 60, 30, SLOW))
    np.testing.assert_allclose(times_s(video), np.arange(60) / 120, atol=1e-6)
    assert video.info.speed == 0.25
    assert video.info.fps == pytest.approx(120)
    assert video.info.duration_s == pytest.approx(0.5)
    assert video.packets.duration_s == pytest.approx(0.5)
    assert "slow motion (4 times): times are those of the movement" in remarks(video)
    assert "--speed 1" in remarks(video)
    assert video.reading == Reading(speed=0.25)


@pytest.mark.parametrize("start_s", [0.1, 0.26, 0.45])
def test_slow_motion_can_be_entered_anywhere(tmp_path: Path, start_s: float) -> None:
    video = VideoFile(write_tagged(tmp_path / "clip.mp4", GREY, 60, 30, SLOW))
    wanted = [time_s for time_s in times_s(video) if time_s >= start_s - 1e-6]
    assert [frame.time_s for frame in video.frames(start_s)] == wanted
    assert next(video.frames_at([start_s])).time_s == wanted[0]


def test_what_a_person_says_of_the_speed_counts_more(tmp_path: Path) -> None:
    path = write_tagged(tmp_path / "clip.mp4", GREY, 30, 30, SLOW)
    true = VideoFile(path, reading=Reading(speed=1.0))
    np.testing.assert_allclose(times_s(true), np.arange(30) / 30, atol=1e-6)
    assert remarks(true, Reading(speed=1.0)) == ""
    half = Reading(speed=0.5)
    slow = VideoFile(path, reading=half)
    np.testing.assert_allclose(times_s(slow), np.arange(30) / 60, atol=1e-6)
    assert "slow motion (2 times)" in remarks(slow, half)
    assert "recorder" not in remarks(slow, half)
    fast = Reading(speed=8.0)
    assert "time lapse (8 times)" in remarks(VideoFile(path, reading=fast), fast)


@pytest.mark.parametrize("b_frames", [0, 2])
def test_a_minute_left_out_of_an_avi_is_a_jump(tmp_path: Path, b_frames: int) -> None:
    path = write_leaving_out(
        tmp_path / "clip.avi", GREY, 720, range(10, 710), codec="mpeg4", b_frames=b_frames
    )
    video = VideoFile(path)
    (jump,) = video.jumps
    assert jump.length_s == pytest.approx(70.1, abs=0.101)
    steps_s = np.diff(times_s(video))
    assert len(steps_s) == 19
    assert sorted(steps_s)[-2:] == pytest.approx([0.1, 60.0], abs=0.101)
    assert not video.truncated


@pytest.mark.parametrize("speed", [0.25, 4.0])
def test_a_jump_is_one_of_the_movement(tmp_path: Path, speed: float) -> None:
    pause_ms = [0, 100, 200, 40_200, 40_300, 440_300, 440_400]
    path = write_clip(tmp_path / "clip.mkv", GREY, 7, timestamps_ms=pause_ms)
    video = VideoFile(path, reading=Reading(speed=speed))
    steps_s = np.minimum(np.diff(np.array(pause_ms)) / 1000 * speed, 60.0)
    np.testing.assert_allclose(np.diff(times_s(video)), steps_s, atol=1e-6)
    assert len(video.jumps) == np.count_nonzero(steps_s == 60.0)
    assert video.jumps[-1].length_s == pytest.approx(400 * speed)
    wanted_s = times_s(video)[5]
    assert next(video.frames_at([wanted_s])).time_s == pytest.approx(wanted_s)


def corner_of(rgb: NDArray[np.uint8]) -> tuple[str, str]:
    height_px, width_px = rgb.shape[:2]
    return (
        "top" if rgb[: height_px // 2].mean() > rgb[height_px // 2 :].mean() else "bottom",
        "left" if rgb[:, : width_px // 2].mean() > rgb[:, width_px // 2 :].mean() else "right",
    )


def white_top_left(_index: int) -> NDArray[np.uint8]:
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:24, :32] = 255
    return picture


@pytest.mark.parametrize(
    ("flagged_deg", "told_deg", "corner", "size_px"),
    [
        (0, 90, ("top", "right"), (48, 64)),
        (0, 180, ("bottom", "right"), (64, 48)),
        (0, 270, ("bottom", "left"), (48, 64)),
        (90, 90, ("bottom", "right"), (64, 48)),
        (90, 270, ("top", "left"), (64, 48)),
    ],
)
def test_a_told_turn_comes_after_the_flag(
    tmp_path: Path,
    flagged_deg: int,
    told_deg: int,
    corner: tuple[str, str],
    size_px: tuple[int, int],
) -> None:
    path = set_orientation(write_clip(tmp_path / "clip.mp4", white_top_left, 2), flagged_deg)
    video = VideoFile(path, reading=Reading(rotate_deg=told_deg))
    frames = list(video.frames())
    assert [corner_of(frame.rgb) for frame in frames] == [corner, corner]
    assert (video.info.frame_width_px, video.info.frame_height_px) == size_px


@pytest.mark.parametrize(
    ("values", "option"),
    [
        ({"fps": 0.0}, "--fps"),
        ({"fps": math.nan}, "--fps"),
        ({"fps": 5000.0}, "--fps"),
        ({"speed": 0.0}, "--speed"),
        ({"speed": -1.0}, "--speed"),
        ({"rotate_deg": 45}, "--rotate"),
        ({"rotate_deg": -90}, "--rotate"),
    ],
)
def test_what_no_film_can_have_is_refused(values: dict[str, float], option: str) -> None:
    with pytest.raises(UsageError, match=r"film|picture") as refused:
        Reading(**values)  # type: ignore[arg-type]
    assert option in refused.value.hint


def test_only_an_unusual_reading_has_a_key_of_its_own() -> None:
    assert Reading().key == Reading(speed=1.0).key == ""
    readings = [Reading(fps=20), Reading(fps=25), Reading(speed=0.5), Reading(rotate_deg=90)]
    assert len({reading.key for reading in readings} | {""}) == 5
