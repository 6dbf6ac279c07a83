"""Dividing a clip into time spans that are tracked side by side.

The division depends on the clip alone, never on the machine, so that the
landmarks are the same everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray

# A tracker started in the middle agrees with a running one after half a second to a second.
WARM_UP_S = 1.0
# A clip of fewer frames a second than this is divided by its frames, not by its time.
_LEAST_FPS = 1.0
# Below this the warm-up and loading the model twice cost more than a second core gains.
SHORTEST_DIVIDED_S = 8.0
# Spans come in pairs, so that two cores end together, of half a minute at least.
_PAIR_S = 60.0
# How far a boundary may move to meet a keyframe, as a share of the span.
_SNAP_SHARE = 0.25


@dataclass(frozen=True)
class Span:
    """A stretch of a clip.

    Attributes
    ----------
    start_s, end_s : float
        Frames with start <= time < end belong to it.
    warm_up_from_s : float
        Tracking begins here; what lies before ``start_s`` is thrown away.
    """

    start_s: float
    end_s: float
    warm_up_from_s: float


WHOLE_CLIP = Span(-math.inf, math.inf, 0.0)


def plan_spans(duration_s: float, keyframe_s: FloatArray, frame_count: int) -> list[Span]:
    """Divide a clip.

    Parameters
    ----------
    duration_s : float
        Length of the clip.
    keyframe_s : (K,) float
        Times at which decoding may begin. Warm-ups begin at one if it is near.
    frame_count : int
        Number of frames; the work to divide, where there are few of them.

    Returns
    -------
    list of Span
        In order, without gaps, from minus to plus infinity. One span for a clip
        shorter than `SHORTEST_DIVIDED_S`.
    """
    work_s = min(duration_s, frame_count / _LEAST_FPS)
    if work_s < SHORTEST_DIVIDED_S:
        return [WHOLE_CLIP]
    count = 2 * max(1, int(work_s // _PAIR_S))
    length_s = duration_s / count
    begins_s = [
        _near_keyframe(index * length_s - WARM_UP_S, keyframe_s, _SNAP_SHARE * length_s)
        for index in range(1, count)
    ]
    starts_s = [begin_s + WARM_UP_S for begin_s in begins_s]
    return [
        Span(start_s, end_s, begin_s)
        for start_s, end_s, begin_s in zip(
            [-math.inf, *starts_s], [*starts_s, math.inf], [0.0, *begins_s], strict=True
        )
    ]


def merged(first: Span, second: Span) -> Span:
    """Return the span that covers two neighbours."""
    return Span(first.start_s, second.end_s, first.warm_up_from_s)


def _near_keyframe(wanted_s: float, keyframe_s: FloatArray, tolerance_s: float) -> float:
    if keyframe_s.size == 0:
        return wanted_s
    nearest_s = float(keyframe_s[np.argmin(np.abs(keyframe_s - wanted_s))])
    # The first keyframe is the clip's beginning: a span from there would gain nothing.
    if nearest_s > 0 and abs(nearest_s - wanted_s) <= tolerance_s:
        return nearest_s
    return wanted_s
