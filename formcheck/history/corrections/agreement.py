"""How far program and therapist agree, beyond what chance would give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from formcheck.history.corrections.reviewed import Reviewed, ReviewedRep
from formcheck.judge.result import Result

#: Severities by fault id, as the program and as the therapist has them.
_Pair = tuple[Mapping[str, int], Mapping[str, int]]

#: The normal quantile of an interval that holds the true value 95 times in 100.
_Z = 1.959964
#: Of fewer things kappa says nothing: its interval reaches from chance to nearly perfect.
FEWEST_FOR_KAPPA = 20


@dataclass(frozen=True)
class Table:
    """What two judges said of the same things: yes or no.

    Attributes
    ----------
    both_yes, only_program, only_therapist, both_no : int
    """

    both_yes: int = 0
    only_program: int = 0
    only_therapist: int = 0
    both_no: int = 0

    def __add__(self, other: Table) -> Table:
        """Return both together."""
        return Table(
            self.both_yes + other.both_yes,
            self.only_program + other.only_program,
            self.only_therapist + other.only_therapist,
            self.both_no + other.both_no,
        )

    @property
    def total(self) -> int:
        """How many things were judged."""
        return self.both_yes + self.only_program + self.only_therapist + self.both_no

    @property
    def share(self) -> float | None:
        """Share of things of which both say the same, 0 to 1; None without any."""
        return (self.both_yes + self.both_no) / self.total if self.total else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: agreement beyond chance, 1 at best.

        None where it is not defined: nothing was judged, or both always gave one and
        the same answer, so that chance alone would agree.
        """
        chance = self._chance
        if chance is None or self.share is None or chance >= 1.0:
            return None
        return (self.share - chance) / (1 - chance)

    @property
    def share_interval(self) -> tuple[float, float] | None:
        """Where the true share lies, 95 times in 100: Wilson's interval (JASA 1927;22:209).

        None without anything judged. It takes the things for independent of each other; those
        of one set resemble each other, so the truth is a little less certain.
        """
        n = self.total
        if self.share is None:
            return None
        middle = (self.share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = math.sqrt(self.share * (1 - self.share) / n + _Z**2 / (4 * n**2))
        half *= _Z / (1 + _Z**2 / n)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def kappa_interval(self) -> tuple[float, float] | None:
        """Where the true kappa lies, 95 times in 100; None where there is none.

        What chance gives is taken as known, as Cohen did for his standard error (Educ Psychol
        Meas 1960;20:37), and the interval is that of the share: his own would be a point
        where all agree.
        """
        chance, bounds = self._chance, self.share_interval
        if chance is None or bounds is None or chance >= 1.0:
            return None
        low, high = ((bound - chance) / (1 - chance) for bound in bounds)
        return max(-1.0, low), high

    @property
    def tells_kappa(self) -> bool:
        """Whether enough was judged to speak of kappa."""
        return self.kappa is not None and self.total >= FEWEST_FOR_KAPPA

    @property
    def _chance(self) -> float | None:
        """Share of things of which both would say the same by chance; None without any."""
        if not self.total:
            return None
        program = (self.both_yes + self.only_program) / self.total
        therapist = (self.both_yes + self.only_therapist) / self.total
        return program * therapist + (1 - program) * (1 - therapist)


@dataclass(frozen=True)
class Agreement:
    """Agreement over finished sets.

    The therapist saw what the program said before judging: agreement comes out
    higher than between two who do not know of each other.

    Attributes
    ----------
    sets : int
        How many sets were finished.
    counting : Table
        Of each movement that either saw: is it a counted repetition?
    clean : Table
        Of each repetition that both count: has it a fault of severity 1 or more?
    by_fault : mapping of str to Table
        Of the same repetitions, by fault id: has it this fault?
    """

    sets: int = 0
    counting: Table = Table()
    clean: Table = Table()
    by_fault: dict[str, Table] = field(default_factory=dict)


def compute_agreement(sets: Iterable[tuple[Result, Reviewed]]) -> Agreement:
    """Compare what the program found with what stands after correction.

    Parameters
    ----------
    sets : iterable of (Result, Reviewed)
        Those that a therapist has finished; others are passed over.
    """
    finished = [(result, reviewed) for result, reviewed in sets if reviewed.finished]
    pairs: dict[str, list[_Pair]] = {}
    for result, reviewed in finished:
        pairs.setdefault(result.exercise, []).extend(_fault_pairs(result, reviewed))
    return Agreement(
        sets=len(finished),
        counting=_sum(
            _table(_was_counted(rep, result), rep.counted)
            for result, reviewed in finished
            for rep in reviewed.reps
        ),
        clean=_sum(
            _table(_any_fault(said), _any_fault(true))
            for of_exercise in pairs.values()
            for said, true in of_exercise
        ),
        by_fault=_by_fault(pairs.values()),
    )


def _by_fault(pairs: Iterable[list[_Pair]]) -> dict[str, Table]:
    """Return a table for each fault that either named, over its own exercise's repetitions."""
    tables = {
        fault_id: _sum(_table(fault_id in said, fault_id in true) for said, true in of_exercise)
        for of_exercise in pairs
        for fault_id in {name for pair in of_exercise for faults in pair for name in faults}
    }
    return dict(sorted(tables.items()))


def _sum(tables: Iterable[Table]) -> Table:
    return sum(tables, Table())


def _table(program: bool, therapist: bool) -> Table:
    return Table(
        both_yes=int(program and therapist),
        only_program=int(program and not therapist),
        only_therapist=int(therapist and not program),
        both_no=int(not program and not therapist),
    )


def _was_counted(rep: ReviewedRep, result: Result) -> bool:
    return rep.origin == "program" and result.reps[int(rep.key.removeprefix("rep-")) - 1].counted


def _fault_pairs(result: Result, reviewed: Reviewed) -> list[_Pair]:
    """Return the faults that each names of every repetition that both count."""
    pairs: list[_Pair] = []
    for rep in reviewed.counted:
        if not _was_counted(rep, result):
            continue
        number = result.reps[int(rep.key.removeprefix("rep-")) - 1].index
        said = {item.id: item.severity for item in result.sure_faults if item.rep == number}
        true = {
            item.id: item.severity for item in reviewed.standing_faults if item.rep == rep.index
        }
        pairs.append((said, true))
    return pairs


def _any_fault(faults: Mapping[str, int]) -> bool:
    return any(severity >= 1 for severity in faults.values())
