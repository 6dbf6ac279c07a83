"""Exact truth of every frame: joints, segments, signals, phase, repetition."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck.files import open_for_replacing

from .body import JOINT_NAMES
from .motion import PHASES, Instant, Leg
from .rig import PosedBones
from .rotations import Matrix
from .signals import compute_signals

SEGMENTS = {"pelvis": "root", "mid_spine": "spine03", "upper_spine": "spine01", "head": "head"}


@dataclass
class TruthRecorder:
    """Collects what is true in each frame.

    Parameters
    ----------
    near_side : {"left", "right"}
    facing : {"left", "right"}
        Which way the toes (or, lying on the front, the head) point in the picture.
    """

    near_side: str
    facing: str
    _rows: list[tuple[float, Instant, Matrix, Matrix, Matrix, list[float]]] = field(
        default_factory=list
    )

    def add(
        self,
        time_s: float,
        instant: Instant,
        posed: PosedBones,
        bone_index: dict[str, int],
        own: Matrix,
        room: Matrix,
        pixels: Matrix,
    ) -> None:
        """Add a frame: joints in the person's own space, in the room, and in the picture."""
        segments = [_inclination(posed.rotations[bone_index[b]]) for b in SEGMENTS.values()]
        self._rows.append((time_s, instant, own, room, pixels, segments))

    def finish(self) -> Truth:
        """Compute the signals over the whole clip."""
        times, instants, own, room, pixels, segments = zip(*self._rows, strict=True)
        phase = np.array([PHASES.index(instant.phase) for instant in instants], np.int8)
        repetition = np.array([instant.repetition for instant in instants], np.int16)
        rest = rest_frames(phase, repetition)
        flat = np.array(own)[:, :, :2]
        picture = np.array(pixels)
        ahead = 1.0 if self.facing == "right" else -1.0
        legs = [instant.moment.leg for instant in instants]
        signals = compute_signals(flat, self.near_side, rest)
        in_picture = compute_signals(picture * [ahead, -1.0], self.near_side, rest)
        for values in (signals, in_picture):
            values["knee_to_chest_deg"] = _of_moving_leg(values, legs)
        return Truth(
            time_s=np.array(times),
            phase=phase,
            repetition=repetition,
            amount=np.array([instant.moment.amount for instant in instants]),
            joints_m=np.array(room),
            joints_px=picture,
            segments_deg=np.array(segments),
            signals=signals,
            picture_signals=in_picture,
            near_side=self.near_side,
            facing=self.facing,
            rest=rest,
        )


@dataclass(frozen=True)
class Truth:
    """What is true in each frame of a clip.

    Parameters
    ----------
    time_s : ndarray of float, shape (frames,)
    phase : ndarray of int, shape (frames,)
        Index into ``PHASES``.
    repetition : ndarray of int, shape (frames,)
        Counted from 1; 0 outside any repetition.
    amount : ndarray of float, shape (frames,)
        0 at rest, 1 at the end of the person's range.
    joints_m : ndarray of float, shape (frames, joints, 3)
        Places in the room in metres: x right, y up, z towards the camera.
    joints_px : ndarray of float, shape (frames, joints, 2)
        Places in the picture, from its top left corner.
    segments_deg : ndarray of float, shape (frames, 4)
        Direction of pelvis, mid spine, upper spine and head from +x,
        counter-clockwise in the person's own side view; 90 upright.
    signals, picture_signals : dict of str to ndarray, shape (frames,)
        The signals from true joints, seen squarely from the side and in metres;
        and from their places in this picture.
    near_side, facing : {"left", "right"}
    rest : slice
        Frames of the start position, the baseline of changes.
    """

    time_s: npt.NDArray[np.float64]
    phase: npt.NDArray[np.int8]
    repetition: npt.NDArray[np.int16]
    amount: npt.NDArray[np.float64]
    joints_m: Matrix
    joints_px: Matrix
    segments_deg: Matrix
    signals: dict[str, npt.NDArray[np.float64]]
    picture_signals: dict[str, npt.NDArray[np.float64]]
    near_side: str
    facing: str
    rest: slice

    def change(self, name: str) -> npt.NDArray[np.float64]:
        """Return a signal minus its median in the start position."""
        values = self.signals[name]
        changed: npt.NDArray[np.float64] = values - np.median(values[self.rest])
        return changed

    def save(self, path: Path, faults: dict[str, npt.NDArray[np.bool_]]) -> None:
        """Write everything to an ``.npz`` file.

        Every signal is an array of its own, so that ``formcheck evaluate`` finds
        it by name; the picture's have the prefix ``picture_``.
        """
        arrays: dict[str, Any] = {
            "time_s": self.time_s,
            "phase": self.phase,
            "phase_names": np.array(PHASES),
            "repetition": self.repetition,
            "amount": self.amount.astype(np.float32),
            "joint_names": np.array(JOINT_NAMES),
            "joints_m": self.joints_m.astype(np.float32),
            "joints_px": self.joints_px.astype(np.float32),
            "segment_names": np.array(list(SEGMENTS)),
            "segments_deg": self.segments_deg.astype(np.float32),
            "near_side": np.array(self.near_side),
            "facing": np.array(self.facing),
            "fault_ids": np.array(list(faults), dtype="U8"),
            "fault_active": np.array(list(faults.values()), dtype=bool).reshape(
                len(faults), len(self.time_s)
            ),
        }
        arrays |= {name: values.astype(np.float32) for name, values in self.signals.items()}
        for name, values in self.picture_signals.items():
            arrays[f"picture_{name}"] = values.astype(np.float32)
        with open_for_replacing(path) as file:
            np.savez_compressed(file, **arrays)


def rest_frames(phase: npt.NDArray[np.int8], repetition: npt.NDArray[np.int16]) -> slice:
    """Return the frames in the start position before the first repetition."""
    resting = phase == PHASES.index("rest")
    moved = np.flatnonzero(repetition > 0)
    first = int(moved[0]) if len(moved) else len(phase)
    before = np.flatnonzero(resting[:first])
    if len(before) == 0:
        return slice(0, max(1, first))
    return slice(int(before[0]), int(before[-1]) + 1)


def _of_moving_leg(
    values: dict[str, npt.NDArray[np.float64]], legs: list[Leg]
) -> npt.NDArray[np.float64]:
    """Knee-to-chest angle of the leg that moves; the mean of both where both do."""
    left, right = (values[f"{side}_knee_to_chest_deg"] for side in ("left", "right"))
    share = np.array([{"left": 0.0, "right": 1.0, "both": 0.5}[leg] for leg in legs])
    moving: npt.NDArray[np.float64] = (1 - share) * left + share * right
    return moving


def _inclination(rotation: Matrix) -> float:
    up = rotation @ np.array([0.0, 1.0, 0.0])
    return float(np.degrees(np.arctan2(up[1], up[0])))
