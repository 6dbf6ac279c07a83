"""Read the MakeHuman base mesh from its OBJ file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

METRES_PER_UNIT = 0.1


@dataclass(frozen=True)
class BaseMesh:
    """The untouched mesh: skin, eyes, and helper layers that become clothes and hair.

    Parameters
    ----------
    vertices : ndarray of float, shape (n, 3)
        Positions in metres; y is up, z forward, x to the person's left.
    texture_points : ndarray of float, shape (m, 2)
        Texture coordinates, 0 to 1.
    faces : tuple of tuple of int
        Vertex indices of each face.
    face_textures : tuple of tuple of int
        Texture point of each corner, same shape as ``faces``.
    face_groups : tuple of str
        Name of the layer that each face belongs to.
    """

    vertices: npt.NDArray[np.float64]
    texture_points: npt.NDArray[np.float64]
    faces: tuple[tuple[int, ...], ...]
    face_textures: tuple[tuple[int, ...], ...]
    face_groups: tuple[str, ...]

    @cached_property
    def group_vertices(self) -> dict[str, npt.NDArray[np.int64]]:
        """Vertex indices used by each layer."""
        members: dict[str, set[int]] = {}
        for face, group in zip(self.faces, self.face_groups, strict=True):
            members.setdefault(group, set()).update(face)
        return {group: np.array(sorted(found)) for group, found in members.items()}


def read_base_mesh(path: Path) -> BaseMesh:
    """Read an OBJ file whose faces are grouped by ``g`` lines."""
    vertices: list[list[float]] = []
    texture_points: list[list[float]] = []
    faces: list[tuple[int, ...]] = []
    face_textures: list[tuple[int, ...]] = []
    face_groups: list[str] = []
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(word) for word in rest.split()[:3]])
        elif kind == "vt":
            texture_points.append([float(word) for word in rest.split()[:2]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            corners = [corner.split("/") for corner in rest.split()]
            faces.append(tuple(int(corner[0]) - 1 for corner in corners))
            face_textures.append(tuple(int(corner[1]) - 1 for corner in corners))
            face_groups.append(group)
    return BaseMesh(
        np.array(vertices) * METRES_PER_UNIT,
        np.array(texture_points),
        tuple(faces),
        tuple(face_textures),
        tuple(face_groups),
    )
