"""Each exercise, and movements that are none, acted out by a stick person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.hugging import FOOT_FLAT_DEG, Body, film_legs
from tests.support.propping import ON_STRAIGHT_ARMS, act, holds
from tests.support.scenes import SCENES
from tests.support.synthetic import (
    FloatArray,
    excursion,
    frame_times,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)

FPS = 30.0
HUGS = plan_reps(3, 80.0, out_s=1.5, hold_s=3.0, back_s=1.5)
BRIDGES = plan_reps(4, 0.35, hold_s=1.0)
_SCENES = {scene.exercise: scene for scene in SCENES}


def perform(exercise: str, camera: Camera | None = None, fps: float = FPS) -> PoseTrack:
    """Return the landmarks of a faultless set; standing for `seal_stretch` on the forearms."""
    if exercise == "seal_stretch":
        return act(holds(2, 8.0), camera, fps=fps)
    if exercise == "knee_hug":
        time_s = frame_times(HUGS, fps=fps)
        return hug(time_s, FOOT_FLAT_DEG + excursion(time_s, HUGS), camera)
    scene = _SCENES[exercise]
    return scene.film(frame_times(scene.reps, fps=fps), camera)


def hug(time_s: FloatArray, near_deg: FloatArray, camera: Camera | None = None) -> PoseTrack:
    """Return a person who hugs the leg that is nearer to the camera."""
    other = np.full_like(near_deg, FOOT_FLAT_DEG)
    camera = camera or Camera(torso_px=150.0)
    legs = (near_deg, other) if camera.near_side == "left" else (other, near_deg)
    return film_legs(time_s, *legs, camera=camera)


def seal_on_straight_arms(hold_s: float, count: int = 1) -> PoseTrack:
    """Return a press up, or a seal, depending on how long it is held."""
    return act(holds(count, hold_s, ON_STRAIGHT_ARMS), arms="straight", fps=FPS)


def bridge(camera: Camera | None = None) -> PoseTrack:
    """Return hips that lift off the floor."""
    time_s = frame_times(BRIDGES)
    rise = excursion(time_s, BRIDGES)
    return film(time_s, pelvic_tilt(np.zeros_like(rise), hip_rise_torso=rise), camera)


def lift_leg_without_hands() -> PoseTrack:
    """Return legs that come up by themselves."""
    time_s = frame_times(HUGS)
    angle = FOOT_FLAT_DEG + excursion(time_s, HUGS)
    other = np.full_like(angle, FOOT_FLAT_DEG)
    body = Body(hand_off=0.9)
    return film_legs(time_s, other, angle, body, Camera(torso_px=150.0))


def push_up() -> PoseTrack:
    """Return a body that rises as a plank over straightening arms."""
    reps = plan_reps(4, 15.0, hold_s=0.5)
    time_s = frame_times(reps)
    trunk = excursion(time_s, reps)
    points = prone_press_up(trunk, elbow_deg=65.0 + 6.0 * trunk, hip_rise_torso=trunk / 38.0)
    return film(time_s, points, Camera(torso_px=140.0))


def superman() -> PoseTrack:
    """Return a chest that lifts with the arms in the air."""
    return act(holds(3, 2.0, 20.0), arms="in the air", fps=FPS)


def press_up_with_idle_arms() -> PoseTrack:
    """Return a chest that lifts while bent arms lie beside the shoulders and do nothing."""
    reps = plan_reps(3, 17.0)
    time_s = frame_times(reps)
    trunk = excursion(time_s, reps)
    points = prone_press_up(trunk, elbow_deg=45.0, hand_rise_torso=np.sin(np.radians(trunk)))
    return film(time_s, points, Camera(torso_px=140.0))


def bow() -> PoseTrack:
    """Return a person who bends forward."""
    reps = plan_reps(3, -60.0)
    time_s = frame_times(reps)
    return film(time_s, standing_back_extension(excursion(time_s, reps)))


def lie_still(seconds: float = 12.0) -> PoseTrack:
    """Return a person on the back who does nothing."""
    time_s = np.arange(round(seconds * FPS)) / FPS
    return film(time_s, pelvic_tilt(np.zeros_like(time_s)), Camera(torso_px=150.0))


def enlarge(track: PoseTrack, factor: int) -> PoseTrack:
    """Return the track of the same clip in a picture so many times larger."""
    return replace(
        track,
        xy_px=track.xy_px * factor,
        width_px=track.width_px * factor,
        height_px=track.height_px * factor,
    )
