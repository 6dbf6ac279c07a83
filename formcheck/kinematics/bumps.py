"""A bumped camera moves everything in the picture at once; that is taken back."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.smoothing import find_runs
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack

#: Head to foot. A movement leaves some of these where they are; the camera moves all.
_EVERYWHERE = (
    Landmark.NOSE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)
_SMALLEST_TORSO = 0.03
#: Landmarks confirm the picture's shift to this share of it; so many of them must.
_AGREES_SHARE = 0.35
_FEWEST_SHARE = 0.45
_PAUSE_S = 0.15


def compute_bump_offset(track: PoseTrack, torso_px: float) -> FloatArray:
    """Return how far bumps have moved the picture, in every frame.

    The shift of the whole picture (`PoseTrack.camera_step_px`) counts where half of
    the body moved with it: a large body close to the camera can pass for the room.

    Parameters
    ----------
    track : PoseTrack
        One shot.
    torso_px : float

    Returns
    -------
    (F, 2) float
        Pixels to subtract; zero where nothing was bumped.
    """
    offset = np.zeros((track.frame_count, 2))
    if track.camera_step_px is None:
        return offset
    for start, stop in _join_near(
        track.time_s, find_runs(np.any(track.camera_step_px != 0, axis=1))
    ):
        steps = np.cumsum(track.camera_step_px[start:stop], axis=0)
        if _is_bump(track, start, stop, steps[-1], torso_px):
            offset[start:stop] += steps
            offset[stop:] += steps[-1]
    return offset


def _join_near(time_s: FloatArray, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, stop in runs:
        if joined and time_s[start] - time_s[joined[-1][1] - 1] <= _PAUSE_S:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _is_bump(track: PoseTrack, start: int, stop: int, shift: FloatArray, torso_px: float) -> bool:
    size = float(np.hypot(*shift))
    if not size >= _SMALLEST_TORSO * torso_px:
        return False
    points = track.xy_px[:, list(_EVERYWHERE)]
    moved = points[stop - 1] - points[max(0, start - 1)]
    apart = np.hypot(*np.moveaxis(moved - shift, -1, 0))
    with np.errstate(invalid="ignore"):
        return bool(np.mean(apart < _AGREES_SHARE * size) >= _FEWEST_SHARE)
