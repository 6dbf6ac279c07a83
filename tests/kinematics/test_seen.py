"""What counts as seen: the picture's edge, cuts, shots, the first half second."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from formcheck.kinematics.seen import blank_extrapolated, find_settled, find_shots
from formcheck.pose.track import PoseTrack
from tests.support.filming import lose, make_track


def quiet_track(seconds: float = 10.0, fps: float = 10.0) -> PoseTrack:
    """Return somebody in the middle of the picture who does nothing."""
    time_s = np.arange(int(seconds * fps)) / fps
    return make_track(time_s, np.full((len(time_s), 33, 2), 200.0))


def with_change(track: PoseTrack, changes: dict[int, float]) -> PoseTrack:
    change = track.picture_change.copy()
    for frame, value in changes.items():
        change[frame] = value
    return replace(track, picture_change=change)


@pytest.mark.parametrize(
    ("x_px", "y_px", "inside"),
    [
        (0, 0, True),
        (639, 479, True),
        (-0.1, 10, False),
        (10, -0.1, False),
        (639.1, 10, False),
        (10, 479.1, False),
        (np.nan, 10, False),
    ],
)
def test_landmarks_outside_the_picture_are_not_seen(x_px: float, y_px: float, inside: bool) -> None:
    xy_px = np.full((1, 33, 2), 100.0)
    xy_px[0, 5] = x_px, y_px
    blanked = blank_extrapolated(make_track(np.zeros(1), xy_px), 0.0)
    assert np.isfinite(blanked[0, 5]).all() == inside
    assert np.isfinite(np.delete(blanked[0], 5, axis=0)).all()


@pytest.mark.parametrize(("x_px", "inside"), [(47, False), (49, True), (590, True), (592, False)])
def test_the_margin_is_a_share_of_the_shorter_side(x_px: float, inside: bool) -> None:
    xy_px = np.full((1, 33, 2), x_px)
    xy_px[..., 1] = 200.0
    blanked = blank_extrapolated(make_track(np.zeros(1), xy_px), 0.1)
    assert np.isfinite(blanked).all() == inside


def shots(track: PoseTrack) -> list[tuple[int, int]]:
    return find_shots(track, cut_threshold=0.04, lost_s=2.0, shortest_s=2.0)


def test_one_shot_without_cuts() -> None:
    assert shots(quiet_track()) == [(0, 100)]


def test_a_cut_begins_a_new_shot() -> None:
    assert shots(with_change(quiet_track(), {40: 0.3})) == [(0, 40), (40, 100)]


def test_shots_that_are_too_short_are_left_out() -> None:
    assert shots(with_change(quiet_track(), {15: 0.3, 90: 0.3})) == [(15, 90)]


def test_a_fade_is_no_part_of_any_shot() -> None:
    track = quiet_track()
    fade_s = np.zeros(track.frame_count)
    fade_s[[50, 52]] = 0.5, 0.7
    xy_px = track.xy_px.copy()
    xy_px[50:] += 100.0
    assert shots(replace(track, xy_px=xy_px, fade_s=fade_s)) == [(0, 45), (53, 100)]


def test_a_short_loss_does_not_split() -> None:
    assert shots(lose(quiet_track(), 4.0, 5.5)) == [(0, 100)]


def test_a_long_loss_splits_and_the_gap_is_no_shot() -> None:
    assert shots(lose(quiet_track(), 4.0, 6.5)) == [(0, 40), (65, 100)]


@pytest.mark.parametrize(("pause_s", "expected"), [(1.8, [(0, 100)]), (2.3, [(0, 40), (40, 100)])])
def test_a_long_pause_between_two_frames_splits(
    pause_s: float, expected: list[tuple[int, int]]
) -> None:
    track = quiet_track()
    later_s = np.where(np.arange(100) >= 40, pause_s, 0.0)
    assert shots(replace(track, time_s=track.time_s + later_s)) == expected


def test_a_person_who_comes_late_and_leaves_early() -> None:
    assert shots(lose(lose(quiet_track(), 0.0, 3.0), 7.0, 10.0)) == [(30, 70)]


def test_nobody_makes_no_shot() -> None:
    assert shots(lose(quiet_track(), 0.0, 10.0)) == []


def settled_at(track: PoseTrack) -> list[float]:
    settled = find_settled(track, 0.5, short_loss_s=0.3)
    return track.time_s[settled].round(2).tolist()


def test_frames_are_settled_half_a_second_after_the_person_appears() -> None:
    expected = [0.5, 0.6, 0.7, 0.8, 0.9, 2.5, 2.6, 2.7, 2.8, 2.9]
    assert settled_at(lose(quiet_track(3.0), 1.0, 2.0)) == expected


def test_a_short_loss_does_not_unsettle_but_is_not_seen_itself() -> None:
    assert settled_at(lose(quiet_track(1.5), 1.0, 1.2)) == [0.5, 0.6, 0.7, 0.8, 0.9, 1.2, 1.3, 1.4]


def test_a_low_frame_rate_is_no_loss() -> None:
    assert settled_at(quiet_track(4.0, fps=2.0)) == [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]


def test_a_picture_that_a_slow_computer_leaves_out_is_no_loss() -> None:
    """Seven pictures a second, every tenth left out, each a little early or late."""
    track = quiet_track(30.0, fps=20 / 3)
    late_s = np.random.default_rng(1).uniform(-0.01, 0.01, track.frame_count)
    track = replace(track, time_s=track.time_s + late_s)
    kept = np.arange(track.frame_count) % 10 != 5
    track = replace(
        track,
        **{
            item.name: getattr(track, item.name)[kept]
            for item in fields(track)
            if isinstance(getattr(track, item.name), np.ndarray)
        },
    )
    settled = find_settled(track, 0.5, short_loss_s=0.3)
    assert settled[track.time_s > track.time_s[0] + 0.5].all()
