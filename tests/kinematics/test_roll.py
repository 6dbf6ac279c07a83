"""The floor line's slope is told by the body that rests on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.roll import estimate_roll_deg, level_picture
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.synthetic import (
    FloatArray,
    Points,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

TIME_S = np.arange(150) / 30.0
SWING = np.clip(np.sin(TIME_S), 0.0, None)


def press_ups() -> Points:
    return prone_press_up(40.0 * SWING, elbow_deg=65.0 + 90.0 * SWING, hip_rise_torso=0.04 * SWING)


def level_pelvic_tilt() -> Points:
    """Return a body whose shoulders and ankles are equally high, as on people."""
    points = pelvic_tilt(0.1 * SWING)
    return points | {"ankle": points["ankle"] * [1, 0] + [0, points["shoulder"][0, 1]]}


BODIES = {
    "prone": press_ups(),
    "supine": level_pelvic_tilt(),
}


def roll(track: PoseTrack, roll_deg: float) -> PoseTrack:
    """Tip the camera so that the floor line's right end comes down by `roll_deg`."""
    centre = np.array([track.width_px, track.height_px]) / 2
    cosine, sine = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    turn: FloatArray = np.array([[cosine, -sine], [sine, cosine]])
    return replace(track, xy_px=(track.xy_px - centre) @ turn.T + centre)


def estimate(track: PoseTrack) -> float:
    return estimate_roll_deg(track.xy_px, estimate_body_frame(track))


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("near_side", ["left", "right"])
@pytest.mark.parametrize("roll_deg", [-8.0, 7.0, 9.0])
def test_a_tipped_camera_is_found(name: str, near_side: str, roll_deg: float) -> None:
    camera = Camera(near_side="left" if near_side == "left" else "right")
    track = roll(film(TIME_S, BODIES[name], camera), roll_deg)
    assert estimate(track) == pytest.approx(roll_deg, abs=3.0)


@pytest.mark.parametrize("name", BODIES)
def test_a_level_camera_stays_level(name: str) -> None:
    assert estimate(film(TIME_S, BODIES[name])) == 0.0


def test_standing_says_nothing() -> None:
    assert estimate(roll(film(TIME_S, standing_back_extension(15.0 * SWING)), 8.0)) == 0.0


def test_a_bent_knee_on_the_front_says_nothing() -> None:
    track = film(TIME_S, press_ups())
    knees = [25, 26]
    track.xy_px[:, knees] += np.array([0.0, -60.0])
    assert estimate(track) == 0.0


def test_the_legs_of_a_plank_are_not_the_floor() -> None:
    """Hands and feet stay where they are, the hips rise: legs and trunk slope by 8 degrees."""
    track = film(TIME_S, press_ups())
    hips, knees = [23, 24], [25, 26]
    track.xy_px[:, hips] -= np.array([0.0, 28.0])
    track.xy_px[:, knees] -= np.array([0.0, 14.0])
    assert estimate(track) == 0.0


def test_nothing_seen_is_level() -> None:
    track = film(TIME_S, press_ups())
    assert estimate_roll_deg(np.full_like(track.xy_px, np.nan), estimate_body_frame(track)) == 0.0


def test_levelling_undoes_the_roll() -> None:
    sloping = np.array([[10.0, 10.0 * np.tan(np.radians(7.0))]])
    assert level_picture(sloping, 7.0)[0, 1] == pytest.approx(0.0, abs=1e-9)
