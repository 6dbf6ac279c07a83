"""A shot of pelvic tilts ready to be searched, and how far its views of one tilt agree."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.pelvic_tilt.signal import Tilt
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
#: A tilt is seen by two views at least: by so many typical tilts, and so much of what the clearest
#: one shows. Breathing and shadows reach 0.20 of it in a second view, the faintest tilts 0.213.
_SEEN_TILT, _SEEN_SHARE = 0.1, 0.21
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
    whole = _rise_over(prepared, tilt.displacement, np.zeros(len(tilt.displacement)), movement)
    if len(tilt.sources) < 2 or not whole > 0:
        return None
    supports, weights, in_picture, sizes = [], [], [], []
    for source, rises, shares in zip(
        tilt.sources, tilt.fused.rises, tilt.fused.weights, strict=True
    ):
        thread = source.thread.astype(float)
        rise = _rise_over(prepared, rises, thread, movement)
        if np.isfinite(rise):
            sizes.append(_rise_over(prepared, source.rise, thread, movement))
            if source.name != "landmarks":
                in_picture.append(sizes[-1])
            supports.append(float(np.clip(rise / (_SUPPORT_SHARE * whole), 0.0, 1.0)))
            weights.append(float(shares[inside].mean()))
    if len(supports) < 2 or not sum(weights) > 0:
        return None
    if is_seen_by_one(sizes) or (in_picture and max(in_picture) < least_in_picture):
        return 0.0
    return float(np.average(supports, weights=weights))


def is_seen_by_one(sizes: list[float]) -> bool:
    """Tell whether all views but one stay still: a breath, or the shadow of a hand."""
    *_, second, largest = sorted(sizes)
    return second < max(_SEEN_TILT, _SEEN_SHARE * largest)


def _rise_over(
    prepared: PreparedTilt, values: FloatArray, thread: FloatArray, movement: Movement
) -> float:
    """Return the way from rest to the peak; NaN where one thread does not show both."""
    start, peak = (
        _near(prepared, frame) for frame in (_find_rest(prepared, movement.start), movement.peak)
    )
    numbers = [np.unique(thread[frames][np.isfinite(values[frames])]) for frames in (start, peak)]
    if any(number.size != 1 for number in numbers) or numbers[0][0] != numbers[1][0]:
        return float("nan")
    return float(np.nanmedian(values[peak]) - np.nanmedian(values[start]))


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
