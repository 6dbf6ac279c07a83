from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from formcheck.video.sources.paced_file import PacedFile
from formcheck.video.sources.source import Captured
from tests.support.clips import brightness_ramp, write_clip

TIMESTAMPS_MS = [0, 40, 120, 150, 230]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(
        tmp_path / "clip.mkv", brightness_ramp(), 5, rate=25, timestamps_ms=TIMESTAMPS_MS
    )


def _read_all(source: PacedFile) -> list[Captured]:
    pictures = []
    while (captured := source.read()) is not None:
        pictures.append(captured)
    return pictures


def test_every_frame_comes_at_its_own_time(clip: Path) -> None:
    pictures = _read_all(PacedFile(clip, every_frame=True))
    times_s = np.array([captured.captured_s for captured in pictures])
    assert (times_s - times_s[0]) == pytest.approx(np.array(TIMESTAMPS_MS) / 1000)


def test_no_picture_comes_before_it_is_due(clip: Path) -> None:
    source = PacedFile(clip)
    while (captured := source.read()) is not None:
        assert time.monotonic() >= captured.captured_s


def test_late_pictures_are_left_out(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", brightness_ramp(), 20, rate=20)
    source = PacedFile(clip)
    first = source.read()
    assert first is not None
    time.sleep(0.5)
    rest = _read_all(source)
    assert rest[0].captured_s - first.captured_s >= 0.4
    assert len(rest) < 15


def test_with_every_frame_none_is_left_out_however_late(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", brightness_ramp(), 20, rate=20)
    source = PacedFile(clip, every_frame=True, speed=8.0)
    assert source.read() is not None
    time.sleep(0.3)
    assert len(_read_all(source)) == 19


def test_closing_ends_a_wait(tmp_path: Path) -> None:
    clip = write_clip(
        tmp_path / "clip.mkv", brightness_ramp(), 2, rate=10, timestamps_ms=[0, 60_000]
    )
    source = PacedFile(clip)
    source.read()
    answers: list[Captured | None] = []
    reader = threading.Thread(target=lambda: answers.append(source.read()), daemon=True)
    reader.start()
    source.close()
    reader.join(timeout=10)
    assert answers == [None]
