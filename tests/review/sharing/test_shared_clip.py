"""The face is hidden where it was seen, however the clip was read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import Landmark
from formcheck.review.sharing.shared_clip import write_face_hidden_clip
from formcheck.video.reader import VideoFile
from formcheck.video.reading import Reading
from tests.support.clips import write_clip

FRAMES, WIDTH_PX, HEIGHT_PX = 40, 240, 160


def face_x_px(index: int) -> int:
    return 40 + 4 * index


def paint(index: int) -> NDArray[np.uint8]:
    """Return a wall with a finely striped face that wanders."""
    picture = np.full((HEIGHT_PX, WIDTH_PX, 3), 120, np.uint8)
    x_px = face_x_px(index)
    picture[50:70:4, x_px - 10 : x_px + 10] = 255
    picture[52:70:4, x_px - 10 : x_px + 10] = 0
    return picture


def landmarks(speed: float) -> Landmarks:
    xy_px = np.zeros((FRAMES, 33, 2))
    x_px = np.array([face_x_px(index) for index in range(FRAMES)], dtype=float)
    xy_px[..., 0] = x_px[:, None]
    xy_px[..., 1] = 60.0
    xy_px[:, Landmark.LEFT_HIP : Landmark.RIGHT_HIP + 1, 1] = 110.0
    return Landmarks(
        time_s=speed * np.arange(FRAMES) / 10,
        xy_px=xy_px,
        visibility=np.ones((FRAMES, 33)),
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
    )


@pytest.mark.parametrize("speed", [1.0, 0.25])
def test_the_face_is_hidden_in_slow_motion_too(tmp_path: Path, speed: float) -> None:
    clip = write_clip(tmp_path / "clip.mp4", paint, FRAMES)
    out = tmp_path / "out.mp4"
    write_face_hidden_clip(
        clip,
        landmarks(speed),
        (0.0, speed * FRAMES / 10),
        out,
        reading=Reading(speed=speed),
    )
    shared = list(VideoFile(out).frames())
    assert len(shared) == FRAMES
    np.testing.assert_allclose(
        [frame.time_s for frame in shared], np.arange(FRAMES) / 10, atol=2e-3
    )
    for index, frame in enumerate(shared):
        x_px = face_x_px(index)
        stripes = frame.rgb[50:70, max(0, x_px - 8) : x_px + 8, 0].astype(int).mean(axis=1)
        assert np.abs(np.diff(stripes)).max() < 60, f"the stripes show in frame {index}"
