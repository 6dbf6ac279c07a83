"""What the rules of an exercise must say, and what they are told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.base import Exercise
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.session.judgement import Details, Finding, JudgedMovement, Kind
from formcheck.session.movements import Movement, MovementLimits

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_LOOK_BACK_S = 30.0


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


class Rules(ABC):
    """The rules of one exercise; a rule module holds one instance as ``RULES``."""

    exercise: Exercise

    @abstractmethod
    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """Return the shot's displacement and limits; None if it never shows the start posture."""

    @abstractmethod
    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Say what a movement is; None if it is nothing to do with the exercise."""

    @abstractmethod
    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """Return the faults of one movement."""

    def trim(self, prepared: Prepared, movement: Movement) -> Movement:
        """Shorten a movement that the person left for another posture."""
        return movement

    def refine_phases(self, prepared: Prepared, phases: Phases, settings: Settings) -> Phases:
        """Find hold and top another way than by the share of the movement's own peak."""
        return phases

    def describe(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> Details:
        """Say what else there is to know about one movement."""
        return Details()

    def find_other_faults(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[Finding]:
        """Return faults outside single movements: set-up, between repetitions, over the set."""
        return []

    def find_other_movements(self, prepared: Prepared, settings: Settings) -> list[JudgedMovement]:
        """Return movements of another exercise that the main signal does not show."""
        return []

    def reconsider(
        self, prepared: Prepared, judged: list[JudgedMovement], settings: Settings
    ) -> list[JudgedMovement]:
        """Look at the movements again, in the order in which they came."""
        return judged

    def target(self, settings: Settings) -> float | None:
        """Return the displacement to aim for, for the range bar; None if there is none."""
        return None

    def target_level(self, settings: Settings) -> float | None:
        """Return the value of the main signal to aim for, where it is not a change from rest."""
        return None

    def hold_prescribed_s(self, settings: Settings) -> float:
        """Return the prescribed hold."""
        return 0.0

    def look_back_s(self, settings: Settings) -> float:
        """Return how much of the past tells rest and range, for live input."""
        return _LOOK_BACK_S


def median_over(values: FloatArray, span: tuple[int, int]) -> float:
    """Return the median of the seen values in an inclusive frame range; NaN if none."""
    seen = values[span[0] : span[1] + 1]
    seen = seen[np.isfinite(seen)]
    return float(np.median(seen)) if seen.size else float("nan")
