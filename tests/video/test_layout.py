"""Films whose pictures change their size while they run."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.video.geometry import Place
from formcheck.video.layout import SizeChange, lay_out, register
from formcheck.video.reader import VideoFile
from tests.support.clips import write_clip
from tests.support.odd_films import bare_h264

Picture = NDArray[np.uint8]


def room(width_px: int = 320, height_px: int = 240) -> Picture:
    """Return a picture of smooth shapes, the same at every size."""
    noise = np.random.default_rng(5).integers(40, 250, (12, 16), dtype=np.uint8)
    return np.asarray(
        cv2.resize(noise, (width_px, height_px), interpolation=cv2.INTER_CUBIC), np.uint8
    )


def barred(picture: Picture, width_px: int, height_px: int) -> Picture:
    """Return a picture shrunk into the middle of a black one."""
    scale = min(width_px / picture.shape[1], height_px / picture.shape[0])
    inner = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    black = np.zeros((height_px, width_px), np.uint8)
    top, left = (height_px - inner.shape[0]) // 2, (width_px - inner.shape[1]) // 2
    black[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return black


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.6, 2.37])
def test_a_smaller_picture_of_the_same_is_found(scale: float) -> None:
    whole = room()
    part = whole[60:180, 80:240]
    new = cv2.resize(part, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    found = register(np.asarray(new, np.uint8), whole)
    assert found is not None
    assert found[0] == pytest.approx(scale, rel=0.02)
    np.testing.assert_allclose(found[1:], (80, 60), atol=4)


def test_nothing_in_common_is_not_found() -> None:
    other = np.random.default_rng(9).integers(0, 255, (240, 320), dtype=np.uint8)
    assert register(other, room()) is None


def test_a_picture_between_bars_is_laid_over_the_largest() -> None:
    layout = lay_out([SizeChange(barred(room(), 136, 240), room())])
    assert layout.frame_px == (320, 240)
    place = layout.places[(136, 240)]
    assert place.width_px == pytest.approx(320, abs=4)
    assert place.width_px / place.height_px == pytest.approx(136 / 240, rel=0.01)
    assert place.top_px + place.height_px / 2 == pytest.approx(120, abs=4)


def test_a_phone_that_is_turned_keeps_all_that_it_saw() -> None:
    wall = room(400, 400)
    upright, across = wall[:, 80:320], wall[80:320, :]
    layout = lay_out([SizeChange(upright, across)])
    assert layout.frame_px == pytest.approx((400, 400), abs=3)
    portrait, landscape = layout.places[(240, 400)], layout.places[(400, 240)]
    assert (portrait.left_px, portrait.top_px) == pytest.approx((80, 0), abs=3)
    assert (landscape.left_px, landscape.top_px) == pytest.approx((0, 80), abs=3)


def test_what_cannot_be_compared_fills_the_middle_unsqueezed() -> None:
    layout = lay_out([SizeChange(np.zeros((240, 120), np.uint8), room())])
    assert layout.frame_px == (320, 240)
    assert layout.places[(120, 240)] == Place(100, 0, 120, 240)


def write_changing(folder: Path) -> Path:
    """Write a film of 12 small pictures and 12 of twice the size, of the same room."""
    parts = []
    for name, size_px in (("small", (160, 120)), ("large", (320, 240))):
        picture = np.repeat(room(*size_px)[..., None], 3, axis=2)
        clip = write_clip(folder / f"{name}.mp4", lambda _, shown=picture: shown, 12)
        parts.append(bare_h264(clip))
    path = folder / "clip.h264"
    path.write_bytes(b"".join(parts))
    return path


def test_frames_of_all_sizes_show_the_same_in_the_same_place(tmp_path: Path) -> None:
    video = VideoFile(write_changing(tmp_path))
    assert video.packets.sizes_may_change
    assert (video.info.frame_width_px, video.info.frame_height_px) == (320, 240)
    frames = list(video.frames())
    assert len(frames) == 24
    assert {frame.rgb.shape for frame in frames} == {(240, 320, 3)}
    assert frames[0].place is not None
    assert frames[-1].place is None
    apart = np.abs(frames[0].rgb.astype(int) - frames[-1].rgb)
    assert np.median(apart) < 8


def test_frames_are_shrunk_whatever_their_size(tmp_path: Path) -> None:
    frames = list(VideoFile(write_changing(tmp_path), max_side_px=80).frames())
    assert {frame.rgb.shape for frame in frames} == {(60, 80, 3)}
