"""Telling a person who walks from one who stands: both feet travel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

#: Torso lengths. In a bend no foot moves by more than 0.13 (on film 0.08); in walking the one that
#: moves less travels by 0.65 and more within a rocking of the trunk. A step back moves one foot.
_TRAVEL_TORSO = 0.4
#: A stride takes about so long.
_STRIDE_S = 1.0


def is_walking(shot: Measurements, span: tuple[int, int], peak: int) -> bool:
    """Tell whether both feet travel within a range of frames, or shortly before its peak."""
    across = _ankles_across(shot)
    stride = int(np.searchsorted(shot.time_s, shot.time_s[peak] - _STRIDE_S))
    parts = (across[:, span[0] : span[1] + 1], across[:, stride : peak + 1])
    return any(_travel_torso(part) > _TRAVEL_TORSO for part in parts)


def find_walking(shot: Measurements) -> BoolArray:
    """Return the frames before which both feet have travelled within a stride."""
    across = _ankles_across(shot)
    first = np.searchsorted(shot.time_s, shot.time_s - _STRIDE_S)
    return np.array(
        [
            _travel_torso(across[:, start : frame + 1]) > _TRAVEL_TORSO
            for frame, start in enumerate(first.tolist())
        ],
        dtype=bool,
    )


def _ankles_across(shot: Measurements) -> FloatArray:
    return np.stack([shot.signals[f"{side}_ankle_across_torso"] for side in SIDES])


def _travel_torso(across: FloatArray) -> float:
    """Return how far the foot that moved less has travelled; 0 if one was not seen."""
    if not np.isfinite(across).any(axis=1).all():
        return 0.0
    return float(np.min(np.nanmax(across, axis=1) - np.nanmin(across, axis=1)))
