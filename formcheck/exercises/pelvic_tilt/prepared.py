"""A shot of pelvic tilts ready to be searched, and how far its views of one tilt agree."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.exercises.pelvic_tilt.signal import Tilt
from formcheck.exercises.pelvic_tilt.sources import Source
from formcheck.kinematics.order import quick_median
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Prepared


@dataclass(frozen=True)
class PreparedTilt(Prepared):
    """`Prepared` with the tilt behind its displacement."""

    tilt: Tilt

    @classmethod
    def of(cls, prepared: Prepared, tilt: Tilt) -> PreparedTilt:
        """Add the tilt."""
        return cls(
            **{item.name: getattr(prepared, item.name) for item in fields(prepared)}, tilt=tilt
        )


#: A view that shows this share of what all show together supports it fully.
_SUPPORT_SHARE = 0.5
#: A tilt is seen by two views at least: a second one goes up and down with the clearest, by so
#: many typical tilts and so much of it. Of the clearest, breaths and shadows reach 0.07 on film
#: (three of four go the other way), the faintest tilts 0.17.
_SEEN_TILT, _SEEN_SHARE = 0.1, 0.11
#: Whatever the others show: in a tilt the picture at the pelvis itself moves along, by 0.21 of the
#: clearest view and more on film; while breath lifts belly and thigh, it stays (0.05 at most).
_PELVIS_SHARE = 0.11
#: Views are compared from so long before a movement to so long after it.
_MARGIN_S, _FEWEST_FRAMES = 0.7, 8
#: Levels are taken over so long on either side.
_AROUND_S = 0.25
_BEFORE_S = 1.0


def weigh_evidence(
    prepared: PreparedTilt, movement: Movement, least_in_picture: float = 0.0
) -> float | None:
    """Return the agreement of the views on one movement.

    Parameters
    ----------
    prepared : PreparedTilt
    movement : Movement
    least_in_picture : float
        A still picture contradicts the landmarks where hands move: they drag them
        along. Still is what moves by less than this share of a typical tilt.

    Returns
    -------
    float or None
        The weight of the views that rise with it, as a share of the weight of
        all that saw it: 0 to 1; 0 if only one of them shows it. None if nobody looked
        at more than one.
    """
    tilt, inside = prepared.tilt, slice(movement.start, movement.end + 1)
    if len(tilt.sources) < 2:
        return None
    ends = _near(prepared, _find_rest(prepared, movement.start)), _near(prepared, movement.peak)
    whole = _rise_over(tilt.displacement, np.zeros(len(tilt.displacement)), ends)
    if not whole > 0:
        return None
    supports, weights, in_picture, sizes = [], [], [], []
    for source, rises, shares in zip(
        tilt.sources, tilt.fused.rises, tilt.fused.weights, strict=True
    ):
        rise = _rise_over(rises, source.thread, ends)
        if math.isfinite(rise):
            sizes.append((_rise_over(source.rise, source.thread, ends), source))
            if source.name != "landmarks":
                in_picture.append(sizes[-1][0])
            supports.append(float(np.clip(rise / (_SUPPORT_SHARE * whole), 0.0, 1.0)))
            weights.append(float(shares[inside].mean()))
    if len(supports) < 2 or not sum(weights) > 0:
        return None
    size, clearest = max(sizes, key=lambda pair: pair[0])
    others = [source for source in tilt.sources if source is not clearest]
    around = _around(prepared, movement)
    if (
        is_seen_by_one(size, clearest, others, around)
        or (in_picture and max(in_picture) < least_in_picture)
        or any(
            pelvis_stays(own / size, _shared_with(clearest, source, around))
            for own, source in sizes
            if source.name == "pelvis" and size > 0
        )
    ):
        return 0.0
    return float(np.average(supports, weights=weights))


def pelvis_stays(at_peak: float, along: float) -> bool:
    """Tell whether the picture at the pelvis stays where it was, whatever else moves.

    Parameters
    ----------
    at_peak : float
        What it shows at the peak, as a share of the clearest view.
    along : float
        How much of the clearest view it shows over the whole movement, as in `is_seen_by_one`.
        Either measure may be lost where a patch is found anew; both are not.
    """
    return max(at_peak, along) < _PELVIS_SHARE


def is_seen_by_one(size: float, clearest: Source, others: list[Source], around: slice) -> bool:
    """Tell whether all other views stay still, or move as they like: a breath, or a shadow.

    How far a second view is from its rest at the peak tells little: it may have wandered there.
    But a tilt goes through all views at once. How much of the clearest view another one shows is
    the slope of the line that fits the one to the other, over the whole movement.

    Parameters
    ----------
    size : float
        What the clearest view shows from rest to the peak, typical tilts.
    clearest : Source
    others : list of Source
    around : slice
        Frames of the movement, and shortly before and after it.
    """
    shared = max((_shared_with(clearest, other, around) for other in others), default=0.0)
    return shared < _SEEN_SHARE or shared * size < _SEEN_TILT


def _shared_with(clearest: Source, other: Source, around: slice) -> float:
    """Return how much of one view another shows, within its longest thread; 0 if not seen."""
    thread = other.thread[around]
    x, y = clearest.rise[around], other.rise[around]
    seen = np.isfinite(x) & np.isfinite(y) & (thread >= 0)
    if not seen.any():
        return 0.0
    numbers, lengths = np.unique(thread[seen], return_counts=True)
    seen &= thread == numbers[np.argmax(lengths)]
    if seen.sum() < _FEWEST_FRAMES or np.ptp(x[seen]) == 0:
        return 0.0
    return float(np.polyfit(x[seen], y[seen], 1)[0])


def _around(prepared: PreparedTilt, movement: Movement) -> slice:
    time_s = prepared.shot.time_s
    begin_s, end_s = time_s[movement.start] - _MARGIN_S, time_s[movement.end] + _MARGIN_S
    first, stop = np.searchsorted(time_s, [begin_s, end_s])
    return slice(int(first), int(stop))


def _rise_over(
    values: FloatArray, thread: IntArray | FloatArray, ends: tuple[slice, slice]
) -> float:
    """Return the way from rest to the peak; NaN where one thread does not show both."""
    levels, numbers = [], set()
    for frames in ends:
        seen = np.isfinite(values[frames])
        numbers.update(thread[frames][seen].tolist())
        if len(numbers) != 1 or not seen.any():
            return float("nan")
        levels.append(quick_median(values[frames][seen]))
    return levels[1] - levels[0]


def _find_rest(prepared: PreparedTilt, start: int) -> int:
    """Return the lowest frame shortly before a movement: live it begins when it is under way."""
    time_s, displacement = prepared.shot.time_s, prepared.displacement
    begin = int(np.searchsorted(time_s, time_s[start] - _BEFORE_S))
    before = displacement[begin : start + 1]
    return start if np.isnan(before).all() else begin + int(np.nanargmin(before))


def _near(prepared: PreparedTilt, frame: int) -> slice:
    time_s = prepared.shot.time_s
    first, stop = np.searchsorted(time_s, [time_s[frame] - _AROUND_S, time_s[frame] + _AROUND_S])
    return slice(int(first), max(int(stop), int(first) + 1))
