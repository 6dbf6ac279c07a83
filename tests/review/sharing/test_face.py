"""Hiding a face."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.history.models import Landmarks
from formcheck.review.sharing.face import find_face_path, hide_face

_FPS = 20


def make_landmarks(frames: int = 40, lost: slice = slice(0, 0)) -> Landmarks:
    """Return a standing body whose face moves to the right by 2 pixels a frame."""
    xy_px = np.full((frames, 33, 2), np.nan)
    for frame in range(frames):
        left = 100 + 2 * frame
        xy_px[frame, :11] = np.stack([np.linspace(left, left + 20, 11), np.full(11, 60.0)], axis=1)
        xy_px[frame, [11, 12]] = left + 10, 100
        xy_px[frame, [23, 24]] = left + 10, 200
    xy_px[lost] = np.nan
    return Landmarks(
        time_s=np.arange(frames) / _FPS,
        xy_px=xy_px,
        visibility=np.where(np.isnan(xy_px[..., 0]), np.nan, 0.9),
        width_px=320,
        height_px=240,
    )


def _noise() -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 255, (240, 320, 3), dtype=np.uint8)


def _detail(picture: NDArray[np.uint8], x: int, y: int) -> float:
    """How much neighbouring pixels differ around a place."""
    part = picture[y - 6 : y + 7, x - 6 : x + 7].astype(float)
    return float(np.abs(np.diff(part, axis=0)).mean())


def test_the_face_is_gone_and_the_rest_stays() -> None:
    picture = _noise()
    hidden = hide_face(picture, find_face_path(make_landmarks()), 0.5)
    assert _detail(picture, 130, 60) > 50
    assert _detail(hidden, 130, 60) < 15
    assert np.array_equal(hidden[150:], picture[150:])
    assert np.array_equal(picture, _noise())


def test_the_face_of_every_frame_is_hidden_where_it_then_is() -> None:
    path = find_face_path(make_landmarks())
    for frame in range(40):
        hidden = hide_face(_noise(), path, frame / _FPS)
        assert _detail(hidden, 110 + 2 * frame, 60) < 15


def test_between_frames_both_neighbours_are_hidden() -> None:
    path = find_face_path(make_landmarks())
    hidden = hide_face(_noise(), path, 10.5 / _FPS)
    assert _detail(hidden, 131, 60) < 15


def test_a_face_that_was_lost_for_a_moment_is_hidden_more_widely() -> None:
    path = find_face_path(make_landmarks(lost=slice(18, 22)))
    hidden = hide_face(_noise(), path, 20 / _FPS)
    assert _detail(hidden, 150, 60) < 15
    assert np.array_equal(hidden[180:], _noise()[180:])


def test_where_nobody_was_found_for_long_nothing_can_be_recognised() -> None:
    path = find_face_path(make_landmarks(lost=slice(0, 30)))
    hidden = hide_face(_noise(), path, 0.2)
    assert _detail(hidden, 160, 120) < 15
    assert _detail(hidden, 30, 200) < 15


def test_where_nobody_was_ever_found_nothing_can_be_recognised() -> None:
    path = find_face_path(make_landmarks(lost=slice(None)))
    assert _detail(hide_face(_noise(), path, 1.0), 130, 60) < 15


def test_pictures_of_another_size_are_hidden_at_the_same_place() -> None:
    path = find_face_path(make_landmarks())
    small = _noise()[::2, ::2]
    hidden = hide_face(small, path, 0.5)
    assert _detail(hidden, 65, 30) < 25
    assert np.array_equal(hidden[90:], small[90:])
