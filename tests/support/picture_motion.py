"""What the picture itself would show of a tilt, for tracks of the stick person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.pose.image_layout import (
    COLUMNS,
    KEPT,
    PATCHES,
    SHIFT_X,
    SHIFT_Y,
    THREAD,
    TURN,
)
from formcheck.pose.track import PoseTrack

#: Of one typical tilt, seen with the head to the left: turn of the thigh, shifts in torso lengths.
_TURN_DEG, _SHIFT_TORSO = 3.6, 0.045


def with_picture(
    track: PoseTrack,
    tilts: FloatArray,
    *,
    torso_px: float,
    patches: tuple[str, ...] = ("thigh", "pelvis"),
    noise: float = 0.0,
    seed: int = 0,
) -> PoseTrack:
    """Return the track with image motion of so many typical tilts at each frame.

    Parameters
    ----------
    track : PoseTrack
        Of somebody whose head lies to the left.
    tilts : (F,) float
    torso_px : float
    patches : tuple of str
        Those that move; the others stay where they are.
    noise : float
        Standard deviation, in typical tilts.
    seed : int
    """
    random = np.random.default_rng(seed)
    motion = np.zeros((track.frame_count, len(PATCHES), COLUMNS))
    motion[..., KEPT] = 1.0
    for index, name in enumerate(PATCHES):
        moved = tilts if name in patches else np.zeros_like(tilts)
        moved = moved + noise * random.normal(size=len(tilts))
        along = _SHIFT_TORSO * torso_px * moved / np.sqrt(2.0)
        motion[:, index, SHIFT_X], motion[:, index, SHIFT_Y] = -along, -along
        if name == "thigh":
            motion[:, index, TURN] = _TURN_DEG * moved
    motion[..., THREAD] = 0
    return replace(track, image_motion=motion)
