"""The skeleton: bones in rest position, how they are posed, and the skin that follows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .rotations import Matrix, Vector

ROOT = "root"


@dataclass(frozen=True)
class PosedBones:
    """Every bone of one pose in the world.

    Parameters
    ----------
    rotations : ndarray of float, shape (bones, 3, 3)
        Turn of each bone from its rest position.
    heads : ndarray of float, shape (bones, 3)
        Where each bone begins, in metres.
    """

    rotations: Matrix
    heads: Matrix


@dataclass(frozen=True)
class Rig:
    """Bones in rest position; bones of the face are folded into the head.

    Parameters
    ----------
    names : tuple of str
        Parents come before their children.
    parents : ndarray of int, shape (bones,)
        Index of the parent, -1 for the root.
    heads : ndarray of float, shape (bones, 3)
        Where each bone begins, in metres.
    weights : scipy.sparse.csr_array, shape (vertices, bones)
        Share of each bone in the place of each vertex; rows add up to 1.
    """

    names: tuple[str, ...]
    parents: npt.NDArray[np.int64]
    heads: Matrix
    weights: Any

    def index(self, name: str) -> int:
        """Position of a bone in ``names``."""
        return self.names.index(name)

    def head(self, name: str) -> Vector:
        """Rest position of the beginning of a bone, in metres."""
        place: Vector = self.heads[self.index(name)]
        return place

    def pose(
        self,
        turns: Mapping[str, Matrix],
        root: Vector,
        shifts: Mapping[str, Vector] | None = None,
    ) -> PosedBones:
        """Place every bone.

        Parameters
        ----------
        turns : mapping of str to ndarray, shape (3, 3)
            World rotation of a bone from rest; a bone that is not named
            follows its parent. The root must be named.
        root : ndarray of float, shape (3,)
            World position of the root, in metres.
        shifts : mapping of str to ndarray of float, shape (3,), optional
            How far a bone (and all that hangs on it) gives way against its
            parent, in metres; soft tissue lets the waist shorten a little.
        """
        rotations = np.array(list(turns.values()))[self._turned_by(tuple(turns))]
        # How far each bone begins from where its parent does; the root is its own parent here.
        away = np.einsum("bij,bj->bi", rotations[self.parents], self._rest_away)
        for name, shift in (shifts or {}).items():
            away[self.index(name)] += shift
        away[self.parents < 0] = root
        return PosedBones(rotations, self._hangs_on @ away)

    def _turned_by(self, named: tuple[str, ...]) -> npt.NDArray[np.int64]:
        """Which of the named bones turns each bone: itself, or the nearest that it hangs on."""
        if named not in self._kept_turned_by:
            place: list[int] = []
            for name, parent in zip(self.names, self.parents.tolist(), strict=True):
                place.append(named.index(name) if name in named else place[parent])
            self._kept_turned_by[named] = np.array(place)
        return self._kept_turned_by[named]

    @cached_property
    def _kept_turned_by(self) -> dict[tuple[str, ...], npt.NDArray[np.int64]]:
        return {}

    @cached_property
    def _rest_away(self) -> Matrix:
        """From the beginning of the parent to that of each bone at rest, (bones, 3), metres."""
        away: Matrix = self.heads - self.heads[self.parents]
        return away

    @cached_property
    def _hangs_on(self) -> Matrix:
        """1 where a bone (row) is, or hangs on, another (column)."""
        hangs_on = np.eye(len(self.names))
        for bone, parent in enumerate(self.parents.tolist()):
            if parent >= 0:
                hangs_on[bone] += hangs_on[parent]
        return hangs_on

    def vertices_of(self, bones: tuple[str, ...], share: float) -> npt.NDArray[np.bool_]:
        """Which vertices follow the bones (by name or prefix) by more than ``share``."""
        columns = [i for i, name in enumerate(self.names) if name.startswith(bones)]
        total = np.asarray(self.weights[:, columns].sum(axis=1)).ravel()
        chosen: npt.NDArray[np.bool_] = total > share
        return chosen


class Skin:
    """Some vertices of a body that follow its bones, by linear blend skinning.

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


def read_rig(
    data: Path,
    vertices: npt.NDArray[np.float64],
    group_vertices: Mapping[str, npt.NDArray[np.int64]],
) -> Rig:
    """Read the default skeleton and fit it into a shaped body."""
    folder = data / "rigs" / "standard"
    described = json.loads((folder / "rig.default.json").read_text(encoding="utf-8"))
    bones: dict[str, dict[str, Any]] = described.get("bones", described)
    kept = {name: _kept_bone(name, bones) for name in bones}
    names = [name for name in _parents_first(bones) if kept[name] == name]
    order = {name: i for i, name in enumerate(names)}
    parents = [order[kept[bones[n]["parent"]]] if bones[n]["parent"] else -1 for n in names]
    heads = [_end_position(bones[n]["head"], vertices, group_vertices) for n in names]
    weights = json.loads((folder / "weights.default.json").read_text(encoding="utf-8"))
    table = _weight_table(weights["weights"], kept, order, len(vertices))
    return Rig(tuple(names), np.array(parents), np.array(heads), table)


def _kept_bone(name: str, bones: Mapping[str, dict[str, Any]]) -> str:
    if name.startswith("breast"):
        return "spine02"
    above: str | None = name
    while above:
        if above == "head":
            return "head"
        above = bones[above]["parent"]
    return name


def _parents_first(bones: Mapping[str, dict[str, Any]]) -> list[str]:
    children: dict[str, list[str]] = {}
    for name, bone in bones.items():
        children.setdefault(bone["parent"] or "", []).append(name)
    ordered: list[str] = []
    waiting = list(children[""])
    while waiting:
        name = waiting.pop(0)
        ordered.append(name)
        waiting.extend(children.get(name, []))
    return ordered


def _end_position(
    end: Mapping[str, Any],
    vertices: npt.NDArray[np.float64],
    group_vertices: Mapping[str, npt.NDArray[np.int64]],
) -> Vector:
    place: Vector
    if end["strategy"] == "CUBE":
        place = vertices[group_vertices[end["cube_name"]]].mean(axis=0)
    elif end["strategy"] == "MEAN":
        place = vertices[end["vertex_indices"]].mean(axis=0)
    else:
        place = vertices[end["vertex_index"]]
    return place


def _weight_table(
    listed: Mapping[str, list[list[float]]],
    kept: Mapping[str, str],
    order: Mapping[str, int],
    vertex_count: int,
) -> Any:
    table = np.zeros((vertex_count, len(order)))
    for bone, pairs in listed.items():
        if bone in kept and pairs:
            array = np.array(pairs)
            table[array[:, 0].astype(int), order[kept[bone]]] += array[:, 1]
    total = table.sum(axis=1, keepdims=True)
    table[total[:, 0] < 1e-6, order[ROOT]] = 1.0
    table /= table.sum(axis=1, keepdims=True)
    table[table < 0.01] = 0.0
    table /= table.sum(axis=1, keepdims=True)
    return sparse.csr_array(table)
