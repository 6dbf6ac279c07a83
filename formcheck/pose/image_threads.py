"""Joining the image motion of runs of frames that were looked at side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.arrays import Float32Array, FloatArray
from formcheck.pose.image_layout import COLUMNS, PATCHES, THREAD, TURN

#: A patch that is seen this soon after the end of a run as well as before has not got away.
_SEAM_S = 0.2
_MOVING = slice(0, TURN + 1)


def join_threads(time_s: FloatArray, runs: Sequence[Sequence[Float32Array]]) -> FloatArray:
    """Return the image motion of consecutive runs as one.

    Every run begins its threads at zero. A patch that was seen up to a seam and
    from it on goes on with its thread; all others get numbers of their own.

    Parameters
    ----------
    time_s : (F,) float
        Of the frames of all runs together.
    runs : sequence of sequence of (patches, 5)
        Laid out as `formcheck.pose.image_layout` says.

    Returns
    -------
    (F, patches, 5) float
    """
    joined = np.empty((len(time_s), len(PATCHES), COLUMNS))
    begin = 0
    for run in runs:
        if not run:
            continue
        part = np.stack(run).astype(np.float64)
        if begin:
            _go_on(joined[:begin], part, time_s)
        joined[begin : begin + len(part)] = part
        begin += len(part)
    return joined


def _go_on(before: FloatArray, part: FloatArray, time_s: FloatArray) -> None:
    """Renumber the threads of a run in place, and let those that go on do so."""
    begin = len(before)
    for patch in range(len(PATCHES)):
        known = np.flatnonzero(np.isfinite(before[:, patch, THREAD]))
        new = np.flatnonzero(np.isfinite(part[:, patch, THREAD]))
        if known.size == 0 or new.size == 0:
            continue
        last, first = before[known[-1], patch], new[0]
        gap_s = time_s[begin + first] - time_s[known[-1]]
        following = part[:, patch, THREAD] == part[first, patch, THREAD]
        goes_on = gap_s <= _SEAM_S
        next_number = np.nanmax(before[:, patch, THREAD]) + 1
        part[:, patch, THREAD] += next_number
        if goes_on:
            part[following, patch, _MOVING] += last[_MOVING]
            part[following, patch, THREAD] = last[THREAD]
