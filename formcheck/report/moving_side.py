"""Which side of the body the picture shows, where either may move."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.base import JudgedAngle
from formcheck.judge.scored import ScoredClip
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import Side, landmark_of


def find_shown_sides(scored: ScoredClip) -> BoolArray:
    """Return where the left side is the one to draw, (F,) True; else it is the right one.

    The near side, except while a repetition of the other side is nearest in
    time: the picture changes sides halfway between two repetitions.
    """
    near = scored.measurements.near_side
    time_s = scored.timeline.time_s
    sided = [rep for rep in scored.result.reps if rep.side is not None]
    if not sided or not scored.exercise.judged_angle.either_side:
        return np.full(len(time_s), near == "left")
    ways_s = [np.maximum(rep.start_s - time_s, time_s - rep.end_s) for rep in sided]
    nearest = np.argmin(np.maximum(np.stack(ways_s), 0.0), axis=0)
    is_left = np.array([_shown(rep.side, near) == "left" for rep in sided])
    return np.asarray(is_left[nearest])


def _shown(side: str | None, near: Side) -> str | None:
    return near if side == "both" else side


def pick_joint(measurements: Measurements, joint: str, is_left: BoolArray) -> FloatArray:
    """Return the (F, 2) positions of a joint, pixels, of the left side where that is wanted."""
    left, right = (measurements.xy_px[:, landmark_of(joint, side)] for side in SIDES)
    return np.where(is_left[:, None], left, right)


def pick_value_deg(
    judged: JudgedAngle, measurements: Measurements, is_left: BoolArray
) -> FloatArray:
    """Return the (F,) values of the judged angle, of the side that is drawn."""
    if not judged.either_side:
        return measurements.signals[judged.signal]
    left, right = (measurements.signals[f"{side}_{judged.signal}"] for side in SIDES)
    return np.where(is_left, left, right)
