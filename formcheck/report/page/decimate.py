"""A long signal thinned to the points that a chart can show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

Run = tuple[FloatArray, FloatArray]


def decimate(time_s: FloatArray, signal: FloatArray, most_points: int = 2000) -> list[Run]:
    """Thin a signal so that its highs, lows and gaps stay.

    The frames are cut into equal stretches; the lowest and the highest value
    of each stretch are kept.

    Parameters
    ----------
    time_s, signal : (F,) float
        NaN in ``signal`` where it was not seen.
    most_points : int
        More are never returned.

    Returns
    -------
    list of (times, values)
        One entry for each unbroken run; no NaN in them.
    """
    kept = _kept_frames(signal, most_points)
    if kept.size == 0:
        return []
    missing_before = np.cumsum(~np.isfinite(signal))
    breaks = np.flatnonzero(np.diff(missing_before[kept])) + 1
    return [(time_s[frames], signal[frames]) for frames in np.split(kept, breaks)]


def _kept_frames(signal: FloatArray, most_points: int) -> NDArray[np.int64]:
    seen = np.flatnonzero(np.isfinite(signal))
    if seen.size <= most_points:
        return seen
    kept = [
        stretch[[signal[stretch].argmin(), signal[stretch].argmax()]]
        for stretch in np.array_split(seen, most_points // 2)
    ]
    return np.unique(np.concatenate(kept))
