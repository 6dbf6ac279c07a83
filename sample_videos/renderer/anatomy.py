"""Measures of one body that the pose solver needs: limb lengths, rest frames, contact skin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .body import SIDES, Body
from .rig import Skin
from .rotations import Matrix, Vector, frame_along

_SPREAD = 4  # every fourth vertex is close enough for contact with the floor


class Anatomy:
    """Lengths in metres, and for each limb the frame it has in the rest position.

    Parameters
    ----------
    body : Body
        The person.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        self.scale = body.phenotype.stature_m / 1.75
        self.rest_frames: dict[str, Matrix] = {}
        for letter in SIDES.values():
            self._measure_arm(letter)
            self._measure_leg(letter)
        self.upper_arm_m = self._distance("upperarm01.L", "lowerarm01.L")
        self.forearm_m = self._distance("lowerarm01.L", "wrist.L")
        self.thigh_m = self._distance("upperleg01.L", "lowerleg01.L")
        self.shank_m = self._distance("lowerleg01.L", "foot.L")
        self.trunk_m = float(body.head("upperarm01.L")[1] - body.head("upperleg01.L")[1])
        self.ankle_height_m = float(body.head("foot.L")[1])
        self.hip_half_width_m = float(body.head("upperleg01.L")[0])
        self.thorax_skin = self._contact(("spine02", "spine01"), 0.6)
        self.pelvis_skin = self._contact(("root", "pelvis", "upperleg", "spine05"), 0.6)
        self.head_skin = self._contact(("head",), 0.9)
        self.back_of_hips = self._back_of_hips()

    @property
    def arm_m(self) -> float:
        """Shoulder to wrist, straight, in metres."""
        return self.upper_arm_m + self.forearm_m

    @property
    def leg_m(self) -> float:
        """Hip to ankle, straight, in metres."""
        return self.thigh_m + self.shank_m

    def _distance(self, first: str, second: str) -> float:
        return float(np.linalg.norm(self.body.head(first) - self.body.head(second)))

    def _measure_arm(self, letter: str) -> None:
        head = self.body.head
        shoulder, elbow = head(f"upperarm01.{letter}"), head(f"lowerarm01.{letter}")
        wrist = head(f"wrist.{letter}")
        hinge = np.cross(elbow - shoulder, wrist - elbow)
        self.rest_frames[f"upper_arm.{letter}"] = frame_along(elbow - shoulder, hinge)
        self.rest_frames[f"forearm.{letter}"] = frame_along(wrist - elbow, hinge)
        index, little = head(f"finger2-1.{letter}"), head(f"finger5-1.{letter}")
        back = np.cross(index - wrist, little - wrist)
        back = back if back[1] > 0 else -back
        middle = head(f"finger3-1.{letter}")
        self.rest_frames[f"hand.{letter}"] = frame_along(middle - wrist, back)

    def _measure_leg(self, letter: str) -> None:
        head = self.body.head
        hip, knee, ankle = (head(f"{b}.{letter}") for b in ("upperleg01", "lowerleg01", "foot"))
        sideways = np.array([1.0, 0.0, 0.0])
        self.rest_frames[f"thigh.{letter}"] = frame_along(knee - hip, sideways)
        self.rest_frames[f"shank.{letter}"] = frame_along(ankle - knee, sideways)

    def _contact(self, bones: tuple[str, ...], share: float) -> Skin:
        skin = self.body.groups["body"]
        chosen = skin[self.body.rig.vertices_of(bones, share)[skin]]
        return self.body.skin(chosen[::_SPREAD])

    def _back_of_hips(self) -> Vector:
        """Place for the left hand on the back of the hips, from the root, at rest."""
        places: npt.NDArray[np.float64] = self.body.vertices[self.body.groups["body"]]
        y = self.body.head("upperleg01.L")[1] + 0.10 * self.scale
        band = places[(np.abs(places[:, 1] - y) < 0.02) & (np.abs(places[:, 0]) < 0.25)]
        side = 0.62 * band[:, 0].max()
        near = band[np.abs(band[:, 0] - side) < 0.03]
        spot = np.array([side + 0.012, y, near[:, 2].min() - 0.045 * self.scale])
        return spot - self.body.head("root")
