"""How far the person is turned away from a pure side view."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, FloatArray, IntArray
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack

_PASSING_TURN_S = 1.0
#: Windows that are laid out side by side; more of them would only need more memory.
_FRAMES_AT_ONCE = 2048
#: The turn of somebody who keeps one reads differently by so much while they move.
_CLEARLY_DEG = 3.0
#: And by so much while they lie and only the chest comes up: 38 to 41 degrees lying, 47 at the
#: top of a press up on film. Hips and knees, in torso lengths, stay where they are meanwhile.
_CHEST_UP_DEG, _IN_PLACE_TORSO = 9.0, 0.25
_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
_HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
_KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
#: Turn of the lying trunk as the model's metric body has it, and as it truly is.
_READ_DEG = (4.0, 10.0, 22.0, 42.0, 90.0)
_TRUE_DEG = (0.0, 20.0, 35.0, 45.0, 90.0)


def compute_yaw_deg(track: PoseTrack, breadth_torso: float) -> FloatArray:
    """Return the estimated turn away from a side view in every frame.

    ``sin(yaw) = |x_left - x_right| of the shoulders along the picture / torso /
    breadth`` (clinical-spec §1.4), measured across the trunk so that it holds
    for lying people too. From the side both shoulders fall together.

    Parameters
    ----------
    track : PoseTrack
    breadth_torso : float
        Shoulder breadth in torso lengths.

    Returns
    -------
    (F,) float
        Degrees, 0 (side-on) to 90 (facing the camera); NaN where not seen.
    """
    xy = track.xy_px
    left, right = xy[:, Landmark.LEFT_SHOULDER], xy[:, Landmark.RIGHT_SHOULDER]
    trunk = (left + right) / 2 - (xy[:, Landmark.LEFT_HIP] + xy[:, Landmark.RIGHT_HIP]) / 2
    torso = np.hypot(trunk[:, 0], trunk[:, 1])
    spread = np.abs(left[:, 0] - right[:, 0])
    with np.errstate(invalid="ignore", divide="ignore"):
        sine = np.clip(spread / torso / breadth_torso, 0.0, 1.0)
    return np.asarray(np.degrees(np.arcsin(sine)))


def compute_body_yaw_deg(track: PoseTrack) -> FloatArray:
    """Return the turn away from the picture's plane by the model's metric body.

    In the picture the model puts a hidden shoulder beside the near one, however oblique the
    camera; its metric body gives more of the turn away. Of somebody who lies it is the long axis
    that leaves the picture's plane, though it reads too small: 5 degrees of 12, 10 of 22, 22 of
    35, 42 of 45 (measured on rendered people). Of somebody upright it is the line of the shoulders:
    32 degrees of 45, 1 to 4 from the side.

    Parameters
    ----------
    track : PoseTrack

    Returns
    -------
    (F,) float
        Degrees, 0 to 90; NaN where not seen.
    """
    # The model's own precision is enough to keep, not to reckon in.
    shoulders_m = track.world_m[:, _SHOULDERS].astype(np.float64)
    hips_m = track.world_m[:, _HIPS].astype(np.float64)
    trunk = shoulders_m.mean(axis=1) - hips_m.mean(axis=1)
    read_deg = _turn_deg(trunk[:, 2], np.hypot(trunk[:, 0], trunk[:, 1]))
    across = shoulders_m[:, 0] - shoulders_m[:, 1]
    with np.errstate(invalid="ignore"):
        lying = np.abs(trunk[:, 0]) > np.abs(trunk[:, 1])
    return np.where(
        lying,
        np.interp(read_deg, _READ_DEG, _TRUE_DEG),
        _turn_deg(across[:, 0], across[:, 2]),
    )


def _turn_deg(away_m: FloatArray, along_m: FloatArray) -> FloatArray:
    return np.asarray(np.degrees(np.arctan2(np.abs(away_m), np.abs(along_m))))


def compute_view_yaw_deg(
    time_s: FloatArray, yaw_deg: FloatArray, window_s: float, *, quantile: float = 0.25
) -> FloatArray:
    """Return the yaw that the view gate goes by: a low quantile around each frame.

    Moving the arms or the trunk spreads the shoulders for a moment and reads
    as a turn; a camera that really stands oblique does so all the time.

    Parameters
    ----------
    time_s : (F,) float
        Seconds, increasing.
    yaw_deg : (F,) float
        From `compute_yaw_deg`.
    window_s : float
        Width of the window around each frame.
    quantile : float
        0.25 is the lower quartile, 0.5 the median.

    Returns
    -------
    (F,) float
        Degrees; NaN where the window holds no seen frame.
    """
    starts = np.searchsorted(time_s, time_s - window_s / 2)
    stops = np.searchsorted(time_s, time_s + window_s / 2, side="right")
    view = np.full_like(yaw_deg, np.nan)
    for first in range(0, len(yaw_deg), _FRAMES_AT_ONCE):
        some = slice(first, first + _FRAMES_AT_ONCE)
        view[some] = _low_values(yaw_deg, starts[some], stops[some], quantile)
    return view


def _low_values(
    values: FloatArray, starts: IntArray, stops: IntArray, quantile: float
) -> FloatArray:
    """Return a quantile of the finite values of each window, the lower of two neighbours."""
    places = starts[:, None] + np.arange(int((stops - starts).max(initial=1)))
    windows = values[np.minimum(places, len(values) - 1)]
    windows[(places >= stops[:, None]) | ~np.isfinite(windows)] = np.inf
    windows.sort(axis=1)
    counts = np.isfinite(windows).sum(axis=1)
    ranks = np.minimum((counts * quantile).astype(np.int64), np.maximum(counts - 1, 0))
    found = windows[np.arange(len(windows)), ranks]
    return np.where(counts > 0, found, np.nan)


def measure_legs(track: PoseTrack) -> FloatArray:
    """Return where hips and knees are, both sides' middle, in the usual torso length; (F, 2, 2)."""
    xy = track.xy_px
    hips, knees, shoulders = (
        (xy[:, pair[0]] + xy[:, pair[1]]) / 2 for pair in (_HIPS, _KNEES, _SHOULDERS)
    )
    torso_px = np.hypot(*(shoulders - hips).T)
    known = torso_px[np.isfinite(torso_px)]
    usual_px = float(np.median(known)) if known.size else np.nan
    return np.asarray(np.stack([hips, knees], axis=1) / usual_px)


