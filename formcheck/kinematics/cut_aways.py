"""Stretches in which the film shows something else, and then the same person in the same place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.kinematics.cuts import measure_jump
from formcheck.pose.track import PoseTrack

#: Half-open frame range.
Span = tuple[int, int]

#: Whoever is away for longer may have done anything meanwhile.
_LONGEST_S = 20.0
#: The same camera, and the person where they were: trunk and legs within this of each other.
_SAME_PLACE_TORSO = 0.3


def join_over_cut_aways(track: PoseTrack, shots: list[Span]) -> tuple[list[Span], list[Span]]:
    """Make one of shots between which the film was elsewhere, or the person lost.

    A close-up in the middle of a hold ends neither the hold nor what is known of the person's
    rest. What lies between is not seen.

    Parameters
    ----------
    track : PoseTrack
    shots : list of (start, stop)
        In order.

    Returns
    -------
    (shots, gaps)
        The shots, fewer if some go on; and what was left out within them.
    """
    joined: list[Span] = []
    gaps: list[Span] = []
    index = 0
    while index < len(shots):
        start, stop = shots[index]
        while (later := _find_return(track, stop, shots, index)) is not None:
            gaps.append((stop, shots[later][0]))
            index, stop = later, shots[later][1]
        joined.append((start, stop))
        index += 1
    return joined, gaps


def _find_return(track: PoseTrack, stop: int, shots: list[Span], index: int) -> int | None:
    """Return the next shot in which the person is where they were at `stop`."""
    left_s = float(track.time_s[stop - 1])
    for later in range(index + 1, len(shots)):
        back_s = float(track.time_s[shots[later][0]])
        if back_s - left_s > _LONGEST_S:
            return None
        if shots[later][0] > stop and measure_jump(track, left_s, back_s) <= _SAME_PLACE_TORSO:
            return later
    return None


def blank(track: PoseTrack, gaps: list[Span]) -> PoseTrack:
    """Return the track with nobody seen, and no picture measured, in some stretches."""
    if not gaps:
        return track
    away = np.zeros(track.frame_count, dtype=bool)
    for start, stop in gaps:
        away[start:stop] = True
    motion = track.image_motion
    return replace(
        track,
        xy_px=np.where(away[:, None, None], np.nan, track.xy_px),
        visibility=np.where(away[:, None], np.nan, track.visibility),
        presence=np.where(away[:, None], np.nan, track.presence),
        image_motion=None if motion is None else np.where(away[:, None, None], np.nan, motion),
    )
