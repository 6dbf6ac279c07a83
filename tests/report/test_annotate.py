from __future__ import annotations

import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import InputError, OutputError
from formcheck.judge.result import ReadingInfo, SegmentInfo
from formcheck.judge.scored import ScoredClip
from formcheck.report import annotate
from formcheck.report.annotate import nearest_index, split_into_stretches, write_annotated_video
from tests.report.body import make_moving_clip
from tests.support.clips import beeps_heard, write_beeping_clip, write_clip

FRAMES = 60
SIZE_PX = (160, 120)


def paint(index: int) -> NDArray[np.uint8]:
    return np.full((SIZE_PX[1], SIZE_PX[0], 3), 4 * index % 250, np.uint8)


@pytest.fixture(name="clip")
def make_clip(tmp_path: Path) -> Path:
    """Six seconds at an uneven rate, with a keyframe every 12 frames."""
    timestamps_ms = [100 * index + (30 if index % 3 == 1 else 0) for index in range(FRAMES)]
    return write_clip(tmp_path / "clip.mp4", paint, FRAMES, timestamps_ms=timestamps_ms)


@pytest.fixture(name="scored")
def make_scored_clip() -> ScoredClip:
    return make_moving_clip([20.0] * FRAMES, ["ready"] * FRAMES, size_px=SIZE_PX)


def read(path: Path) -> list[tuple[float, NDArray[np.uint8]]]:
    with av.open(str(path)) as container:
        return [
            (float(frame.time or 0.0), frame.to_ndarray(format="rgb24"))
            for frame in container.decode(video=0)
        ]


def test_every_frame_is_kept_at_its_time_with_its_picture(
    clip: Path, scored: ScoredClip, tmp_path: Path
) -> None:
    write_annotated_video(clip, scored, tmp_path / "out.mp4")
    before, after = read(clip), read(tmp_path / "out.mp4")
    assert [time_s for time_s, _ in after] == pytest.approx(
        [time_s for time_s, _ in before], abs=1e-3
    )
    for (_, old), (_, new) in zip(before, after, strict=True):
        # A corner of the picture, away from the body.
        assert abs(float(new[:30, :30].mean()) - float(old[:10, :10].mean())) < 6


@pytest.mark.slow
def test_result_does_not_depend_on_the_number_of_workers(
    clip: Path, scored: ScoredClip, tmp_path: Path
) -> None:
    films = []
    for workers in (1, 2, 3):
        write_annotated_video(clip, scored, tmp_path / "out.mp4", workers=workers)
        films.append((tmp_path / "out.mp4").read_bytes())
    assert films[0] == films[1] == films[2]


def test_sound_is_kept_beside_its_pictures(scored: ScoredClip, tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [2.0, 4.0], length_s=6)
    write_annotated_video(clip, scored, tmp_path / "out.mp4")
    assert beeps_heard(tmp_path / "out.mp4") == pytest.approx([2.0, 4.0], abs=0.03)
    white_s = [time_s for time_s, rgb in read(tmp_path / "out.mp4") if rgb[:20, :20].mean() > 128]
    assert white_s[0] == pytest.approx(2.0, abs=0.01)


def test_sound_is_left_out_if_it_is_not_wanted(scored: ScoredClip, tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [2.0], length_s=6)
    write_annotated_video(clip, scored, tmp_path / "out.mp4", sound=False)
    assert beeps_heard(tmp_path / "out.mp4") == []


def test_a_segment_is_heard_from_its_own_beginning(scored: ScoredClip, tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [2.0, 4.0], length_s=12)
    part = SegmentInfo(index=2, of=2, start_s=3.0, end_s=8.9)
    result = scored.result.model_copy(update={"segment": part})
    write_annotated_video(clip, replace(scored, result=result), tmp_path / "out.mp4")
    assert beeps_heard(tmp_path / "out.mp4") == pytest.approx([1.0], abs=0.03)
    with av.open(str(tmp_path / "out.mp4")) as film:
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(6.0, abs=0.1)


@pytest.mark.parametrize("suffix", [".mp4", ".ts"])
def test_drawing_stops_at_once(suffix: str, scored: ScoredClip, tmp_path: Path) -> None:
    # Later stretches of a clip that cannot be entered are passed over picture by picture.
    clip = write_clip(tmp_path / f"clip{suffix}", paint, 3000, rate=500)
    asked_s: list[float] = []

    def stop(_share: float) -> None:
        asked_s.append(time.monotonic())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_annotated_video(clip, scored, tmp_path / "out.mp4", progress=stop)
    assert time.monotonic() - asked_s[0] < 2.0
    assert not (tmp_path / "out.mp4").exists()


