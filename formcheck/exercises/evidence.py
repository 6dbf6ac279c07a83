"""What one movement says about which exercise it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import ShotJudgement

#: No single movement speaks more strongly against an exercise than this.
LEAST_SHARE = 0.02


@dataclass(frozen=True)
class Evidence:
    """A movement with the share of belief that it gives to each exercise.

    Attributes
    ----------
    start, end : int
        Frames, inclusive; of the shot at first, of the clip after `moved`.
    shares : mapping of str to float
        Exercise names and `NONE`; together at most 1 where one exercise speaks. An
        exercise that is not named gets `LEAST_SHARE`.
    yields : bool
        True if it is none as soon as another exercise claims a movement at that time.
    """

    start: int
    end: int
    shares: Mapping[str, float]
    yields: bool = False

    def share(self, name: str) -> float:
        """Return the belief in one exercise, or in `NONE`."""
        return max(LEAST_SHARE, self.shares.get(name, 0.0))

    def moved(self, frames: int) -> Evidence:
        """Return the same movement, counted from another frame."""
        return replace(self, start=self.start + frames, end=self.end + frames)

    def overlaps(self, others: Sequence[Evidence]) -> bool:
        """Return whether it shares a frame with one of these."""
        return any(self.start <= other.end and other.start <= self.end for other in others)


#: How the rules of the exercise judge the shot; None if it never shows the start posture.
JudgeShot = Callable[[], ShotJudgement | None]
#: The ``find_evidence`` of an exercise's module ``evidence``: the movements in a shot that is spent
#: in the stance of the exercise, each with the belief in this exercise and in `NONE`. What speaks
#: against the exercise belongs there as much as what speaks for it.
FindEvidence = Callable[[Measurements, Settings, JudgeShot], list[Evidence]]
