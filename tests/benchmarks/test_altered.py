"""Altered copies of labelled clips, made for `formcheck evaluate`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.altered import ALTERATIONS, alter_clip, alter_label
from formcheck.video.reader import VideoFile
from formcheck.video.writer import H264Writer

_TIMES_S = (0.0, 0.1, 0.25, 0.3)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Return a film that is bright on the left and dark on the right."""
    picture = np.full((48, 64, 3), 40, np.uint8)
    picture[:, :32] = 200
    path = tmp_path / "film.mp4"
    with H264Writer(path, 64, 48, 10.0) as writer:
        for time_s in _TIMES_S:
            writer.write(picture, time_s)
    return path


@pytest.mark.parametrize("name", list(ALTERATIONS))
def test_a_copy_keeps_its_times_and_shows_the_change(name: str, clip: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    alter_clip(clip, copy, name)
    frames = list(VideoFile(copy).frames())
    kept = _TIMES_S[:: ALTERATIONS[name][1]]
    assert [frame.time_s for frame in frames] == pytest.approx(kept, abs=0.002)
    height, width = frames[0].rgb.shape[:2]
    left, right = (float(frames[0].rgb[height // 2, x].mean()) for x in (2, width - 3))
    assert (left < right) == (name == "mirrored")
    assert (width < 64) == (name == "smaller")
    assert (width > 64) == (name == "farther")
    assert (max(left, right) < 180) == (name == "darker")


def test_sides_change_places_in_a_mirror_only_and_true_angles_stay_behind() -> None:
    label = {"clip": "a.mp4", "near_side": "left", "head_side": "right", "angles": "a.npz"}
    mirrored = {"clip": "b.mp4", "near_side": "right", "head_side": "left"}
    assert alter_label(label, "b.mp4", "mirrored") == mirrored
    smaller = {"clip": "b.mp4", "near_side": "left", "head_side": "right"}
    assert alter_label(label, "b.mp4", "smaller") == smaller
