"""One faultless set of three repetitions of each exercise, to be filmed in many ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.hugging import FOOT_FLAT_DEG, lie_with_leg
from tests.support.propping import ON_FOREARMS, holds, prop_up
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    Points,
    excursion,
    frame_times,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)


@dataclass(frozen=True)
class Scene:
    """An exercise done three times without a fault."""

    exercise: str
    reps: list[PlannedRep]
    move: Callable[[FloatArray], Points]
    torso_px: float

    def film(self, time_s: FloatArray | None = None, camera: Camera | None = None) -> PoseTrack:
        """Return the landmarks of the set."""
        times = frame_times(self.reps) if time_s is None else time_s
        camera = camera or Camera(torso_px=self.torso_px)
        return film(times, self.move(excursion(times, self.reps)), camera)

    def film_rest(self, seconds: float, camera: Camera | None = None) -> PoseTrack:
        """Return the landmarks of the person at rest in the start position."""
        times = np.arange(round(seconds * 30)) / 30.0
        return film(
            times, self.move(np.zeros_like(times)), camera or Camera(torso_px=self.torso_px)
        )


def _press_up(trunk_deg: FloatArray) -> Points:
    return prone_press_up(
        trunk_deg, elbow_deg=65.0 + 2.5 * trunk_deg, hip_rise_torso=0.001 * trunk_deg
    )


def _back_extension(lean_deg: FloatArray) -> Points:
    return standing_back_extension(lean_deg, ankle_lean_deg=-lean_deg / 6)


def _knee_hug(drawn_up_deg: FloatArray) -> Points:
    return lie_with_leg(FOOT_FLAT_DEG + drawn_up_deg)


SCENES = [
    Scene("standing_back_extension", plan_reps(3, 17.0), _back_extension, 120.0),
    Scene("prone_press_up", plan_reps(3, 38.0), _press_up, 150.0),
    Scene("pelvic_tilt", plan_reps(3, 0.09, hold_s=5.0, rest_s=3.0), pelvic_tilt, 180.0),
    Scene("seal_stretch", holds(3, 25.0, ON_FOREARMS), prop_up, 150.0),
    Scene("knee_hug", plan_reps(3, 72.0, hold_s=5.0), _knee_hug, 150.0),
]
