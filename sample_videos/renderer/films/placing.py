"""What counts of a movement, by what a film shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..exercises.base import Exercise
from ..holds import find_hold
from ..truth import Truth
from ..verdict import MovementVerdict
from .stretches import Stretch, span_in_film

#: A stay counts from this share of the prescribed hold on; nearer to that bound than the second
#: share of it, either verdict is fair.
_LEAST_HOLD_SHARE, _NEAR = 0.8, 0.15
_LONGEST_CUT_AWAY_S = 20.0
_EDGE_S = 0.15
#: Where a hold begins and ends is a matter of a moment.
_HOLD_EDGE_S = 0.6
#: So little of it is missing that either verdict is fair.
_NEARLY_WHOLE = 0.9

Span = tuple[float, float]


@dataclass(frozen=True)
class Counted:
    """A repetition that counts.

    Parameters
    ----------
    span : tuple of float
        Where the film shows it.
    hold_s, at_least_s : float or None
        How long it is held, if all of it is seen; how much of the hold is seen, if not.
    """

    span: Span
    hold_s: float | None
    at_least_s: float | None


@dataclass
class Placed:
    """Everything that a film shows of its movements.

    ``whole`` are the movements that count: performance, and number of the movement.
    """

    reps: list[Counted] = field(default_factory=list)
    partial: list[Span] = field(default_factory=list)
    borderline: list[Span] = field(default_factory=list)
    other: list[Span] = field(default_factory=list)
    whole: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True)
class Placing:
    """One movement of a performance, to be found where the film shows it.

    Parameters
    ----------
    exercise : Exercise
    told_hold_s : float
        What the person was told to hold.
    performance : str
    truth : Truth
        Of the performance.
    movement : MovementVerdict
    """

    exercise: Exercise
    told_hold_s: float
    performance: str
    truth: Truth
    movement: MovementVerdict

    def into(self, placed: Placed, stretches: list[Stretch], look_alike: bool) -> None:
        """Tell of each view of the movement what counts of it, and add it to the others."""
        start_s, end_s = self.movement.start_s, self.movement.end_s
        for chain in self._chains([s for s in stretches if s.shows(start_s, end_s)]):
            span = span_in_film(chain, start_s, end_s)
            if look_alike or self.movement.kind == "other":
                placed.other.append(span)
            elif self.movement.kind in ("partial", "cut_off"):
                placed.partial.append(span)
            elif not all(stretch.certain for stretch in chain):
                self._place_turned(placed, chain, span)
            else:
                self._place(placed, chain, span)

    def _place(self, placed: Placed, chain: list[Stretch], span: Span) -> None:
        start_s, end_s = self.movement.start_s, self.movement.end_s
        begun = chain[0].take_s[0] <= start_s + _EDGE_S
        whole = begun and chain[-1].take_s[1] >= end_s - _EDGE_S
        joined = len(chain) > 1
        if whole and self.movement.kind == "borderline":
            placed.borderline.append(span)
        elif whole and (self.exercise.goes_on_over_cuts or not joined):
            hold_s = self.movement.hold_s
            exact = None if joined or hold_s is None else round(hold_s, 3)
            self._count(placed, span, exact, self._held_s(chain) if joined else None)
        elif self.exercise.counts_when_cut_off:
            self._place_stay(placed, chain, span)
        elif sum(s.seen_s(start_s, end_s) for s in chain) >= _NEARLY_WHOLE * (end_s - start_s):
            placed.borderline.append(span)
        else:
            placed.partial.append(span)

    def _place_stay(self, placed: Placed, chain: list[Stretch], span: Span) -> None:
        """Count a stay as soon as it was held long enough where it is seen."""
        held_s = self._held_s(chain)
        # A second camera on a stay that counted already may be taken for it, or for another.
        again = (self.performance, self.movement.number) in placed.whole
        either = again or self.movement.kind == "borderline"
        if self._enough(held_s, 1 + _NEAR) and not either:
            self._count(placed, span, None, held_s)
        elif self._enough(held_s, 1 - _NEAR) or either:
            placed.borderline.append(span)
        else:
            placed.partial.append(span)

    def _place_turned(self, placed: Placed, chain: list[Stretch], span: Span) -> None:
        """Leave open what is seen far aside, but for a stay that was long enough before."""
        square = [stretch for stretch in chain if stretch.certain]
        if self.exercise.counts_when_cut_off and self._enough(self._held_s(square), 1 + _NEAR):
            self._place_stay(placed, chain, span)
        else:
            placed.borderline.append(span)

    def _count(
        self, placed: Placed, span: Span, hold_s: float | None, at_least_s: float | None
    ) -> None:
        least = None if at_least_s is None else round(at_least_s, 3)
        placed.reps.append(Counted(span, hold_s, least))
        placed.whole.add((self.performance, self.movement.number))

    def _enough(self, held_s: float, share: float) -> bool:
        return held_s >= share * _LEAST_HOLD_SHARE * self.told_hold_s

    def _chains(self, shown: list[Stretch]) -> Iterator[list[Stretch]]:
        """Join the stretches of one camera between which a hold goes on, unseen."""
        chain: list[Stretch] = []
        for stretch in shown:
            if chain and not self._joins(chain[-1], stretch):
                yield chain
                chain = []
            chain.append(stretch)
        if chain:
            yield chain

    def _joins(self, before: Stretch, after: Stretch) -> bool:
        apart_s = after.film_s[0] - before.film_s[1]
        skipped_s = after.take_s[0] - before.take_s[1]
        if before.take != after.take or skipped_s < -_EDGE_S or apart_s > _LONGEST_CUT_AWAY_S:
            return False
        if apart_s < 2 * _EDGE_S and skipped_s < 2 * _EDGE_S:
            return True
        held = self._held()
        inside = len(held) > 0 and all(
            held[0] - _HOLD_EDGE_S <= moment <= held[-1] + _HOLD_EDGE_S
            for moment in (before.take_s[1], after.take_s[0])
        )
        return self.exercise.goes_on_over_cuts and bool(inside)

    def _held(self) -> npt.NDArray[np.float64]:
        """Moments of the performance at which it is held."""
        held = find_hold(self.truth, self.movement.number, self.exercise.hold_rule)
        times_s: npt.NDArray[np.float64] = self.truth.time_s[held]
        return times_s

    def _held_s(self, chain: list[Stretch]) -> float:
        """How long it is held where the film shows it, in seconds."""
        held = self._held()
        step_s = float(np.median(np.diff(self.truth.time_s)))
        seen = sum(int(((held >= s.take_s[0]) & (held <= s.take_s[1])).sum()) for s in chain)
        return seen * step_s
