"""Linear blend skinning: the skin follows the bones."""

from __future__ import annotations

from typing import Any

import numpy as np

from .rig import PosedBones, Rig
from .rotations import Matrix


class Skin:
    """Some vertices of a body that follow its bones.

    Parameters
    ----------
    rig : Rig
        The skeleton.
    vertices : ndarray of float, shape (n, 3)
        Rest positions in metres.
    weights : scipy.sparse.csr_array, shape (n, bones)
        Rows of the rig's weights for these vertices.
    """

    def __init__(self, rig: Rig, vertices: Matrix, weights: Any) -> None:
        self._heads = rig.heads
        self._homogeneous = np.column_stack([vertices, np.ones(len(vertices))])
        self._weights = weights

    def follow(self, posed: PosedBones) -> Matrix:
        """World positions of the vertices, shape (n, 3), in metres."""
        moves = posed.heads - np.einsum("bij,bj->bi", posed.rotations, self._heads)
        transforms = np.concatenate([posed.rotations, moves[:, :, None]], axis=2)
        mixed = (self._weights @ transforms.reshape(-1, 12)).reshape(-1, 3, 4)
        placed: Matrix = np.einsum("vij,vj->vi", mixed, self._homogeneous)
        return placed