def find_turned_away(
    time_s: FloatArray,
    yaw_deg: FloatArray,
    yaw_turned_deg: float,
    legs_torso: FloatArray | None = None,
) -> BoolArray:
    """Return the frames in which the person is turned too far for anything to be measured.

    Somebody at the very bound is judged, or not, as a whole: what the first moment says holds
    until the turn is clearly on the other side.

    Parameters
    ----------
    time_s, yaw_deg : (F,) float
    yaw_turned_deg : float
        Bound of the turn's median over a second; movements read as turns for less.
    legs_torso : (F, 2, 2) float, optional
        From `measure_legs`: whose legs lie where they lay has not turned round.

    Returns
    -------
    (F,) bool
        False where the yaw is unknown.
    """
    passing = compute_view_yaw_deg(time_s, yaw_deg, _PASSING_TURN_S, quantile=0.5)
    seen = np.flatnonzero(np.isfinite(passing))
    turned = np.zeros(len(passing), dtype=bool)
    if not seen.size:
        return turned
    lies = _lie_in_place(legs_torso, _last_side_on(passing[seen] <= yaw_turned_deg, seen), seen)
    before: bool | None = None
    for index, turn_deg, lies_there in zip(
        seen.tolist(), passing[seen].tolist(), lies.tolist(), strict=True
    ):
        leeway_deg = 0.0 if before is None else -_CLEARLY_DEG
        if before is False:
            leeway_deg = _CHEST_UP_DEG if lies_there else _CLEARLY_DEG
        before = turned[index] = turn_deg > yaw_turned_deg + leeway_deg
    return turned


def _last_side_on(side_on: BoolArray, frames: IntArray) -> IntArray:
    """Return for each frame the last one before it that is side-on; -1 where there is none."""
    last = np.maximum.accumulate(np.where(side_on, frames, -1))
    return np.concatenate(([-1], last[:-1]))


def _lie_in_place(legs_torso: FloatArray | None, before: IntArray, now: IntArray) -> BoolArray:
    """Tell whether the thighs lie along the floor, and where they lay before."""
    if legs_torso is None:
        return np.zeros(len(now), dtype=bool)
    lay, lie = legs_torso[before], legs_torso[now]
    across, down = np.abs(lay[:, 0] - lay[:, 1]).T
    moved = np.hypot(*np.moveaxis(lie - lay, -1, 0)).max(axis=1)
    return np.asarray((before >= 0) & (across > down) & (moved <= _IN_PLACE_TORSO))
