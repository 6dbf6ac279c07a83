"""What the rules of an exercise say about one shot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.smoothing import find_runs
from formcheck.session.movements import Movement

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

Kind = Literal["counted", "partial", "not_seen", "other_movement"]


@dataclass(frozen=True)
class Finding:
    """A fault that was seen, as frame indices (inclusive) of its shot.

    Attributes
    ----------
    fault_id : str
    start, end : int
    value, threshold : float
        The worst value, and the bound that it broke.
    severity : int or None
        Only where it differs from the fault's own.
    unit : str or None
        Of the value and the threshold; only where it differs from the fault's own.
    """

    fault_id: str
    start: int
    end: int
    value: float
    threshold: float
    severity: int | None = None
    unit: str | None = None


@dataclass(frozen=True)
class JudgedMovement:
    """A movement with its verdict.

    Attributes
    ----------
    movement : Movement
    kind : str
        See `formcheck.session.result.Rep`.
    hold : (first, last) or None
        Frames of the hold, inclusive.
    findings : list of Finding
        Faults that belong to it.
    """

    movement: Movement
    kind: Kind
    hold: tuple[int, int] | None
    findings: list[Finding]


@dataclass(frozen=True)
class ShotJudgement:
    """Everything the rules say about one shot.

    Attributes
    ----------
    signal : (F,) float
        Main signal, in the exercise's unit; NaN where not judged.
    baseline : float
        Its rest level; NaN if the person never rested in the start posture.
    displacement : (F,) float
        Signal minus rest level.
    in_position : (F,) bool
        Frames in a posture of the exercise.
    movements : list of JudgedMovement
    findings : list of Finding
        Faults outside any movement, such as the set-up.
    prominence_count : int
        Repetitions by plain peak prominence, as a cross-check.
    """

    signal: FloatArray
    baseline: float
    displacement: FloatArray
    in_position: BoolArray
    movements: list[JudgedMovement]
    findings: list[Finding] = field(default_factory=list)
    prominence_count: int = 0


def find_sustained(
    time_s: FloatArray, mask: BoolArray, start: int, end: int, shortest_s: float
) -> list[tuple[int, int]]:
    """Return the stretches within `start` to `end` where `mask` holds long enough.

    Parameters
    ----------
    time_s : (F,) float
    mask : (F,) bool
    start, end : int
        Frames, inclusive.
    shortest_s : float

    Returns
    -------
    list of (first, last)
        Inclusive frame ranges.
    """
    spans = []
    for first, stop in find_runs(np.asarray(mask[start : end + 1])):
        first_frame, last_frame = start + first, start + stop - 1
        following = min(last_frame + 1, len(time_s) - 1)
        if time_s[following] - time_s[first_frame] >= shortest_s:
            spans.append((first_frame, last_frame))
    return spans
