"""What is exactly known of a rendered clip: movements, angles and joints at every frame."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.arrays import FloatArray
from formcheck.errors import UsageError
from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.legs import SIDES, larger_knee_to_chest_deg
from formcheck.kinematics.signals import compute_signals
from formcheck.pose.landmarks import LANDMARK_COUNT, SIDED_JOINTS, Landmark, Side, landmark_of
from formcheck.pose.track import PoseTrack

#: True joints are all known; the hidden side is marked so that the near one is recognised.
_NEAR_VISIBILITY, _FAR_VISIBILITY = 1.0, 0.5


def compute_signals_from_joints(
    time_s: FloatArray, joints_px: FloatArray, names: Sequence[str], near: str
) -> dict[str, FloatArray]:
    """Return every signal of `formcheck.kinematics.signals.SIGNALS`.

    Parameters
    ----------
    time_s : (F,) float
    joints_px : (F, J, 2) float
        Pixels, x to the right and y down.
    names : sequence of str, length J
        ``nose``, or a joint with its side: ``shoulderL``, ``kneeR`` …
    near : {"L", "R"}
        The person's side that faces the camera.

    Returns
    -------
    dict of str to (F,) float
        NaN where a joint that a signal needs is not among the names.

    Raises
    ------
    ValueError
        If a name is unknown, or `near` is neither side.
    """
    if near not in ("L", "R"):
        raise ValueError(f"the near side is {near!r}, neither L nor R")
    xy_px = np.full((len(time_s), LANDMARK_COUNT, 2), np.nan)
    visibility = np.full((len(time_s), LANDMARK_COUNT), _FAR_VISIBILITY)
    for index, name in enumerate(names):
        landmark = _landmark_named(name)
        xy_px[:, landmark] = joints_px[:, index]
        if name.endswith(near):
            visibility[:, landmark] = _NEAR_VISIBILITY
    track = _as_track(time_s, xy_px, visibility)
    return compute_signals(xy_px, estimate_body_frame(track))


def _landmark_named(name: str) -> Landmark:
    if name == "nose":
        return Landmark.NOSE
    side: Side = "left" if name.endswith("L") else "right"
    joint = name[:-1]
    if joint not in SIDED_JOINTS or name[-1] not in "LR":
        raise ValueError(f"there is no joint {name!r}")
    return landmark_of(joint, side)


def _as_track(time_s: FloatArray, xy_px: FloatArray, visibility: FloatArray) -> PoseTrack:
    frames = len(time_s)
    return PoseTrack(
        time_s=time_s,
        xy_px=xy_px,
        visibility=visibility,
        presence=np.ones_like(visibility),
        world_m=np.zeros((frames, LANDMARK_COUNT, 3)),
        picture_change=np.zeros(frames),
        people=np.ones(frames, dtype=np.int64),
        # Only the positions are used; the size of the picture plays no part.
        width_px=1,
        height_px=1,
    )


@dataclass(frozen=True)
class Truth:
    """True values of signals.

    Attributes
    ----------
    time_s : (F,) float
        Seconds after the first frame, increasing.
    signals : mapping of str to (F,) float
        Named as in `formcheck.kinematics.signals.SIGNALS`; NaN where unknown.
    """

    time_s: FloatArray
    signals: Mapping[str, FloatArray]

    def at(self, name: str, time_s: FloatArray) -> FloatArray:
        """Return a signal at other moments, by linear interpolation; NaN outside."""
        return np.asarray(
            np.interp(time_s, self.time_s, self.signals[name], left=np.nan, right=np.nan)
        )


def read_truth(path: Path) -> Truth:
    """Read true angles from a file.

    Three forms are read:

    - ``.npz`` with ``time_s`` and one array a signal (``trunk_inclination_deg``);
    - ``.npz`` of a renderer's true joints: ``j2`` (F, J, 2) in pixels, their
      ``names``, ``fps`` and the ``near`` side (``"L"`` or ``"R"``), from which
      the signals are computed;
    - ``.csv`` with a column ``time_s`` and one column a signal.

    Raises
    ------
    UsageError
        If it cannot be read or has none of these forms.
    """
    try:
        columns = _read_csv(path) if path.suffix.lower() == ".csv" else _read_npz(path)
        return _to_truth(columns)
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise UsageError(
            f"The true angles in “{path.name}” cannot be read: {error}.",
            "They need a column time_s and one column for each signal; see docs/accuracy.md.",
        ) from error


def _to_truth(columns: Mapping[str, NDArray[np.generic]]) -> Truth:
    if "j2" in columns:
        joints = np.asarray(columns["j2"], dtype=float)
        time_s = np.arange(len(joints)) / float(columns["fps"])
        names = [str(name) for name in columns["names"]]
        signals = compute_signals_from_joints(time_s, joints, names, str(columns["near"]))
        return Truth(time_s, signals)
    time_s = np.asarray(columns["time_s"], dtype=float)
    if time_s.ndim != 1 or len(time_s) < 2 or not bool(np.all(np.diff(time_s) > 0)):
        raise ValueError("time_s does not increase from frame to frame")
    signals = {
        name: np.asarray(values, dtype=float)
        for name, values in columns.items()
        if name.endswith("_deg") and values.shape == time_s.shape
    }
    if not signals:
        raise ValueError("there is no column that ends in _deg")
    if {f"{side}_knee_to_chest_deg" for side in SIDES} <= set(signals):
        signals["knee_to_chest_deg"] = larger_knee_to_chest_deg(signals)
    return Truth(time_s, signals)


def _read_npz(path: Path) -> dict[str, NDArray[np.generic]]:
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _read_csv(path: Path) -> dict[str, NDArray[np.generic]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        raise ValueError("it holds no rows")
    return {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in rows[0]
        if name == "time_s" or name.endswith("_deg")
    }
