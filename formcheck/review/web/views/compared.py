"""Two sets side by side: the same repetition against the same repetition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.history.corrections.reviewed import Reviewed, ReviewedRep
from formcheck.review.web.words import fault_name


@dataclass(frozen=True)
class ComparedRep:
    """One repetition of both sets.

    Attributes
    ----------
    here, there : ReviewedRep
    size : float or None
        Range here minus range there, in the unit of the sets.
    hold_s : float or None
        Time held here minus there; None where an end of one of them was not seen.
    only_here, only_there : list of str
        Names of the faults that only one of them has, worst first.
    """

    here: ReviewedRep
    there: ReviewedRep
    size: float | None
    hold_s: float | None
    only_here: list[str]
    only_there: list[str]


def compare_reps(here: Reviewed, there: Reviewed) -> list[ComparedRep]:
    """Compare the repetitions that both sets have, in the order of the first.

    The third with the left leg goes with the third with the left leg, however the legs take
    turns.
    """
    return [
        ComparedRep(
            here=one,
            there=other,
            size=_minus(one.range, other.range),
            hold_s=None
            if one.hold_at_least or other.hold_at_least
            else _minus(one.hold_s, other.hold_s),
            only_here=_faults_only(here, one, there, other),
            only_there=_faults_only(there, other, here, one),
        )
        for one, other in pair_reps(here.counted, there.counted)
    ]


def pair_reps(
    here: Sequence[ReviewedRep], there: Sequence[ReviewedRep]
) -> list[tuple[ReviewedRep, ReviewedRep]]:
    """Pair counted repetitions by side and number; those without a partner are left out."""
    partners: defaultdict[str | None, list[ReviewedRep]] = defaultdict(list)
    for rep in there:
        partners[rep.side].append(rep)
    pairs = []
    taken: defaultdict[str | None, int] = defaultdict(int)
    for rep in here:
        number = taken[rep.side]
        taken[rep.side] += 1
        if number < len(partners[rep.side]):
            pairs.append((rep, partners[rep.side][number]))
    return pairs


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _faults_only(
    ours: Reviewed, rep: ReviewedRep, theirs: Reviewed, other: ReviewedRep
) -> list[str]:
    known = {fault.id for fault in theirs.standing_faults if fault.rep == other.index}
    found = {
        fault.id: fault
        for fault in ours.standing_faults
        if fault.rep == rep.index and fault.id not in known
    }
    ordered = sorted(found.values(), key=lambda fault: -fault.severity)
    return [fault_name(fault) for fault in ordered]
