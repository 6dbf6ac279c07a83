"""What a movement declares: how it is done, how it is judged, what sets of clips take of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..holds import HoldRule
from ..motion import Leg
from ..repetition_view import RepetitionView
from .claims import Claim
from .mover import Mover, Stance

Kind = Literal["whole", "partial", "borderline", "other", "cut_off"]

#: Nearer to its bound than this share of it, no camera tells whether a movement counts.
_BORDER_SHARE = 0.1


@dataclass(frozen=True)
class FaultExample:
    """How a scene makes one fault plainly visible.

    Parameters
    ----------
    id : str
        As in the clinical specification.
    repetition : mapping
        Changes to an ordinary repetition.
    constant : mapping of str to float
        Parameters in force all the time.
    brings_along : tuple of str
        Other faults that the same movement cannot avoid.
    variant : str
        Way of doing the exercise in which the fault is shown.
    twice : bool
        It is there only when two repetitions of a clip show it.
    one_leg : bool
        It shows only while the other leg rests.
    harmless_start : bool
        It belongs to the start position and spoils no other fault of the same clip.
    in_smoke : bool
        The smoke set shows it.
    """

    id: str
    repetition: Mapping[str, object] = field(default_factory=dict)
    constant: Mapping[str, float] = field(default_factory=dict)
    brings_along: tuple[str, ...] = ()
    variant: str = ""
    twice: bool = False
    one_leg: bool = False
    harmless_start: bool = False
    in_smoke: bool = False

    @property
    def shows_afterwards(self) -> bool:
        """Whether it shows in the rest that follows, and so needs a repetition after it."""
        return "rest_amount" in self.repetition


def by(**faults: float) -> dict[str, object]:
    """Return the changes to a repetition that give it fault parameters."""
    return {"faults": faults}


@dataclass(frozen=True, kw_only=True)
class InSets:
    """What people of the larger sets do with an exercise.

    Parameters
    ----------
    prescribed_hold_s : float
        What they were told. They keep within the tolerance of the specification, and
        letting go at once is plainly too short.
    held_s, held_with_fault_s : float
        How long they hold (and a little more each time) in an ordinary course, and
        in a clip that shows faults.
    range_share : tuple of float
        Least and largest range of a person.
    second_variant : str
        Another way of doing the exercise, which some use.
    second_variant_with_faults : bool
        Whether that is so in clips that show a fault, too.
    repetitions, faults : int
        How many repetitions an ordinary course has, and how many faults a clip shows.
    partial_depth : float
        Depth of a repetition that is too small to count.
    legs : mapping of str to float
        How often each leg has its turn; empty where it does not matter.
    """

    prescribed_hold_s: float
    held_s: float
    held_with_fault_s: float
    range_share: tuple[float, float]
    second_variant: str = ""
    second_variant_with_faults: bool = True
    repetitions: int = 4
    faults: int = 3
    partial_depth: float = 0.42
    legs: Mapping[Leg, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Movement(ABC):
    """Something that a person of a scene can do.

    Parameters
    ----------
    mover : type of Mover
        Turns moments into poses.
    aim_height_m : float, optional
        Where the camera of a set aims, if not where it does for all of its stance.
    usual_hold_s : float
        Prescribed hold where a scene does not say; 0 where nothing is held.
    """

    mover: type[Mover]
    aim_height_m: float | None = None
    usual_hold_s: float = 0.0

    @property
    def name(self) -> str:
        """As scene files call it."""
        return self.mover.name

    @property
    def stance(self) -> Stance:
        """How the body is held."""
        return self.mover.stance

    @property
    @abstractmethod
    def judged_as(self) -> Exercise:
        """The exercise whose criteria are applied to it."""


def _no_claims(views: list[RepetitionView]) -> Iterable[Claim]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Exercise(Movement):
    """A movement that is counted and judged.

    Parameters
    ----------
    find_claims : callable
        The criteria of one repetition: which faults may be there.
    find_session_claims : callable
        The criteria that need all repetitions of a clip.
    judge_size : callable
        Whether a finished repetition counts; "other" where it is another movement.
    hold_rule : HoldRule
        What holding means.
    makes_another : frozenset of str
        By these faults a repetition is another movement.
    told_of_another : frozenset of str
        What must be found in another movement, beside what makes it one.
    told_when_small : frozenset of str
        What must be found in a movement that is too small to count: what is
        dangerous, and what makes it small.
    spoils_hold : frozenset of str
        With one of these nobody can tell how long the position was held.
    examples : tuple of FaultExample
        Every fault that a clip can show.
    over_a_session : mapping of str to str
        Faults of several repetitions or days, and how a scene makes them.
    in_sets : InSets
    goes_on_over_cuts : bool
        So long a hold that it is one, though a film leaves it for a close-up.
    counts_when_cut_off : bool
        Holding is all there is to it: long enough, it counts however it began or ended.
    """

    find_claims: Callable[[RepetitionView], Iterable[Claim]]
    judge_size: Callable[[RepetitionView], Kind]
    hold_rule: HoldRule
    examples: tuple[FaultExample, ...]
    in_sets: InSets
    find_session_claims: Callable[[list[RepetitionView]], Iterable[Claim]] = _no_claims
    makes_another: frozenset[str] = frozenset()
    told_of_another: frozenset[str] = frozenset()
    told_when_small: frozenset[str] = frozenset()
    spoils_hold: frozenset[str] = frozenset()
    over_a_session: Mapping[str, str] = field(default_factory=dict)
    goes_on_over_cuts: bool = False
    counts_when_cut_off: bool = False

    @property
    def judged_as(self) -> Exercise:
        """See `Movement.judged_as`: itself."""
        return self


@dataclass(frozen=True, kw_only=True)
class LookAlike(Movement):
    """Another movement, which must not be counted as the exercise that it looks like.

    Parameters
    ----------
    looks_like : Exercise
        What a clip of it is judged as.
    fair_to_say : mapping of str to float
        Faults that nobody is blamed for reporting of the whole clip, with their
        threshold.
    times, tail_s
        How often a clip of a set shows it, and how long it goes on afterwards.
    in_smoke : bool
        The smoke set shows it.
    """

    looks_like: Exercise
    fair_to_say: Mapping[str, float] = field(default_factory=dict)
    times: int = 3
    tail_s: float = 0.8
    in_smoke: bool = False

    @property
    def judged_as(self) -> Exercise:
        """See `Movement.judged_as`: what it looks like."""
        return self.looks_like


def size_by_peak(peak: float, least: float) -> Kind:
    """Return whether a movement counts that must reach a least value."""
    if abs(peak - least) < _BORDER_SHARE * least:
        return "borderline"
    return "whole" if peak >= least else "partial"
