from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose import backwards
from formcheck.pose.backwards import fill_late_find
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.pose import Pose
from formcheck.pose.rows import Rows
from formcheck.video.reader import VideoFile
from tests.support.clips import brightness_ramp, write_clip
from tests.support.poses import standing_pose

BUNDLE = Bundle("full", Path("full.task"), "ab" * 32)
FRAMES, FOUND = 50, 20
Seen = Callable[[int], Pose | None]


def pose_at(index: int) -> Pose:
    return standing_pose(100 + index, 200, 150)


class Looking:
    """A landmarker that knows the frame by its brightness."""

    seen: ClassVar[Seen] = staticmethod(pose_at)
    times_ms: ClassVar[list[int]] = []
    shown: ClassVar[list[int]] = []

    def __init__(self, _bundle: Bundle) -> None:
        """Begin afresh."""

    def __enter__(self) -> Looking:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is to be freed."""

    def detect(self, rgb: NDArray[np.uint8], time_ms: int) -> list[Pose]:
        index = round(float(rgb.mean()) / 5)
        Looking.times_ms.append(time_ms)
        Looking.shown.append(index)
        pose = Looking.seen(index)
        return [] if pose is None else [pose]


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VideoFile:
    monkeypatch.setattr(backwards, "Landmarker", Looking)
    monkeypatch.setattr(Looking, "seen", staticmethod(pose_at))
    Looking.times_ms, Looking.shown = [], []
    return VideoFile(write_clip(tmp_path / "clip.mp4", brightness_ramp(), FRAMES))


def rows_found_at(found: int) -> Rows:
    rows = Rows()
    for index in range(FRAMES):
        rows.add(index / 10, pose_at(index) if index >= found else None, 0.0)
    return rows


def found_in(rows: Rows) -> list[bool]:
    return [bool(np.isfinite(row[0, 0])) for row in rows.landmarks]


def test_who_was_found_late_is_followed_back_to_the_beginning(video: VideoFile) -> None:
    rows = rows_found_at(FOUND)
    after = [row.copy() for row in rows.landmarks[FOUND:]]
    fill_late_find(video, BUNDLE, rows)
    assert all(found_in(rows))
    for index, row in enumerate(rows.landmarks):
        np.testing.assert_allclose(row[:, :2], pose_at(index).xy_px, atol=1e-3)
    assert rows.first_pose is not None
    np.testing.assert_array_equal(rows.landmarks[FOUND:], after)
    assert Looking.shown == list(range(FOUND + 15, -1, -1)), "from the last picture to the first"
    assert np.all(np.diff(Looking.times_ms) > 0)


def test_it_ends_where_nobody_is_seen(video: VideoFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Looking, "seen", staticmethod(lambda index: pose_at(index) if index >= 7 else None)
    )
    rows = rows_found_at(FOUND)
    fill_late_find(video, BUNDLE, rows)
    assert found_in(rows) == [index >= 7 for index in range(FRAMES)]


def test_another_body_is_not_taken(video: VideoFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Looking, "seen", staticmethod(lambda index: standing_pose(400 + index, 200, 150))
    )
    rows = rows_found_at(FOUND)
    fill_late_find(video, BUNDLE, rows)
    assert found_in(rows) == [index >= FOUND for index in range(FRAMES)]


def test_who_is_there_from_the_first_picture_is_not_looked_for(video: VideoFile) -> None:
    for rows in (rows_found_at(0), rows_found_at(FRAMES)):
        fill_late_find(video, BUNDLE, rows)
    assert Looking.shown == []
