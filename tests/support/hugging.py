"""A stick person on the back who draws a knee, or both, to the chest.

Seen from the right side the head lies to the left. The two legs move on their
own: `film_legs` gives the near landmarks one leg and the hidden ones the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.pose.landmarks import Side, landmark_of, other_side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.synthetic import HEAD, SHIN, THIGH, FloatArray, Points

#: Knee-to-chest angle of a leg with the foot flat, and of one that lies straight.
FOOT_FLAT_DEG, STRAIGHT_DEG = 50.0, 4.0
_FLOOR = 0.07
_HIP = np.array([0.0, 0.15])
_LEG = ("knee", "ankle", "heel", "foot_index")
#: A leg is clasped by the time that it is drawn up by this.
_CLASP_DEG = 40.0


@dataclass(frozen=True)
class Body:
    """What the rest of the body does meanwhile; (F,) torso lengths, or one value.

    Attributes
    ----------
    head_rise, shoulder_rise, tail_rise : (F,) float
    hand_off : (F,) float
        Hands from where they clasp the shin, upwards.
    below_knee : float
        Where they clasp it, from the knee down.
    """

    head_rise: FloatArray | float = 0.0
    shoulder_rise: FloatArray | float = 0.0
    tail_rise: FloatArray | float = 0.0
    hand_off: FloatArray | float = 0.0
    below_knee: float = 0.15


def lie_with_leg(angle_deg: FloatArray, body: Body | None = None) -> Points:
    """Return a person whose leg is drawn up to a knee-to-chest angle, clasped by the hands.

    Up to `FOOT_FLAT_DEG` the foot is on the floor, beyond it the shin comes up
    level.

    Parameters
    ----------
    angle_deg : (F,) float
        Degrees.
    body : Body, optional
    """
    body = body or Body()
    zero = np.zeros_like(angle_deg)
    hip = _HIP + np.stack([zero, body.tail_rise + zero], axis=1)
    shoulder = hip + np.stack([zero - 1.0, body.shoulder_rise - body.tail_rise + zero], axis=1)
    ear = shoulder + np.stack([zero - HEAD, 0.03 + body.head_rise + zero], axis=1)
    knee = hip + THIGH * _direction(angle_deg)
    on_floor_deg = np.degrees(np.arcsin(np.clip((knee[:, 1] - _FLOOR) / SHIN, -1.0, 1.0)))
    lift = np.clip((angle_deg - FOOT_FLAT_DEG) / _CLASP_DEG, 0.0, 1.0)
    shin_deg = -on_floor_deg * (1.0 - lift)
    ankle = knee + SHIN * _direction(shin_deg)
    foot_deg = shin_deg + 80.0 * np.clip(lift + 0.2, 0.0, 1.0)
    clasp = knee + body.below_knee * _direction(shin_deg)
    clasp = clasp + np.stack([zero, body.hand_off + 0.03 + zero], axis=1)
    beside = np.array([-0.35, 0.06])
    wrist = beside + lift[:, None] * (clasp - beside)
    reach = wrist - shoulder
    return {
        "hip": hip,
        "shoulder": shoulder,
        "ear": ear,
        "nose": ear + np.array([0.02, 0.15]),
        "knee": knee,
        "ankle": ankle,
        "heel": ankle - 0.06 * _direction(foot_deg),
        "foot_index": ankle + 0.3 * _direction(foot_deg),
        "wrist": wrist,
        "elbow": shoulder + 0.5 * reach - np.array([0.0, 0.1]),
    }


def film_legs(
    time_s: FloatArray,
    left_deg: FloatArray,
    right_deg: FloatArray,
    body: Body | None = None,
    camera: Camera | None = None,
) -> PoseTrack:
    """Return the landmarks of a person whose legs have these knee-to-chest angles.

    The hands are at the leg that is drawn up further.
    """
    camera = camera or Camera(torso_px=150.0)
    near, far = camera.near_side, other_side(camera.near_side)
    angles = {"left": left_deg, "right": right_deg}
    legs: dict[Side, Points] = {side: lie_with_leg(angles[side], body) for side in (near, far)}
    upper = np.where(left_deg >= right_deg, left_deg, right_deg)
    arms = {joint: lie_with_leg(upper, body)[joint] for joint in ("wrist", "elbow")}
    near_points, far_points = legs[near] | arms, legs[far] | arms
    # Both are centred in the picture alike, whatever the other leg does.
    extent = {f"other_{joint}": far_points[joint] for joint in _LEG}
    track = film(time_s, near_points | extent, camera)
    extent = {f"other_{joint}": near_points[joint] for joint in _LEG}
    hidden = film(time_s, far_points | extent, replace(camera, seed=camera.seed + 1))
    columns = [landmark_of(joint, far) for joint in _LEG]
    track.xy_px[:, columns] = hidden.xy_px[:, columns]
    return track


def _direction(angle_deg: FloatArray) -> FloatArray:
    radians = np.radians(angle_deg)
    return np.stack([np.cos(radians), np.sin(radians)], axis=-1)
