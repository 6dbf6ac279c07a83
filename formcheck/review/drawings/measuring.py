"""How much a drawing measures.

The same is worked out in the browser while a point is moved (``drawing_geometry.js``); one table
of known answers tests both.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.history.corrections.drawings import Drawing
from formcheck.history.models import Landmarks
from formcheck.kinematics.geometry import (
    compute_distance,
    compute_inclination_deg,
    compute_joint_angle_deg,
)
from formcheck.kinematics.roll import level_picture
from formcheck.pose.landmarks import Side, landmark_of


@dataclass(frozen=True)
class Scale:
    """What a set's picture is measured against.

    Attributes
    ----------
    roll_deg : float
        How far the camera was tipped sideways; taken out of angles against floor and vertical.
    trunk : float or None
        Length of the trunk in picture heights; None where it is not known.
    """

    roll_deg: float
    trunk: float | None


@dataclass(frozen=True)
class Measure:
    """A value in ``"deg"``, or in ``"torso"``: trunk lengths."""

    value: float
    unit: str


def measure_drawing(drawing: Drawing, scale: Scale) -> Measure | None:
    """Return how much a drawing measures; None if it measures nothing.

    Angles against floor and vertical have no direction: 0 to 90 degrees.
    """
    points = np.asarray(drawing.points, dtype=np.float64)
    match drawing.tool:
        case "angle":
            return _degrees(float(compute_joint_angle_deg(points[0], points[1], points[2])))
        case "to_floor" | "to_vertical":
            slope_deg = _slope_deg(points, scale.roll_deg)
            return _degrees(slope_deg if drawing.tool == "to_floor" else 90.0 - slope_deg)
        case "distance":
            if not scale.trunk:
                return None
            return Measure(float(compute_distance(points[0], points[1])) / scale.trunk, "torso")
    return None


def find_scale(landmarks: Landmarks | None, near_side: Side, roll_deg: float) -> Scale:
    """Return what the picture of a set is measured against.

    The trunk is the median distance of shoulder and hip on the near side, as for all figures
    of the program.
    """
    if landmarks is None:
        return Scale(roll_deg, None)
    shoulder, hip = (
        landmarks.xy_px[:, landmark_of(joint, near_side)] for joint in ("shoulder", "hip")
    )
    lengths = compute_distance(shoulder, hip)
    seen = lengths[np.isfinite(lengths)]
    return Scale(roll_deg, float(np.median(seen)) / landmarks.height_px if seen.size else None)


def _slope_deg(points: FloatArray, roll_deg: float) -> float:
    """Return the slope of a line, 0 to 90; NaN if its ends are one place."""
    if (points[0] == points[1]).all():
        return math.nan
    level = level_picture(points, roll_deg)
    return abs(float(compute_inclination_deg(level[0], level[1])))


def _degrees(value: float) -> Measure | None:
    return Measure(value, "deg") if math.isfinite(value) else None
