"""The truth of a film: that of its takes, carried along by the edit list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.files import open_for_replacing

from ..body import JOINT_NAMES
from ..measure import record_all
from ..motion import PHASES
from ..performer import Performer
from ..rotations import Matrix
from ..take import moved_camera
from ..truth import Truth
from .edit import FilmFrame, Layer
from .film import Film
from .finish import zoom_matrix

#: Turned further away than this, nobody counts anything.
SEEN_TO_YAW_DEG = 52.0
#: Less far aside than this, and with no joint so near the picture's edge, of its shorter side and
#: on either side of it, nobody may refuse to judge.
_CERTAIN_TO_YAW_DEG = 33.0
_EDGE_SHARE = 0.03
_SEEN_JOINTS = ("shoulder", "hip", "knee")
_PLAIN_SHARE = 0.9

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FilmTruth:
    """What is true in each picture of a film.

    Parameters
    ----------
    time_s : ndarray of float, shape (frames,)
    take : ndarray of str, shape (frames,)
        Name of the take that is mostly seen; empty for a card.
    take_s : ndarray of float, shape (frames,)
        Time in that take; NaN for a card.
    row : ndarray of int, shape (frames,)
        Row in the truth of that take; -1 for a card.
    piece : ndarray of int, shape (frames,)
    share : ndarray of float, shape (frames,)
        How much of the picture the take is; less than 1 while the film changes.
    yaw_deg : ndarray of float, shape (frames,)
        How far from square to the side the camera stands.
    joints_px : ndarray of float, shape (frames, joints, 2)
        NaN on a card.
    seen : ndarray of bool, shape (frames,)
        The person can be judged: trunk and thigh are in the picture, or at its very edge,
        no further aside than 52 degrees, and the film does not change.
    certain : ndarray of bool, shape (frames,)
        So squarely, and so clear of the edge, that nobody may refuse to judge.
    goes_on : ndarray of bool, shape (frames,)
        Where a new piece begins: the same performance goes on, with no time left out
        but what the film showed something else. True everywhere else.
    takes : dict of str to Truth
    """

    time_s: Numbers
    take: npt.NDArray[np.str_]
    take_s: Numbers
    row: npt.NDArray[np.int64]
    piece: npt.NDArray[np.int64]
    share: Numbers
    yaw_deg: Numbers
    joints_px: Matrix
    seen: Flags
    certain: Flags
    goes_on: Flags
    takes: dict[str, Truth]

    def save(self, path: Path) -> None:
        """Write everything to an ``.npz`` file, the signals of the takes frame by frame."""
        arrays: dict[str, Any] = {
            "time_s": self.time_s,
            "take": self.take,
            "take_time_s": self.take_s,
            "piece": self.piece.astype(np.int16),
            "share": self.share.astype(np.float32),
            "yaw_deg": self.yaw_deg.astype(np.float32),
            "seen": self.seen,
            "goes_on": self.goes_on,
            "phase_names": np.array(PHASES),
            "joint_names": np.array(JOINT_NAMES),
            "joints_px": self.joints_px.astype(np.float32),
            "phase": self._of_takes("phase", -1).astype(np.int8),
            "repetition": self._of_takes("repetition", 0).astype(np.int16),
            "amount": self._of_takes("amount", np.nan).astype(np.float32),
        }
        names = next(iter(self.takes.values())).signals
        for name in names:
            values = self._each(lambda truth, row, n=name: truth.signals[n][row], np.nan)
            arrays[name] = values.astype(np.float32)
        with open_for_replacing(path) as file:
            np.savez_compressed(file, **arrays)

    def _of_takes(self, name: str, otherwise: float) -> Numbers:
        return self._each(lambda truth, row: getattr(truth, name)[row], otherwise)

    def _each(self, value: Any, otherwise: float) -> Numbers:
        return np.array(
            [
                value(self.takes[str(take)], row) if row >= 0 else otherwise
                for take, row in zip(self.take, self.row, strict=True)
            ],
            dtype=float,
        )


def carry_along(
    film: Film, frames: list[FilmFrame], performers: Mapping[str, Performer]
) -> FilmTruth:
    """Record every take whole, and bring its truth to where the film shows it."""
    takes = {take.name: record_all(take, performers[take.name]) for take in film.take}
    names = [film.piece[frame.layer.piece].take for frame in frames]
    rows = [_row(film, frame.layer, takes) for frame in frames]
    joints = [
        _joints(film, frame.layer, takes, row) for frame, row in zip(frames, rows, strict=True)
    ]
    yaw = [_yaw_deg(film, frame.layer) for frame in frames]
    share = np.array([frame.share for frame in frames])
    joints_px = np.array(joints)
    seen = (share >= _PLAIN_SHARE) & (np.abs(yaw) <= SEEN_TO_YAW_DEG)
    near = [takes[name].near_side if name else "left" for name in names]
    edge_px = _EDGE_SHARE * min(film.width, film.height)
    inside_px = _inside_px(joints_px, near, film.width, film.height)
    seen &= inside_px > -edge_px
    certain = (inside_px >= edge_px) & (np.abs(yaw) <= _CERTAIN_TO_YAW_DEG)
    return FilmTruth(
        time_s=np.array([frame.time_s for frame in frames]),
        take=np.array(names),
        take_s=np.array(
            [f.layer.take_s if n else np.nan for f, n in zip(frames, names, strict=True)]
        ),
        row=np.array(rows),
        piece=np.array([frame.layer.piece for frame in frames]),
        share=share,
        yaw_deg=np.array(yaw),
        joints_px=joints_px,
        seen=seen,
        certain=certain,
        goes_on=_goes_on(film, frames),
        takes=takes,
    )


def _row(film: Film, layer: Layer, takes: Mapping[str, Truth]) -> int:
    piece = film.piece[layer.piece]
    if piece.card is not None:
        return -1
    times_s = takes[piece.take].time_s
    return int(np.argmin(np.abs(times_s - layer.take_s)))


def _joints(film: Film, layer: Layer, takes: Mapping[str, Truth], row: int) -> Matrix:
    if row < 0:
        return np.full((len(JOINT_NAMES), 2), np.nan)
    piece = film.piece[layer.piece]
    matrix = zoom_matrix(piece, film.width, film.height)
    placed: Matrix = takes[piece.take].joints_px[row] @ matrix[:, :2].T + matrix[:, 2]
    return placed


def _yaw_deg(film: Film, layer: Layer) -> float:
    piece = film.piece[layer.piece]
    if piece.card is not None:
        return 0.0
    take = film.take_named(piece.take)
    return take.camera.yaw_deg - moved_camera(take, layer.take_s).orbit_deg


def _inside_px(joints_px: Matrix, near: list[str], width: int, height: int) -> Numbers:
    """How far inside the picture all of trunk and thigh are; below 0 outside it."""
    inside_px = np.full(len(joints_px), np.inf)
    for joint in _SEEN_JOINTS:
        columns = [JOINT_NAMES.index(f"{side}_{joint}") for side in near]
        places = joints_px[np.arange(len(joints_px)), columns]
        margins = np.hstack([places, [width, height] - places])
        inside_px = np.minimum(inside_px, np.nan_to_num(margins.min(axis=1), nan=-np.inf))
    return inside_px


def _goes_on(film: Film, frames: list[FilmFrame]) -> Flags:
    """Whether each frame follows the one before it in the same performance, in step."""
    goes_on = np.ones(len(frames), dtype=bool)
    last: dict[str, tuple[float, float]] = {}
    for number, frame in enumerate(frames):
        piece = film.piece[frame.layer.piece]
        if piece.card is not None:
            goes_on[number] = number == 0 or frames[number - 1].layer.piece == frame.layer.piece
            continue
        performance = film.performance_of(piece.take)
        begins = number == 0 or frames[number - 1].layer.piece != frame.layer.piece
        if begins and number > 0:
            known = last.get(performance)
            # As much time has gone by in the performance as in the film, give or take.
            goes_on[number] = known is not None and (
                abs((frame.time_s - known[0]) - (frame.layer.take_s - known[1])) < 0.25
            )
        last[performance] = (frame.time_s, frame.layer.take_s)
    return goes_on
