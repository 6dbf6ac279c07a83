"""What was really seen: landmarks in the picture, settled frames, shots between cuts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.cuts import find_cuts, find_fades
from formcheck.kinematics.smoothing import find_runs
from formcheck.pose.track import PoseTrack

#: Steps that are no loss, in usual ones: at a few pictures a second, too, one may be left out, and
#: then the next comes two steps later, more or less.
_ONE_LEFT_OUT = 2.5
#: A clip that skips less than this goes on, however soon a loss is to count.
_SHORTEST_PAUSE_S = 1.0


def blank_extrapolated(track: PoseTrack, margin: float) -> FloatArray:
    """Return the positions with every landmark outside the picture set to NaN.

    The model invents joints beyond the picture's edge with full confidence, so
    only the position tells that they were not seen.

    Parameters
    ----------
    track : PoseTrack
    margin : float
        How far inside the edge a landmark must lie, as a share of the
        picture's shorter side.

    Returns
    -------
    (F, 33, 2) float
        Pixels.
    """
    border = margin * min(track.width_px, track.height_px)
    x, y = track.xy_px[..., 0], track.xy_px[..., 1]
    with np.errstate(invalid="ignore"):
        inside = (
            (x >= border)
            & (x <= track.width_px - 1 - border)
            & (y >= border)
            & (y <= track.height_px - 1 - border)
        )
    return np.where(inside[..., None], track.xy_px, np.nan)


def find_shots(
    track: PoseTrack, *, cut_threshold: float, lost_s: float, shortest_s: float
) -> list[tuple[int, int]]:
    """Split a clip at cuts and fades, where the person is lost or no picture comes for long.

    After a cut, or when somebody has left and come back, camera and person may
    stand elsewhere: nothing measured before is a baseline for what follows. So it
    is where the camera paused. It also bounds what is worked through of a shot by
    its frames, where timestamps are wild.

    Parameters
    ----------
    track : PoseTrack
    cut_threshold : float
        See `find_cuts`.
    lost_s : float
        A person lost for longer than this, or a pause between two frames that is
        longer, begins a new shot on return.
    shortest_s : float
        Shots with a person that are shorter are left out: nothing in them
        could be judged.

    Returns
    -------
    list of (start, stop)
        Half-open frame ranges, in order.
    """
    fades = find_fades(track)
    borders = {0, track.frame_count, *find_cuts(track, cut_threshold)}
    borders |= {border for fade in fades for border in fade}
    for start, stop in find_runs(~track.detected):
        if track.time_s[min(stop, track.frame_count - 1)] - track.time_s[start] > lost_s:
            borders |= {start, stop}
    pauses = np.diff(track.time_s) > max(lost_s, _SHORTEST_PAUSE_S)
    borders |= {int(index) + 1 for index in np.flatnonzero(pauses)}
    ordered = sorted(borders)
    return [
        (start, stop)
        for start, stop in pairwise(ordered)
        if not any(first <= start and stop <= last for first, last in fades)
        and track.detected[start:stop].any()
        and track.time_s[stop - 1] - track.time_s[start] >= shortest_s
    ]


def find_settled(track: PoseTrack, settle_s: float, *, short_loss_s: float) -> BoolArray:
    """Return which frames the tracker has settled on.

    The first 10 to 15 frames after a start, a cut or a loss drift by up to 7
    degrees, so they are not judged.

    Parameters
    ----------
    track : PoseTrack
        One shot.
    settle_s : float
        Time to wait after the person appears.
    short_loss_s : float
        A loss of up to this long does not unsettle the tracker.

    Returns
    -------
    (F,) bool
        False where no person was found.
    """
    settled = np.zeros(track.frame_count, dtype=bool)
    appeared_s = last_s = -np.inf
    longest_step_s = max(short_loss_s, _ONE_LEFT_OUT * _usual_step_s(track))
    for index in np.flatnonzero(track.detected):
        now_s = track.time_s[index]
        if now_s - last_s > longest_step_s:
            appeared_s = now_s
        settled[index] = now_s - appeared_s >= settle_s
        last_s = now_s
    return settled


def _usual_step_s(track: PoseTrack) -> float:
    return float(np.median(np.diff(track.time_s))) if track.frame_count > 1 else 0.0
