"""Three simple counters, re-implemented by us; none is the code of another project.

They stand for what a person would write or pick first. Each gets the same
landmarks and the same thresholds (`counted_angle`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import find_peaks

from benchmarks.accuracy.counted_angle import CountedAngle
from formcheck.arrays import FloatArray

_MEDIAN_S = 0.5
_STEADY_S = 0.2
_PEAK_DISTANCE_S = 1.0


def count_two_thresholds(angle: CountedAngle) -> int:
    """Count each time the raw angle goes above one threshold after having been below the other.

    The way of the work-out counter in a well-known detection library ("AIGym"):
    two fixed thresholds and a state, frame by frame.
    """
    return _count_crossings(angle.angle_deg, angle.count_deg, angle.exit_deg)


def count_hysteresis(angle: CountedAngle) -> int:
    """Count after a median filter of half a second; a state must last 0.2 s to be believed."""
    step_s = _step_s(angle.time_s)
    smooth = median_filter(_without_gaps(angle.angle_deg), size=_odd(_MEDIAN_S / step_s))
    return _count_crossings(
        smooth, angle.count_deg, angle.exit_deg, steady=max(1, round(_STEADY_S / step_s))
    )


def count_peaks(angle: CountedAngle) -> int:
    """Count the peaks that stand out by the counting threshold, at least a second apart."""
    step_s = _step_s(angle.time_s)
    level = _without_gaps(angle.angle_deg)
    padded = np.concatenate(([level.min()], level, [level.min()]))
    peaks, _ = find_peaks(
        padded, prominence=angle.count_deg, distance=max(1, round(_PEAK_DISTANCE_S / step_s))
    )
    return len(peaks)


#: The counters by the name under which they are shown.
SIMPLE_COUNTERS: Mapping[str, Callable[[CountedAngle], int]] = {
    "two thresholds on the raw angle": count_two_thresholds,
    "median filter, hysteresis, debounce": count_hysteresis,
    "peaks, no gating": count_peaks,
}


def _count_crossings(angle_deg: FloatArray, upper: float, lower: float, steady: int = 1) -> int:
    count, ready = 0, False
    above = below = 0
    for value in angle_deg:
        above = above + 1 if value > upper else 0
        below = below + 1 if value < lower else 0
        if below >= steady:
            ready = True
        if ready and above >= steady:
            count += 1
            ready = False
    return count


def _without_gaps(angle_deg: FloatArray) -> FloatArray:
    known = np.isfinite(angle_deg)
    if not known.any():
        return np.zeros_like(angle_deg)
    frames = np.arange(len(angle_deg))
    return np.asarray(np.interp(frames, frames[known], angle_deg[known]))


def _step_s(time_s: FloatArray) -> float:
    return float(np.median(np.diff(time_s))) if len(time_s) > 1 else 1.0


def _odd(frames: float) -> int:
    return 2 * int(frames / 2) + 1
