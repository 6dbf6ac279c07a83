"""Small rotation helpers; angles in degrees, matrices act on column vectors."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]


def about_y(angle_deg: float) -> Matrix:
    """Rotation about the y axis (up)."""
    return cast(Matrix, Rotation.from_euler("y", angle_deg, degrees=True).as_matrix())


def about_z(angle_deg: float) -> Matrix:
    """Rotation about the z axis (towards the camera)."""
    return cast(Matrix, Rotation.from_euler("z", angle_deg, degrees=True).as_matrix())


def unit(vector: npt.ArrayLike) -> Vector:
    """Return the vector at length 1."""
    array = np.asarray(vector, dtype=float)
    return cast(Vector, array / np.linalg.norm(array))


def frame_along(direction: npt.ArrayLike, normal: npt.ArrayLike) -> Matrix:
    """Right-handed frame: first column along ``direction``, second towards ``normal``."""
    first = unit(direction)
    towards = np.asarray(normal, dtype=float)
    second = unit(towards - first * (first @ towards))
    return np.column_stack([first, second, np.cross(first, second)])


def twist_about(axis: Vector, angle_rad: float) -> Matrix:
    """Rotation by an angle in radians about a unit axis."""
    return cast(Matrix, Rotation.from_rotvec(axis * angle_rad).as_matrix())


def twist_angle(rotation: Matrix, axis: Vector) -> float:
    """Angle in radians by which ``rotation`` turns about ``axis`` (swing-twist)."""
    x, y, z, w = Rotation.from_matrix(rotation).as_quat()
    along = float(np.dot([x, y, z], axis))
    return float(2 * np.arctan2(along, w)) if w >= 0 else float(2 * np.arctan2(-along, -w))


def between(first: Matrix, second: Matrix, amount: float) -> Matrix:
    """Rotations part of the way from ``first`` to ``second``; both (n, 3, 3)."""
    step = Rotation.from_matrix(np.swapaxes(first, 1, 2) @ second)
    part = Rotation.from_rotvec(step.as_rotvec() * amount).as_matrix()
    return cast(Matrix, first @ part)
