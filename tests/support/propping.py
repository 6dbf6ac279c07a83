"""A stick person who props the chest up: on the forearms, on straight arms, or on nothing."""

from __future__ import annotations

from typing import Literal

import numpy as np

from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    Points,
    excursion,
    frame_times,
    prone_press_up,
)

Arms = Literal["forearms", "straight", "in the air"]

#: Trunk slope of a good hold, degrees.
ON_FOREARMS, ON_STRAIGHT_ARMS = 25.0, 45.0
_FLOOR = 0.06


def hold(start_s: float, hold_s: float, depth_deg: float = ON_FOREARMS) -> PlannedRep:
    """Return one hold with two seconds up and two down."""
    return PlannedRep(start_s, depth_deg, out_s=2.0, hold_s=hold_s, back_s=2.0)


def holds(
    count: int, hold_s: float, depth_deg: float = ON_FOREARMS, rest_s: float = 3.0
) -> list[PlannedRep]:
    """Return equal holds with a rest after each."""
    period_s = 4.0 + hold_s + rest_s
    return [hold(2.5 + index * period_s, hold_s, depth_deg) for index in range(count)]


def prop_up(
    trunk_deg: FloatArray,
    *,
    arms: Arms = "forearms",
    elbow_ahead_torso: float = 0.0,
    forearm_lift_torso: FloatArray | float = 0.0,
    neck_length: FloatArray | float = 1.0,
    neck_deg: FloatArray | float = 0.0,
    knee_bend_deg: FloatArray | float = 0.0,
    hip_rise_torso: FloatArray | float = 0.0,
) -> Points:
    """Return a person on the front whose trunk slopes by `trunk_deg`.

    Parameters
    ----------
    trunk_deg : (F,) float
    arms : str
        What carries the chest.
    elbow_ahead_torso : float
        Elbows from under the shoulders, + towards the head.
    forearm_lift_torso : (F,) float
        Elbows off the floor while the hands stay.
    neck_length : (F,) float
        Share of the distance from ear to shoulder that is left.
    neck_deg, knee_bend_deg, hip_rise_torso
        As in `prone_press_up`.
    """
    points = prone_press_up(
        trunk_deg, neck_deg=neck_deg, knee_bend_deg=knee_bend_deg, hip_rise_torso=hip_rise_torso
    )
    zero = np.zeros_like(trunk_deg)
    shoulder = points["shoulder"]
    head = (points["ear"] - shoulder) * (np.reshape(neck_length + zero, (-1, 1)) - 1.0)
    points["ear"], points["nose"] = points["ear"] + head, points["nose"] + head
    forward = np.stack([zero + 1.0, zero], axis=1)
    floor = np.stack([shoulder[:, 0], zero + _FLOOR], axis=1)
    if arms == "forearms":
        elbow = floor + elbow_ahead_torso * forward
        points["wrist"] = elbow + 0.45 * forward
        points["elbow"] = elbow + np.stack([zero, forearm_lift_torso + zero], axis=1)
    elif arms == "straight":
        points["wrist"] = floor + 0.25 * forward
        points["elbow"] = (shoulder + points["wrist"]) / 2
    else:
        points["elbow"], points["wrist"] = shoulder + 0.5 * forward, shoulder + 0.9 * forward
    return points


def act(
    reps: list[PlannedRep], camera: Camera | None = None, *, fps: float = 20.0, **how: object
) -> PoseTrack:
    """Film some holds, all done the same way."""
    time_s = frame_times(reps, fps=fps)
    return film(time_s, prop_up(excursion(time_s, reps), **how), camera)  # type: ignore[arg-type]
