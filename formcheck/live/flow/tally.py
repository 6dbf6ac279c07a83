"""What was done in one set."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from formcheck.judge.result import Fault, Rep, Result
from formcheck.live.flow.wish import Offer


@dataclass
class Tally:
    """Repetitions and faults of one set.

    Attributes
    ----------
    offer : Offer
    set_number : int
    reps : list of Rep
        All that were decided, counted or not.
    faults : list of Fault
        Sure ones.
    timed_holds : int
        Holds that were only timed, where the movement could not be seen.
    folder : str
        Where it was saved; empty if not.
    """

    offer: Offer
    set_number: int = 1
    reps: list[Rep] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    timed_holds: int = 0
    folder: str = ""

    @property
    def counted(self) -> list[Rep]:
        """The repetitions that count."""
        return [rep for rep in self.reps if rep.counted]

    @property
    def done(self) -> int:
        """How many repetitions, counted or timed."""
        return len(self.counted) + self.timed_holds

    def add(self, reps: tuple[Rep, ...], faults: tuple[Fault, ...]) -> None:
        """Take in what was decided since the last time."""
        self.reps += reps
        self.faults += [fault for fault in faults if fault.sure]

    def replace_by(self, result: Result) -> None:
        """Let what was saved stand for what was seen."""
        self.reps, self.faults = list(result.reps), result.sure_faults

    def of_side(self, side: str) -> int:
        """Return how many counted repetitions were done with one leg."""
        return sum(rep.side == side for rep in self.counted)

    @property
    def total_wanted(self) -> int:
        """Repetitions of the whole set, both legs together."""
        return self.offer.reps * (2 if self.offer.side == "each" else 1)

    @property
    def complete(self) -> bool:
        """Whether the prescribed repetitions are done.

        With one leg after the other, each must have its own; but nobody is kept
        on the floor because the legs were mistaken for each other.
        """
        if self.offer.side == "each" and self.done < self.total_wanted:
            return min(self.of_side("left"), self.of_side("right")) >= self.offer.reps
        return self.done >= self.total_wanted

    @property
    def side_due(self) -> str | None:
        """The leg that is to follow: the other one has had its repetitions."""
        if self.offer.side != "each":
            return None
        for side, other in (("left", "right"), ("right", "left")):
            if self.of_side(side) >= self.offer.reps > self.of_side(other):
                return other
        return None

    @property
    def hold_total_s(self) -> float:
        """Time held in counted repetitions, seconds."""
        return sum(rep.hold_s for rep in self.counted) + self.timed_holds * self.offer.hold_s

    def fault_counts(self) -> Counter[str]:
        """Return in how many places each fault occurred."""
        return Counter(fault.id for fault in self.faults)
