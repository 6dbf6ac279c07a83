"""Signals from the picture itself: direction, scale, and the frames between two looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.image_signals import (
    IMAGE_SIGNALS,
    ImageSignal,
    compute_image_signals,
)
from formcheck.pose.image_layout import KEPT, PATCHES, SHIFT_X, SHIFT_Y, THREAD, TURN
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, mirror_picture
from tests.support.picture_motion import with_picture
from tests.support.synthetic import pelvic_tilt

TORSO_PX = 180.0
TILTS = np.linspace(0.0, 1.0, 30)


def lying(side: Side = "right") -> PoseTrack:
    time_s = np.arange(len(TILTS)) / 30
    return film(time_s, pelvic_tilt(np.zeros_like(time_s)), Camera(side, torso_px=TORSO_PX))


def signals(track: PoseTrack, *, causal: bool = False) -> dict[str, ImageSignal]:
    return compute_image_signals(track, track.xy_px, estimate_body_frame(track), causal=causal)


def test_all_are_there_or_none() -> None:
    assert signals(lying()) == {}
    assert set(signals(with_picture(lying(), TILTS, torso_px=TORSO_PX))) == set(IMAGE_SIGNALS)


def test_a_tilt_is_positive_and_in_torso_lengths() -> None:
    seen = signals(with_picture(lying(), TILTS, torso_px=TORSO_PX))
    np.testing.assert_allclose(seen["thigh_turn_deg"].values, 3.6 * TILTS, atol=1e-6)
    np.testing.assert_allclose(seen["pelvis_roll_torso"].values, 0.045 * TILTS, rtol=0.1)
    np.testing.assert_array_equal(seen["chest_shift_torso"].values, 0.0)
    assert seen["thigh_carry_torso"].values[-1] > 0.03


def test_the_mirrored_picture_gives_the_same() -> None:
    track = with_picture(lying(), TILTS, torso_px=TORSO_PX)
    assert track.image_motion is not None
    motion = track.image_motion.copy()
    motion[..., [SHIFT_X, TURN]] *= -1.0
    mirrored = replace(mirror_picture(track), image_motion=motion)
    for name, signal in signals(track).items():
        np.testing.assert_allclose(signals(mirrored)[name].values, signal.values, atol=1e-6)


def test_pushing_the_knee_turns_the_thigh_but_does_not_carry_the_hip() -> None:
    track = with_picture(lying(), np.zeros_like(TILTS), torso_px=TORSO_PX)
    motion = track.image_motion
    assert motion is not None
    hip, knee = (np.median(track.xy_px[:, column], axis=0) for column in (24, 26))
    turn = np.radians(4.0 * TILTS)
    to_patch = 0.6 * (knee - hip)
    thigh = PATCHES.index("thigh")
    motion[:, thigh, TURN] = 4.0 * TILTS
    # The patch turns about the hip, which stays.
    motion[:, thigh, SHIFT_X] = -turn * to_patch[1]
    motion[:, thigh, SHIFT_Y] = turn * to_patch[0]
    seen = signals(track)
    assert seen["thigh_turn_deg"].values[-1] == pytest.approx(4.0)
    np.testing.assert_allclose(seen["thigh_carry_torso"].values, 0.0, atol=1e-6)


def every_second_frame() -> PoseTrack:
    track = with_picture(lying(), TILTS, torso_px=TORSO_PX)
    assert track.image_motion is not None
    track.image_motion[1::2] = np.nan
    return track


def test_between_two_looks_a_line_is_drawn() -> None:
    seen = signals(every_second_frame())["thigh_turn_deg"]
    np.testing.assert_allclose(seen.values[:-1], 3.6 * TILTS[:-1], atol=1e-6)
    np.testing.assert_array_equal(seen.thread[:-1], 0)


def test_live_the_last_look_stands() -> None:
    seen = signals(every_second_frame(), causal=True)["thigh_turn_deg"]
    np.testing.assert_allclose(seen.values[::2], 3.6 * TILTS[::2], atol=1e-6)
    np.testing.assert_allclose(seen.values[1::2], 3.6 * TILTS[:-1:2], atol=1e-6)


def test_nothing_is_drawn_over_long_gaps_or_from_thread_to_thread() -> None:
    track = with_picture(lying(), TILTS, torso_px=TORSO_PX)
    assert track.image_motion is not None
    track.image_motion[5:20] = np.nan
    track.image_motion[25] = np.nan
    track.image_motion[26:, :, THREAD] = 1
    seen = signals(track)["pelvis_roll_torso"]
    assert np.isnan(seen.values[10:20]).all()
    assert (seen.thread[10:20] == -1).all()
    assert seen.values[25] == seen.values[24]
    assert seen.thread[26] == 1
    assert np.isfinite(track.image_motion[26:, :, KEPT]).all()
