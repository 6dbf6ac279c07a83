"""A person: shaped mesh, skeleton, and the places that truth is read from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from .assets import find_body_data
from .base_mesh import BaseMesh, read_base_mesh
from .phenotype import Phenotype, shape_vertices
from .rig import PosedBones, Rig, Skin, read_rig
from .rotations import Matrix, Vector

Side = Literal["left", "right"]
SIDES: dict[Side, str] = {"left": "L", "right": "R"}
JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
JOINT_NAMES = (
    "nose",
    *(f"{side}_{part}" for side in SIDES for part in ("ear", *JOINT_BONES, "heel", "foot_index")),
)


class Body:
    """One person in rest position, standing on the floor at the origin.

    Parameters
    ----------
    phenotype : Phenotype
        What the person is like.
    data : Path, optional
        Folder of the body data; found (or fetched) when not given.
    """

    def __init__(self, phenotype: Phenotype, data: Path | None = None) -> None:
        self.phenotype = phenotype
        self.data = data or find_body_data()
        self.mesh: BaseMesh = _base_mesh(self.data)
        self.groups = self.mesh.group_vertices
        shaped = shape_vertices(self.mesh.vertices, phenotype, self.data)
        self.vertices = self._at_stature(shaped, phenotype.stature_m)
        self.rig: Rig = read_rig(self.data, self.vertices, self.groups)
        self._ears, self._nose = self._find_face()
        self._feet = self._find_feet()
        points = [*self._ears.values(), self._nose, *self._feet.values()]
        self._point_slices = np.cumsum([0] + [len(point) for point in points])
        self._point_skin = self.skin(np.concatenate(points))

    def skin(self, chosen: npt.NDArray[np.int64]) -> Skin:
        """Skinning for some of the vertices."""
        return Skin(self.rig, self.vertices[chosen], self.rig.weights[chosen])

    def head(self, bone: str) -> Vector:
        """Rest position of a bone's beginning, in metres."""
        return self.rig.head(bone)

    def belly(self, chosen: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """How far each vertex rises with the breath: 1 at the middle of the belly, 0 elsewhere."""
        middle = (self.head("spine04") + self.head("spine03")) / 2
        places = self.vertices[chosen] - middle
        across, up = places[:, 0] / 0.13, places[:, 1] / 0.12
        inside: npt.NDArray[np.float64] = np.exp(-0.5 * (across**2 + up**2)) * np.clip(
            places[:, 2] / 0.06, 0.0, 1.0
        )
        trunk = self.rig.vertices_of(("spine", "pelvis", "root"), 0.5)[chosen]
        return np.where(trunk, inside, 0.0)

    def ahead_of_belly(self, posed: PosedBones) -> Vector:
        """Way the belly points, in the world."""
        ahead: Vector = posed.rotations[self.rig.index("spine04")][:, 2]
        return ahead

    def joints(self, posed: PosedBones) -> Matrix:
        """World positions of the joints of ``JOINT_NAMES``, shape (joints, 3), in metres."""
        placed = self._point_skin.follow(posed)
        means = [
            placed[start:end].mean(axis=0)
            for start, end in zip(self._point_slices, self._point_slices[1:], strict=False)
        ]
        ears, nose, heels, toes = means[0:2], means[2], means[3:5], means[5:7]
        rows = [nose]
        for number, letter in enumerate(SIDES.values()):
            rows.append(ears[number])
            rows += [posed.heads[self.rig.index(f"{b}.{letter}")] for b in JOINT_BONES.values()]
            rows += [heels[number], toes[number]]
        return np.array(rows)

    @staticmethod
    def _at_stature(vertices: Matrix, stature_m: float) -> Matrix:
        # The skin, not the joint markers around it, decides where the floor is.
        skin = vertices[:13380]
        floor, top = skin[:, 1].min(), skin[:, 1].max()
        standing: Matrix = (vertices - [0, floor, 0]) * (stature_m / (top - floor))
        return standing

    def _find_face(self) -> tuple[dict[str, npt.NDArray[np.int64]], npt.NDArray[np.int64]]:
        skin = self.groups["body"]
        on_head = skin[self.rig.vertices_of(("head",), 0.9)[skin]]
        eye = self.vertices[self.groups["helper-l-eye"]].mean(axis=0)
        places = self.vertices[on_head]
        beside = on_head[np.abs(places[:, 1] - eye[1] + 0.01) < 0.05]
        outwards = np.argsort(self.vertices[beside, 0])
        ears = {"left": beside[outwards[-12:]], "right": beside[outwards[:12]]}
        middle = on_head[np.abs(places[:, 1] - eye[1] + 0.04) < 0.03]
        nose = middle[np.argsort(self.vertices[middle, 2])[-4:]]
        return ears, nose

    def _find_feet(self) -> dict[str, npt.NDArray[np.int64]]:
        skin = self.groups["body"]
        found = {}
        for name, letter in SIDES.items():
            foot = skin[self.rig.vertices_of((f"foot.{letter}", "toe"), 0.5)[skin]]
            sign = 1 if name == "left" else -1
            foot = foot[self.vertices[foot, 0] * sign > 0]
            forward = np.argsort(self.vertices[foot, 2])
            found[f"heel_{name}"] = foot[forward[:10]]
            found[f"toes_{name}"] = foot[forward[-25:]]
        return {key: found[key] for key in sorted(found)}


@lru_cache(maxsize=1)
def _base_mesh(data: Path) -> BaseMesh:
    return read_base_mesh(data / "3dobjs" / "base.obj")
