"""What one movement says about which exercise it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

#: The answer "none of the exercises".
NONE = "none"
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
        Exercise names and `NONE`; together at most 1. An exercise that is not
        named gets `LEAST_SHARE`.
    """

    start: int
    end: int
    shares: Mapping[str, float]

    def share(self, name: str) -> float:
        """Return the belief in one exercise, or in `NONE`."""
        return max(LEAST_SHARE, self.shares.get(name, 0.0))

    def moved(self, frames: int) -> Evidence:
        """Return the same movement, counted from another frame."""
        return replace(self, start=self.start + frames, end=self.end + frames)
