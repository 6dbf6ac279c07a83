"""Measured angles against true ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.arrays import BoolArray, FloatArray, IntArray
from formcheck.evaluation.matching import TimeSpan
from formcheck.evaluation.tallies import Errors
from formcheck.evaluation.truth import Truth

#: The comparison runs from this long before the first repetition until this long after the last:
#: getting into position is not measured.
_MARGIN_S = 2.0
_FEWEST_START_FRAMES = 5


@dataclass(frozen=True)
class AngleErrors:
    """Errors of one signal, measured minus true, degrees.

    Attributes
    ----------
    absolute : Errors
        Of the angle itself.
    change : Errors
        Of its change from the start pose: a constant offset of the landmarks drops out.
    """

    absolute: Errors = field(default_factory=Errors)
    change: Errors = field(default_factory=Errors)

    def __add__(self, other: AngleErrors) -> AngleErrors:
        return AngleErrors(self.absolute + other.absolute, self.change + other.change)


def compare_angles(
    time_s: FloatArray,
    signals: Mapping[str, FloatArray],
    truth: Truth,
    reps: Sequence[TimeSpan],
) -> dict[str, AngleErrors]:
    """Compare every angle that was both measured and is known.

    Parameters
    ----------
    time_s : (F,) float
        Of the measured frames.
    signals : mapping of str to (F,) float
    truth : Truth
    reps : sequence of (start_s, end_s)
        The true repetitions; without any the whole clip is compared.

    Returns
    -------
    dict of str to AngleErrors
        One for each signal in degrees that both know, in frames seen by both.
    """
    inside = _comparison_frames(time_s, reps)
    compared = {}
    for name in sorted(set(signals) & set(truth.signals)):
        if not name.endswith("_deg"):
            continue
        true = np.where(inside, truth.at(name, time_s), np.nan)
        error = signals[name] - true
        start = _start_frames(time_s, np.isfinite(error), reps)
        if start.size:
            offset = np.median(signals[name][start]) - np.median(true[start])
            compared[name] = AngleErrors(Errors.of(error), Errors.of(error - offset))
    return compared


def _comparison_frames(time_s: FloatArray, reps: Sequence[TimeSpan]) -> BoolArray:
    if not reps:
        return np.ones(len(time_s), dtype=bool)
    first_s = min(start for start, _ in reps) - _MARGIN_S
    last_s = max(end for _, end in reps) + _MARGIN_S
    return np.asarray((time_s >= first_s) & (time_s <= last_s))


def _start_frames(time_s: FloatArray, known: BoolArray, reps: Sequence[TimeSpan]) -> IntArray:
    """Return the frames before the first repetition; where none was seen, the first seen ones."""
    begin_s = min((start for start, _ in reps), default=0.0)
    before = np.flatnonzero(known & (time_s <= begin_s))
    if before.size >= _FEWEST_START_FRAMES:
        return np.asarray(before)
    return np.flatnonzero(known)[:_FEWEST_START_FRAMES]
