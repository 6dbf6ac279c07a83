"""Stretches in which the person stays upright or lying, turned one way."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.kinematics.body import vote_front_signs
from formcheck.kinematics.smoothing import find_runs
from formcheck.pose.landmarks import Side, landmark_of
from formcheck.pose.track import PoseTrack

#: Trunk and thighs steeper than this: upright.
_UPRIGHT_DEG = 50.0
#: Thighs flatter than this under a trunk flatter than that: lying. The top of a press up is lying.
_LYING_THIGH_DEG = 40.0
_LYING_TRUNK_DEG = 65.0
#: A turn of the body counts only if what it shows lasts this long before and after it.
_LASTING_S = 2.5
_SMOOTHING_S = 1.0
_MOSTLY = 0.5
#: Two of the three signs of where the front is must agree.
_CLEAR_VOTE = 1.0
_SIDES: tuple[Side, Side] = ("left", "right")


def find_stances(track: PoseTrack) -> list[tuple[int, int]]:
    """Split a shot where the person lies down, gets up, rolls over or turns round.

    Near side, facing, trunk length and every rest level belong to one stance:
    someone who walks in, lies down with the other side to the camera and
    later rolls over is three people to the arithmetic.

    Parameters
    ----------
    track : PoseTrack
        One shot.

    Returns
    -------
    list of (start, stop)
        Half-open frame ranges, in order, without a gap; the way from one stance to the
        next is a stretch of its own.
    """
    stance = _stance_codes(track)
    runs = [run for run in _runs_of_value(stance) if _lasts(track.time_s, run)]
    borders = [0]
    for (_, before_stop), (after_start, _) in pairwise(runs):
        if stance[before_stop - 1] != stance[after_start]:
            borders += [before_stop, after_start]
    borders.append(track.frame_count)
    return [(start, stop) for start, stop in pairwise(borders) if stop > start]


def _stance_codes(track: PoseTrack) -> IntArray:
    """Return one number for each combination of upright or lying, front and head; 0 unclear."""
    level = _smooth(track.time_s, _uprightness(track))
    front = _smooth(track.time_s, vote_front_signs(track))
    head = _smooth(track.time_s, _headward(track))
    front = np.where(np.abs(front) >= _CLEAR_VOTE, np.sign(front), 0.0)
    front = _carry(front)
    upright = level > _MOSTLY
    lying = level < -_MOSTLY
    codes = np.where(upright, 10.0 + front, 0.0)
    codes = np.where(lying, 20.0 + front + 3.0 * np.sign(head), codes)
    return codes.astype(np.int64)


def _uprightness(track: PoseTrack) -> FloatArray:
    """Return +1 upright, -1 lying, 0 anything else, in every frame; 0 where not seen."""
    shoulder, hip, knee = (_middle(track, joint) for joint in ("shoulder", "hip", "knee"))
    trunk, thigh = _steepness_deg(hip, shoulder), _steepness_deg(knee, hip)
    with np.errstate(invalid="ignore"):
        upright = (trunk > _UPRIGHT_DEG) & (thigh > _UPRIGHT_DEG)
        lying = (np.abs(trunk) < _LYING_TRUNK_DEG) & (thigh < _LYING_THIGH_DEG)
    return upright.astype(np.float64) - lying.astype(np.float64)


def _headward(track: PoseTrack) -> FloatArray:
    """Return +1 where the shoulders lie to the right of the hips, else -1; 0 where not seen."""
    across = _middle(track, "shoulder")[:, 0] - _middle(track, "hip")[:, 0]
    return np.nan_to_num(np.sign(across))


def _middle(track: PoseTrack, joint: str) -> FloatArray:
    left, right = (track.xy_px[:, landmark_of(joint, side)] for side in _SIDES)
    return (left + right) / 2


def _steepness_deg(lower: FloatArray, upper: FloatArray) -> FloatArray:
    along = upper - lower
    return np.asarray(np.degrees(np.arctan2(-along[:, 1], np.abs(along[:, 0]))))


def _smooth(time_s: FloatArray, values: FloatArray) -> FloatArray:
    """Return the running mean over `_SMOOTHING_S`; unseen values stand for nothing (0)."""
    sums = np.concatenate([[0.0], np.cumsum(np.nan_to_num(values))])
    starts = np.searchsorted(time_s, time_s - _SMOOTHING_S / 2)
    stops = np.searchsorted(time_s, time_s + _SMOOTHING_S / 2, side="right")
    return np.asarray((sums[stops] - sums[starts]) / (stops - starts))


def _carry(signs: FloatArray) -> FloatArray:
    """Fill unclear frames from the clear one before, and the first ones from the first clear."""
    clear = np.flatnonzero(signs)
    if clear.size == 0:
        return signs
    last = np.maximum.accumulate(np.where(signs != 0, np.arange(len(signs)), clear[0]))
    return np.asarray(signs[last])


def _runs_of_value(codes: IntArray) -> list[tuple[int, int]]:
    """Return the stretches of one and the same clear stance."""
    runs: list[tuple[int, int]] = []
    for code in np.unique(codes[codes != 0]):
        runs += find_runs(codes == code)
    return sorted(runs)


def _lasts(time_s: FloatArray, run: tuple[int, int]) -> bool:
    return bool(time_s[run[1] - 1] - time_s[run[0]] >= _LASTING_S)
