"""Signals from true joint positions, with the same formulas that serve the landmarks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.body import estimate_body_frame
from formcheck.kinematics.signals import compute_signals
from formcheck.pose.landmarks import LANDMARK_COUNT, SIDED_JOINTS, Landmark, Side, landmark_of
from formcheck.pose.track import PoseTrack

FloatArray = NDArray[np.float64]

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
