"""A shot made ready for the rules of an exercise, and the parts of one movement in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.rest import compute_reference, compute_running_rest_level


@dataclass(frozen=True)
class Prepared:
    """One shot, ready to be searched for repetitions.

    Attributes
    ----------
    shot : Measurements
    signal : (F,) float
        Main signal in the exercise's unit.
    level : (F,) float
        Its rest level; constant for a recorded clip, running for live input.
    displacement : (F,) float
        ``signal - level`` where the person is in position, else NaN.
    in_position : (F,) bool
        False where the person is seen in no posture of the exercise.
    resting : (F,) bool
        Still frames in the start posture.
    changes : mapping of str to (F,) float
        Every signal minus its median over the resting frames.
    limits : MovementLimits
    count : float
        Least displacement of a counted repetition.
    hold_speed : float
        Displacement units per second; slower is holding.
    """

    shot: Measurements
    signal: FloatArray
    level: FloatArray
    displacement: FloatArray
    velocity: FloatArray
    in_position: BoolArray
    resting: BoolArray
    changes: Mapping[str, FloatArray]
    limits: MovementLimits
    count: float
    hold_speed: float


@dataclass(frozen=True)
class Phases:
    """The parts of one movement, as frame indices (inclusive).

    Attributes
    ----------
    movement : Movement
    hold : (first, last) or None
    out : (first, last)
        From the start to the hold, or to the peak without one.
    top : (first, last)
        Where the displacement is at least 80 % of the peak.
    back : (first, last)
        From the hold, or the peak, to the end.
    """

    movement: Movement
    hold: tuple[int, int] | None
    out: tuple[int, int]
    top: tuple[int, int]
    back: tuple[int, int]

    @property
    def whole(self) -> tuple[int, int]:
        """First and last frame of the movement."""
        return self.movement.start, self.movement.end

    @property
    def loaded(self) -> tuple[int, int]:
        """From the start to the end of the top: out and hold."""
        return self.movement.start, max(self.out[1], self.top[1])


def median_over(values: FloatArray, span: tuple[int, int]) -> float:
    """Return the median of the seen values in an inclusive frame range; NaN if none."""
    seen = values[span[0] : span[1] + 1]
    seen = seen[np.isfinite(seen)]
    return float(np.median(seen)) if seen.size else float("nan")


#: A rise out of a valley is this share of what counts, at least: shifting half-way up is none.
_OWN_RISE_SHARE = 0.75


def rises_enough(prepared: Prepared, movement: Movement) -> bool:
    """Tell whether a movement that began half-way up rises far enough by itself."""
    start, peak = prepared.displacement[[movement.start, movement.peak]]
    return movement.began != "valley" or bool(peak - start >= _OWN_RISE_SHARE * prepared.count)


#: Rest may move this much faster than a hold: few people lie or stand dead still.
REST_SPEED_FACTOR = 2.0


def compute_level(
    shot: Measurements,
    signal: FloatArray,
    resting: BoolArray,
    rest_level: Callable[[FloatArray, BoolArray], float],
    *,
    causal: bool,
) -> FloatArray:
    """Return the rest level at every frame: one value, or the value known so far.

    Parameters
    ----------
    shot : Measurements
    signal : (F,) float
    resting : (F,) bool
    rest_level : callable
        Gives the level of some values over some resting frames.
    causal : bool

    Returns
    -------
    (F,) float
    """
    if causal:
        return compute_running_rest_level(shot.time_s, signal, resting, rest_level)
    return np.full_like(signal, rest_level(signal, resting))


def compute_changes(
    shot: Measurements, resting: BoolArray, *, causal: bool
) -> Mapping[str, FloatArray]:
    """Return every signal as the change from its median at rest.

    Absolute joint angles are 6 to 7 degrees off even from the side; changes
    from the person's own rest are not (clinical-spec §0.7).
    """
    return _Changes(shot, resting, causal=causal)


class _Changes(Mapping[str, FloatArray]):
    """Changes from rest, each worked out when it is first asked for: no rules need all of them."""

    def __init__(self, shot: Measurements, resting: BoolArray, *, causal: bool) -> None:
        self._shot, self._resting, self._causal = shot, resting, causal
        self._known: dict[str, FloatArray] = {}

    def __getitem__(self, name: str) -> FloatArray:
        if name not in self._known:
            values = self._shot.signals[name]
            level = compute_level(
                self._shot, values, self._resting, compute_reference, causal=self._causal
            )
            self._known[name] = values - level
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shot.signals)

    def __len__(self) -> int:
        return len(self._shot.signals)


def find_still(velocity: FloatArray, speed: float) -> BoolArray:
    """Return the frames that move slower than `speed`; False where not seen."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(velocity) < speed)


def prepare_shot(
    shot: Measurements,
    signal: FloatArray,
    level: FloatArray,
    *,
    followed: BoolArray,
    resting: BoolArray,
    limits: MovementLimits,
    count: float,
    hold_speed: float,
    causal: bool,
) -> Prepared:
    """Bring together what the rules of an exercise have found out about a shot.

    Parameters
    ----------
    shot : Measurements
    signal, level : (F,) float
        Main signal and its rest level.
    followed : (F,) bool
        Frames in a posture of the exercise; False also where it was not seen.
    resting : (F,) bool
        Still frames in the start posture.
    limits, count, hold_speed
        See `Prepared`.
    causal : bool

    Returns
    -------
    Prepared
        A frame without trunk or thigh is not out of position, only not seen.
    """
    displacement = np.where(followed, signal - level, np.nan)
    unseen = ~np.isfinite(shot.signals["shoulder_hip_knee_deg"])
    return Prepared(
        shot=shot,
        signal=signal,
        level=level,
        displacement=displacement,
        velocity=compute_velocity(shot.time_s, displacement),
        in_position=followed | unseen,
        resting=resting,
        changes=compute_changes(shot, resting, causal=causal),
        limits=limits,
        count=count,
        hold_speed=hold_speed,
    )
