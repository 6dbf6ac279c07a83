from __future__ import annotations

import shutil
import threading
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.errors import DiskFullError
from formcheck.live import recording
from formcheck.live.moment import PosedFrame
from formcheck.live.recording import Recorded, Recording
from formcheck.video.reader import VideoFile
from formcheck.video.writer import H264Writer
from tests.live.frames import posed

Usage = namedtuple("Usage", ["total", "used", "free"])


class Drawing:
    """Draws all white, and tells that it did."""

    def __init__(self) -> None:
        self.done = threading.Semaphore(0)

    def __call__(self, frame: PosedFrame) -> Pixels:
        self.done.release()
        return np.full_like(frame.rgb, 250)


def _record(
    folder: Path, frames: list[PosedFrame], remark: Callable[[str], None] = print
) -> Recorded:
    """Record frames no faster than they are written."""
    drawing = Drawing()
    films = Recording(folder, drawing, remark)
    for frame in frames:
        films.add(frame)
        drawing.done.acquire(timeout=10)
    return films.finish()


def test_both_films_have_every_frame_at_its_time(tmp_path: Path) -> None:
    times_s = [5.0, 5.04, 5.12, 5.15, 5.25]
    remarks: list[str] = []
    done = _record(tmp_path, [posed(time_s, None) for time_s in times_s], remarks.append)
    assert remarks == []
    assert done.missed == 0
    for path, level in ((done.clean, 150), (done.annotated, 250)):
        assert path is not None
        frames = list(VideoFile(path).frames())
        assert [frame.time_s for frame in frames] == pytest.approx(
            [time_s - 5.0 for time_s in times_s], abs=0.001
        )
        assert frames[-1].rgb.mean() == pytest.approx(level, abs=4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotated.mp4", "clean.mp4"]


def test_pictures_of_another_size_are_fitted_in(tmp_path: Path) -> None:
    done = _record(tmp_path, [posed(1.0, None), posed(1.1, None, size_px=(200, 400))])
    assert done.clean is not None
    first, second = VideoFile(done.clean).frames()
    assert second.rgb.shape == first.rgb.shape
    assert second.rgb[:, :150].mean() < 10
    assert second.rgb[200:280, 300:340].mean() == pytest.approx(150, abs=6)


def test_adding_never_waits_and_what_is_missed_is_told(tmp_path: Path) -> None:
    go_on = threading.Event()

    def draw_slowly(frame: PosedFrame) -> Pixels:
        go_on.wait(timeout=20)
        return frame.rgb

    films = Recording(tmp_path, draw_slowly, print)
    for index in range(40):
        films.add(posed(1.0 + index / 30, None))
    go_on.set()
    done = films.finish()
    assert done.missed >= 25
    assert done.clean is not None
    assert len(list(VideoFile(done.clean).frames())) == 40 - done.missed


def test_a_disk_that_fills_up_ends_the_films_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    free_bytes = iter([10**9, 10**9, 10**6])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, next(free_bytes)))
    remarks: list[str] = []
    frames = [posed(1.0 + index / 2, None) for index in range(4)]
    drawing = Drawing()
    films = Recording(tmp_path, drawing, remarks.append)
    for frame in frames:
        films.add(frame)
        drawing.done.acquire(timeout=10)
    for index in range(4, 8):
        films.add(posed(1.0 + index / 2, None))
    done = films.finish()
    assert len(remarks) == 1
    assert "nearly full" in remarks[0]
    assert done.clean is not None
    assert len(list(VideoFile(done.clean).frames())) == 4


def test_a_full_disk_ends_the_recording_with_a_remark(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DiskFullError("There is no space left.")

    monkeypatch.setattr(H264Writer, "write", fail)
    remarks: list[str] = []
    films = Recording(tmp_path, Drawing(), remarks.append)
    for index in range(20):
        films.add(posed(1.0 + index / 30, None))
    done = films.finish()
    assert remarks == ["Recording stopped: the disk is full. The set goes on."]
    assert (done.clean, done.annotated) == (None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    remarks: list[str] = []
    films = Recording(tmp_path / "gone", Drawing(), remarks.append)
    films.add(posed(1.0, None))
    assert films.finish().clean is None
    assert len(remarks) == 1
    assert remarks[0].startswith("Recording stopped")


def test_a_set_without_a_frame_leaves_no_film(tmp_path: Path) -> None:
    done = Recording(tmp_path, Drawing(), print).finish()
    assert (done.clean, done.annotated, done.missed) == (None, None, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_that_fails_is_raised_at_the_end(tmp_path: Path) -> None:
    def fail(_: PosedFrame) -> Pixels:
        raise RuntimeError("cannot draw")

    films = Recording(tmp_path, fail, print)
    films.add(posed(1.0, None))
    with pytest.raises(RuntimeError, match="cannot draw"):
        films.finish()
    assert recording.CLEAN_NAME not in [path.name for path in tmp_path.iterdir()]


def test_the_films_begin_with_what_came_before(tmp_path: Path) -> None:
    before = [posed(1.0 + index / 30, None) for index in range(60)]
    films = Recording(tmp_path, Drawing(), print)
    films.begin_with(before)
    films.add(posed(3.1, None))
    done = films.finish()
    assert done.missed == 0
    assert done.clean is not None
    assert len(list(VideoFile(done.clean).frames())) == 61


def test_without_a_drawing_there_is_one_film(tmp_path: Path) -> None:
    films = Recording(tmp_path, None, print)
    films.begin_with([posed(1.0, None), posed(1.1, None)])
    done = films.finish()
    assert done.clean is not None
    assert done.annotated is None
    assert [path.name for path in tmp_path.iterdir()] == ["clean.mp4"]
