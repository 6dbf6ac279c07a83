from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from formcheck.judge.streaming.growing_track import GrowingTrack
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

#: More than the room that a track begins with, twice over.
FRAMES = 2500


def _pose(index: int) -> Pose:
    levels = np.full(33, index / FRAMES)
    return Pose(np.full((33, 2), float(index)), levels, 1.0 - levels, np.full((33, 3), -index))


def _grow(frames: int, lost: int = -1) -> GrowingTrack:
    track = GrowingTrack(640, 480)
    for index in range(frames):
        track.add(
            index / 30,
            None if index == lost else _pose(index),
            picture_change=0.001 * index,
            camera_step_px=(index, -index),
            image_motion=np.full((len(PATCHES), COLUMNS), index, np.float32),
            people=index % 3,
        )
    return track


def test_every_frame_is_kept_however_many_come() -> None:
    growing = _grow(FRAMES)
    track = growing.since()
    numbers = np.arange(FRAMES)
    assert growing.frame_count == track.frame_count == FRAMES
    np.testing.assert_array_equal(growing.time_s, numbers / 30)
    np.testing.assert_array_equal(track.xy_px[:, 5, 1], numbers)
    np.testing.assert_allclose(track.visibility[:, 32], numbers / FRAMES, atol=1e-6)
    np.testing.assert_allclose(track.presence[:, 0], 1 - numbers / FRAMES, atol=1e-6)
    np.testing.assert_array_equal(track.world_m[:, 0, 2], -numbers)
    np.testing.assert_allclose(track.picture_change, 0.001 * numbers)
    np.testing.assert_array_equal(track.people, numbers % 3)
    assert track.camera_step_px is not None
    np.testing.assert_array_equal(track.camera_step_px[:, 1], -numbers)
    assert track.image_motion is not None
    np.testing.assert_array_equal(track.image_motion[:, 0, 0], numbers)
    assert (track.width_px, track.height_px) == (640, 480)


def test_a_part_begins_where_it_is_asked_to() -> None:
    growing = _grow(1100)
    part = growing.since(1050)
    assert part.frame_count == 50
    np.testing.assert_array_equal(part.xy_px[:, 0, 0], np.arange(1050, 1100))


def test_a_part_does_not_change_when_more_frames_come() -> None:
    growing = _grow(1024)
    part = growing.since(1020)
    growing.add(100.0, None)
    assert part.frame_count == 4
    np.testing.assert_array_equal(part.xy_px[:, 0, 0], np.arange(1020, 1024))


def test_nobody_is_nobody() -> None:
    track = _grow(5, lost=2).since()
    np.testing.assert_array_equal(track.detected, [True, True, False, True, True])
    assert np.isnan(track.visibility[2]).all()


def test_time_must_not_go_back() -> None:
    growing = _grow(3)
    for time_s in (2 / 30, 0.0):
        with pytest.raises(ValueError, match="later"):
            growing.add(time_s, None)
    assert growing.frame_count == 3


def test_rows_of_another_track() -> None:
    source = _grow(1030).since()
    copy = GrowingTrack(640, 480)
    for index in range(source.frame_count):
        copy.add_row(source, index)
    with pytest.raises(ValueError, match="later"):
        copy.add_row(source, 4)
    copied = copy.since()
    for item in fields(PoseTrack):
        np.testing.assert_array_equal(getattr(copied, item.name), getattr(source, item.name))


def test_rows_of_a_track_at_which_nobody_looked() -> None:
    bare = GrowingTrack(640, 480).since()
    assert bare.frame_count == 0
    source = PoseTrack(
        time_s=np.zeros(1),
        xy_px=np.ones((1, 33, 2)),
        visibility=np.ones((1, 33)),
        presence=np.ones((1, 33)),
        world_m=np.ones((1, 33, 3)),
        picture_change=np.zeros(1),
        people=np.ones(1, dtype=np.int64),
        width_px=640,
        height_px=480,
    )
    copy = GrowingTrack(640, 480)
    copy.add_row(source, 0)
    track = copy.since()
    assert track.camera_step_px is not None
    assert track.camera_step_px.tolist() == [[0.0, 0.0]]
    assert track.image_motion is not None
    assert np.isnan(track.image_motion).all()
