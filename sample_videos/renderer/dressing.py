"""Where clothes and hair lie on a body, as distances to their edges.

Every function returns one number a vertex, in metres in the rest position:
above 0 inside the garment, below 0 outside. The graphics card interpolates
them over a face, so an edge is a clean line and does not follow the mesh.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .body import Body
from .look import Look
from .rotations import Matrix

Field = npt.NDArray[np.float64]

_SLEEVE_ENDS = {"none": 0.06, "short": 0.62, "long": 1.93}
_NECKLINE_M = 0.078


class Tailor:
    """Measures one body for its clothes and hair.

    Parameters
    ----------
    body : Body
        The person.
    look : Look
        What the person wears.
    """

    def __init__(self, body: Body, look: Look) -> None:
        self.body = body
        self.look = look
        self.scale = body.phenotype.stature_m / 1.75
        self._hip_y = body.head("upperleg01.L")[1]
        self._knee_y = body.head("lowerleg01.L")[1]
        self._ankle_y = body.head("foot.L")[1]
        self._neck = body.head("neck02")
        self.eye = body.vertices[body.groups["helper-l-eye"]].mean(axis=0)
        self._loose_hair = np.zeros(len(body.vertices), dtype=bool)
        self._loose_hair[body.groups["helper-hair"]] = True
        self._on_arm = body.rig.vertices_of(
            ("upperarm", "lowerarm", "wrist", "finger", "metacarpal"), 0.5
        )

    def shirt(self) -> Field:
        """Distance inside the shirt."""
        places = self.body.vertices
        hem = self._hip_y - 0.035 * self.scale
        neckline = _NECKLINE_M * self.scale
        from_neck = np.linalg.norm((places - self._neck) * [1.0, 0.9, 0.8], axis=1)
        above_neck = self._neck[1] + 0.03 - places[:, 1]
        trunk = np.minimum.reduce([places[:, 1] - hem, from_neck - neckline, above_neck])
        sleeve_end = _SLEEVE_ENDS[self.look.sleeves]
        arm = (sleeve_end - self._along_arm(places)) * 0.28 * self.scale
        return np.asarray(np.where(self._on_arm, np.minimum(arm, trunk + 1.0), trunk))

    def trousers(self) -> Field:
        """Distance inside the trousers."""
        y = self.body.vertices[:, 1]
        waist = self._hip_y + 0.12 * self.scale
        bottom = {
            "long": self._ankle_y + 0.035,
            "knee": self._knee_y - 0.10 * self.scale,
            "shorts": self._knee_y + 0.12 * self.scale,
        }[self.look.legs]
        inside = np.minimum(waist - y, y - bottom)
        return np.asarray(np.where(self._on_arm, -1.0, inside))

    def hair(self) -> Field:
        """Distance above the hairline; below 0 off the scalp."""
        if self.look.hair == "none":
            return np.asarray(np.full(len(self.body.vertices), -1.0))
        places = self.body.vertices
        brow_y = self.eye[1] + 0.024 * self.scale
        ahead_of_ear = places[:, 2] - self._ear_z()
        line = np.interp(
            ahead_of_ear / self.scale,
            [-0.09, -0.02, 0.0, 0.018, 0.045, 0.075, 0.11],
            [-0.105, -0.080, -0.050, -0.030, 0.030, 0.047, 0.052],
        )
        field: Field = places[:, 1] - brow_y - line * self.scale
        return np.asarray(np.where(self._loose_hair, self._long_hair(places), field))

    def extra_hair_length(self) -> Field:
        """How many times longer than the rest the hair stands off, for a bun."""
        if self.look.hair != "bun":
            return np.zeros(len(self.body.vertices))
        middle = [0.0, self.eye[1] + 0.035 * self.scale, self._ear_z() - 0.10 * self.scale]
        away = np.linalg.norm(self.body.vertices - middle, axis=1) / (0.042 * self.scale)
        return np.asarray(5.0 * np.exp(-(away**4)))

    def _long_hair(self, places: Matrix) -> Field:
        # The helper layer falls over the face and the chest too: only the back is kept.
        behind_ear = self._ear_z() + 0.012 * self.scale - places[:, 2]
        above_end = places[:, 1] - (self._neck[1] - 0.13 * self.scale)
        return np.asarray(np.minimum(behind_ear, above_end))

    def shirt_standoff(self, places: Matrix) -> Field:
        """How far the shirt stands off the helper layer, in metres."""
        chest_y = self._hip_y + 0.40 * self.scale
        lower = np.clip((chest_y - places[:, 1]) / (0.30 * self.scale), 0.0, 1.0)
        fitted = self.look.looseness * (0.007 + 0.008 * lower)
        return np.asarray((fitted + self._folds(places)) * self.scale)

    def trouser_standoff(self, places: Matrix) -> Field:
        """How far the trousers stand off the helper layer, in metres."""
        lower = np.clip((self._hip_y - 0.1 - places[:, 1]) / 0.5, 0.0, 1.0)
        fitted = self.look.looseness * (0.004 + 0.009 * lower)
        return np.asarray((fitted + 0.7 * self._folds(places)) * self.scale)

    def _folds(self, places: Matrix) -> Field:
        # Long waves over the cloth; only loose cloth shows them.
        wave = np.sin(places[:, 1] * 31 + 9 * np.sin(places[:, 0] * 13)) * np.sin(
            places[:, 2] * 27 + places[:, 0] * 19
        )
        return np.asarray(0.006 * max(self.look.looseness - 0.8, 0.0) * wave)

    def _ear_z(self) -> float:
        posed = self.body.rig.pose({"root": np.eye(3)}, self.body.head("root"))
        return float(self.body.joints(posed)[1, 2])

    def _along_arm(self, places: Matrix) -> Field:
        """0 at the shoulder, 1 at the elbow, 2 at the wrist."""
        mirrored = places * [1.0, 1.0, 1.0]
        mirrored[:, 0] = np.abs(mirrored[:, 0])
        shoulder, elbow, wrist = (
            self.body.head(f"{bone}.L") for bone in ("upperarm01", "lowerarm01", "wrist")
        )
        upper, lower = elbow - shoulder, wrist - elbow
        on_upper = (mirrored - shoulder) @ upper / (upper @ upper)
        on_lower = (mirrored - elbow) @ lower / (lower @ lower)
        return np.asarray(np.where(on_lower > 0, 1 + on_lower, np.minimum(on_upper, 1.0)))
