"""What the rules of an exercise must say, and what they are told."""

from __future__ import annotations

from abc import ABC, abstractmethod

from formcheck.arrays import FloatArray
from formcheck.exercises.base import Exercise
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import Details, Finding, JudgedMovement, Kind
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Phases, Prepared

_LOOK_BACK_S = 30.0
#: To be lowered and held anew takes this long at least: a hold that need not last longer may
#: have been done again while the film showed something else.
_DONE_AGAIN_S = 2.0


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
        """Shorten a movement that the person left for another posture; live once it is over."""
        return movement

    def end_at_rest(self, prepared: Prepared, movement: Movement) -> Movement:
        """Shorten a movement to where the person came to rest; asked about whole clips only."""
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

    def is_wrong_way(self, finding: Finding) -> bool:
        """Tell whether a fault shows this exercise done the wrong way, not another exercise."""
        return False

    def target(self, settings: Settings) -> float | None:
        """Return the displacement to aim for, for the range bar; None if there is none."""
        return None

    def target_level(self, settings: Settings) -> float | None:
        """Return the value of the main signal to aim for, where it is not a change from rest."""
        return None

    def hold_prescribed_s(self, settings: Settings) -> float:
        """Return the prescribed hold."""
        return 0.0

    def shortest_hold_s(self, settings: Settings) -> float:
        """Return the shortest hold that this exercise is done for; 0 if it is no matter of holding.

        Only of a large movement: a hold is found again by the body's lying as it did before.
        """
        return 0.0

    def holds_over_cuts(self, settings: Settings) -> bool:
        """Tell whether a hold may go on while the film shows something else for a while."""
        return self.shortest_hold_s(settings) >= _DONE_AGAIN_S

    def look_back_s(self, settings: Settings) -> float:
        """Return how much of the past tells rest and range, for live input."""
        return _LOOK_BACK_S

    def own_size_signal(self, prepared: Prepared) -> FloatArray | None:
        """Return what guided movements are measured by, to learn how far this person goes.

        Returns
        -------
        (F,) float or None
            Grows with the movement, 0 at rest, NaN where not seen. None if the exercise
            needs no calibration.
        """
        return None

    def least_own_size(self, settings: Settings) -> float:
        """Return the size below which a guided movement was not seen."""
        return 0.0

    def with_own_size(self, settings: Settings, own_size: float) -> Settings:
        """Return settings in which the size that guided movements had is in force."""
        return settings
