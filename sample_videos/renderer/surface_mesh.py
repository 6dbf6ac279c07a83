"""A drawable part of a body: triangles, texture points, smooth normals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .base_mesh import BaseMesh
from .rotations import Matrix

Indices = npt.NDArray[np.int64]


class SurfaceMesh:
    """Triangles of some layers of the base mesh.

    A vertex is split where the texture has a seam, but shares its normal, so
    that no seam shows in the light.

    Parameters
    ----------
    mesh : BaseMesh
        The mesh to take faces from.
    layer : callable
        Whether the faces of a layer (by name) are taken.
    keep : ndarray of bool, shape (n,), optional
        Base vertices that matter; a face stays when it has one of them.
    """

    def __init__(
        self,
        mesh: BaseMesh,
        layer: Callable[[str], bool],
        keep: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        corners, textures = _triangles(mesh, layer)
        if keep is not None:
            wanted = keep[corners].any(axis=1)
            corners, textures = corners[wanted], textures[wanted]
        self.base_vertices: Indices
        self.base_vertices, welded = np.unique(corners, return_inverse=True)
        self._welded_triangles = welded.reshape(-1, 3)
        pairs = np.column_stack([welded.ravel(), textures.ravel()])
        split, triangles = np.unique(pairs, axis=0, return_inverse=True)
        self.triangles: Indices = triangles.reshape(-1, 3)
        self.texture_points: Matrix = mesh.texture_points[split[:, 1]]
        self.welded_of_split: Indices = split[:, 0]
        self._gather = self._triangle_sum()

    def normals(self, positions: Matrix) -> Matrix:
        """Return unit normals of the welded vertices, shape (n, 3), from their positions."""
        a, b, c = (positions[self._welded_triangles[:, corner]] for corner in range(3))
        summed: Matrix = self._gather @ np.cross(b - a, c - a)
        summed /= np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12)
        return summed

    def _triangle_sum(self) -> sparse.csr_array:
        count = len(self._welded_triangles)
        rows = self._welded_triangles.ravel()
        columns = np.repeat(np.arange(count), 3)
        shape = (len(self.base_vertices), count)
        return sparse.csr_array((np.ones(3 * count), (rows, columns)), shape=shape)


def _triangles(mesh: BaseMesh, layer: Callable[[str], bool]) -> tuple[Indices, Indices]:
    corners, textures = [], []
    for face, texture, group in zip(mesh.faces, mesh.face_textures, mesh.face_groups, strict=True):
        if layer(group):
            for k in range(1, len(face) - 1):
                corners.append((face[0], face[k], face[k + 1]))
                textures.append((texture[0], texture[k], texture[k + 1]))
    return np.array(corners, dtype=np.int64), np.array(textures, dtype=np.int64)
