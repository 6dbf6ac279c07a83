"""Telling when one picture has faded into another, as in a cross-fade or out of a title."""

from __future__ import annotations

from collections import deque

import numpy as np

from formcheck.arrays import Float32Array, FloatArray

#: A fade takes between a quarter of a second and one and a half.
_WINDOWS_S = (0.3, 0.5, 0.8, 1.2, 1.6)
#: Mean grey-level change of the whole picture from one end to the other.
_LEAST_CHANGE = 0.06
#: The pictures between are mixtures of both ends but for this share of the change between them:
#: 0.01 to 0.10 in fades, 0.16 and more where people, the camera or the light move.
_ODD_SHARE = 0.13
#: A mixture of so much, or less, of the one picture is the other.
_EDGE_SHARE = 0.1
#: Mixtures go one way, by their noise, and no step is as large as a cut.
_BACK_SHARE, _STEP_SHARE = 0.02, 0.45
_FEWEST_BETWEEN = 4
#: A fade is told when it is over, and of a long one what there is so far.
_TOLD_WITHIN_S = 0.2


class FadeWatch:
    """Is shown every picture in order, and says where a fade ends; one instance a run of frames."""

    def __init__(self) -> None:
        self._times_s: deque[float] = deque()
        self._pictures: deque[FloatArray] = deque()

    def fade_s(self, grey: Float32Array, time_s: float) -> float:
        """Return how long the fade took that has just ended, 0 if none has.

        Of a long one the first part may be told before, so that several frames tell of one
        fade; together they reach from its beginning to its end.

        Parameters
        ----------
        grey : (h, w) float32
            Small copy of the picture, 0 to 1.
        time_s : float
        """
        picture = grey.ravel().astype(np.float64)
        if self._pictures and len(self._pictures[-1]) != len(picture):
            self._times_s.clear()
            self._pictures.clear()
        self._times_s.append(time_s)
        self._pictures.append(picture)
        while time_s - self._times_s[0] > _WINDOWS_S[-1]:
            self._times_s.popleft()
            self._pictures.popleft()
        return self._longest_fade_s()

    def _longest_fade_s(self) -> float:
        times_s, pictures = np.array(self._times_s), np.stack(list(self._pictures))
        return max(_fade_within(times_s, pictures, window_s) for window_s in _WINDOWS_S)


def _fade_within(times_s: FloatArray, pictures: FloatArray, window_s: float) -> float:
    """Return how long a fade took that began and has ended within the last seconds."""
    first = int(np.searchsorted(times_s, times_s[-1] - window_s - 1e-6))
    between = pictures[first + 1 : -1]
    if len(between) < _FEWEST_BETWEEN:
        return 0.0
    way = pictures[-1] - pictures[first]
    change = float(np.abs(way).mean())
    if change < _LEAST_CHANGE:
        return 0.0
    shares = (between - pictures[first]) @ way / (way @ way)
    steps = np.diff(shares, prepend=0.0, append=1.0)
    if steps.min() < -_BACK_SHARE or steps.max() > _STEP_SHARE:
        return 0.0
    mixed = pictures[first] + shares[:, None] * way
    if np.abs(between - mixed).mean(axis=1).max() > _ODD_SHARE * change:
        return 0.0
    inner_s = times_s[first + 1 : -1]
    left = np.flatnonzero(shares < _EDGE_SHARE)
    begun_s = float(inner_s[left[-1]]) if left.size else float(times_s[first])
    arrived = np.flatnonzero(shares > 1.0 - _EDGE_SHARE)
    if arrived.size == 0 or times_s[-1] - inner_s[arrived[0]] > _TOLD_WITHIN_S:
        return 0.0
    return float(times_s[-1]) - begun_s