def test_progress_grows_to_one_in_the_calling_thread(
    clip: Path, scored: ScoredClip, tmp_path: Path
) -> None:
    calls: list[tuple[float, int]] = []

    def note(share: float) -> None:
        calls.append((share, threading.get_ident()))

    write_annotated_video(clip, scored, tmp_path / "out.mp4", progress=note)
    shares = [share for share, _ in calls]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {thread for _, thread in calls} == {threading.get_ident()}


def test_clip_with_more_frames_than_were_scored_is_drawn_to_its_end(
    clip: Path, tmp_path: Path
) -> None:
    scored = make_moving_clip([20.0] * 20, ["ready"] * 20, fps=4.0, size_px=SIZE_PX)
    write_annotated_video(clip, scored, tmp_path / "out.mp4")
    assert len(read(tmp_path / "out.mp4")) == FRAMES


def test_interruption_ends_the_threads_and_leaves_nothing(
    clip: Path, scored: ScoredClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(annotate, "_wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_annotated_video(clip, scored, tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]
    assert not [one for one in threading.enumerate() if one.name.startswith("annotate")]


def test_error_in_a_stretch_reaches_the_caller(
    clip: Path, scored: ScoredClip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise InputError("The clip went away.", "Bring it back.")

    monkeypatch.setattr(annotate.Overlay, "annotate", fail)
    with pytest.raises(InputError, match="went away"):
        write_annotated_video(clip, scored, tmp_path / "out.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_missing_folder_is_an_output_error(clip: Path, scored: ScoredClip, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_annotated_video(clip, scored, tmp_path / "nowhere" / "out.mp4")


@pytest.mark.parametrize(
    ("duration_s", "count"), [(1.0, 1), (2.9, 1), (17.0, 2), (40.0, 2), (60.0, 4), (600.0, 30)]
)
def test_number_of_stretches_follows_from_the_length(duration_s: float, count: int) -> None:
    assert len(split_into_stretches(np.arange(0.0, duration_s + 0.05, 0.1))) == count


def test_stretches_cover_all_times_once() -> None:
    time_s = np.cumsum(np.random.default_rng(1).uniform(0.01, 0.2, 500)) - 0.01
    stretches = split_into_stretches(time_s)
    assert (stretches[0].start_s, stretches[-1].end_s) == (0.0, float("inf"))
    for one, following in pairwise(stretches):
        assert one.end_s == following.start_s
        assert not np.isclose(time_s, one.end_s, atol=1e-4).any()


@pytest.mark.parametrize(
    ("moment_s", "index"), [(-1.0, 0), (0.04, 0), (0.06, 1), (0.1, 1), (0.29, 2), (9.0, 2)]
)
def test_nearest_frame_is_taken(moment_s: float, index: int) -> None:
    assert nearest_index(np.array([0.0, 0.1, 0.3]), moment_s) == index


def test_few_frames_over_many_hours_make_few_stretches() -> None:
    assert len(split_into_stretches(np.linspace(0.0, 109 * 3600.0, 60))) <= 4


@pytest.mark.parametrize(("speed", "rotate_deg"), [(0.25, 0), (1.0, 90)])
def test_the_film_keeps_its_pace_and_is_shown_as_it_was_read(
    clip: Path, scored: ScoredClip, tmp_path: Path, speed: float, rotate_deg: int
) -> None:
    write_annotated_video(clip, scored, tmp_path / "usual.mp4")
    reading = ReadingInfo(fps=None, speed=speed, rotate_deg=rotate_deg)
    info = scored.result.clip.model_copy(update={"reading": reading})
    slow = replace(
        scored,
        result=scored.result.model_copy(update={"clip": info}),
        track=replace(scored.track, time_s=scored.track.time_s * speed),
        timeline=replace(scored.timeline, time_s=scored.timeline.time_s * speed),
        measurements=replace(scored.measurements, time_s=scored.measurements.time_s * speed),
    )
    write_annotated_video(clip, slow, tmp_path / "read.mp4")
    usual, read_again = read(tmp_path / "usual.mp4"), read(tmp_path / "read.mp4")
    assert [time_s for time_s, _ in read_again] == pytest.approx(
        [time_s for time_s, _ in usual], abs=2e-3
    )
    assert (read_again[0][1].shape == usual[0][1].shape) is (rotate_deg == 0)
