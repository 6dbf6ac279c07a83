"""A pinhole camera that looks at the person, and what it takes: pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .rotations import Matrix, Vector, about_z, unit

#: Red, green, blue; shape (height, width, 3).
Image = npt.NDArray[np.uint8]

NEAR_M, FAR_M = 0.1, 30.0


@dataclass(frozen=True)
class Camera:
    """Where the camera stands and how it sees.

    Parameters
    ----------
    eye, target : tuple of float
        World positions in metres; y is up, the camera looks towards ``target``.
    field_of_view_deg : float
        Horizontal field of view.
    width, height : int
        Picture size in pixels.
    roll_deg : float
        Turn of the camera about its axis; above 0 the right side sinks.
    """

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    field_of_view_deg: float
    width: int
    height: int
    roll_deg: float = 0.0

    def view(self) -> Matrix:
        """World to camera coordinates, shape (4, 4)."""
        matrix = look_at(np.array(self.eye), np.array(self.target), np.array([0.0, 1.0, 0.0]))
        turn = np.eye(4)
        turn[:3, :3] = about_z(self.roll_deg)
        return turn @ matrix

    def projection(self) -> Matrix:
        """Camera to clip coordinates, shape (4, 4)."""
        across = 1 / np.tan(np.radians(self.field_of_view_deg) / 2)
        matrix = np.zeros((4, 4))
        matrix[0, 0] = across
        matrix[1, 1] = across * self.width / self.height
        matrix[2, 2] = (FAR_M + NEAR_M) / (NEAR_M - FAR_M)
        matrix[2, 3] = 2 * FAR_M * NEAR_M / (NEAR_M - FAR_M)
        matrix[3, 2] = -1.0
        return matrix

    def to_pixels(self, points: npt.ArrayLike) -> Matrix:
        """Picture positions of world points, shape (n, 2), in pixels from the top left."""
        array = np.atleast_2d(np.asarray(points, dtype=float))
        homogeneous = np.column_stack([array, np.ones(len(array))])
        clip = homogeneous @ (self.projection() @ self.view()).T
        flat = clip[:, :2] / clip[:, 3:]
        x = (flat[:, 0] * 0.5 + 0.5) * self.width
        y = (0.5 - flat[:, 1] * 0.5) * self.height
        return np.column_stack([x, y])


def look_at(eye: Vector, target: Vector, up: Vector) -> Matrix:
    """View matrix of a camera at ``eye`` that looks at ``target``, shape (4, 4)."""
    forward = unit(target - eye)
    right = unit(np.cross(forward, up))
    matrix = np.eye(4)
    matrix[0, :3], matrix[1, :3], matrix[2, :3] = right, np.cross(right, forward), -forward
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


def straight_view(half_width_m: float, near_m: float, far_m: float) -> Matrix:
    """Parallel projection for the shadow of a far light, shape (4, 4)."""
    matrix = np.diag([1 / half_width_m, 1 / half_width_m, -2 / (far_m - near_m), 1.0])
    matrix[2, 3] = -(far_m + near_m) / (far_m - near_m)
    return matrix
