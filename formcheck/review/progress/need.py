"""Who needs attention: flags that nobody has seen yet, and those that somebody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from formcheck.history.caseload import Lately
from formcheck.history.models import FlagKind, SeenFlag
from formcheck.review.progress.flags import LIMITS, Flag, FlagLimits, find_flags

#: After all that have a flag.
_NONE = 99


@dataclass(frozen=True)
class Need:
    """The flags of one patient.

    Attributes
    ----------
    open : list of Flag
        Nobody has seen them; the most serious first.
    seen : list of (Flag, SeenFlag)
        Each with the newest mark that covers it.
    """

    open: list[Flag]
    seen: list[tuple[Flag, SeenFlag]]

    @property
    def kinds(self) -> list[FlagKind]:
        """The kinds of the open flags, each once, the most serious first."""
        return list(dict.fromkeys(flag.kind for flag in self.open))

    @property
    def urgency(self) -> tuple[int, float]:
        """What patients are sorted by: the most serious flag, the newest first."""
        if not self.open:
            return _NONE, 0.0
        return self.open[0].rank, -self.open[0].last.timestamp()

    def of_kind(self, kind: FlagKind) -> list[Flag]:
        """Return the open flags of a kind, newest first."""
        return [flag for flag in self.open if flag.kind == kind]


def find_need(lately: Lately, today: date, limits: FlagLimits = LIMITS) -> Need:
    """Return the flags of a patient, told apart by what a therapist has seen.

    A flag is seen if something that it stands on was shown when its kind was marked: what
    happens anew is not, and neither is what has gone on for a full span since.
    """
    open_, seen = [], []
    for flag in find_flags(lately, today, limits):
        mark = _mark_of(flag, lately.seen)
        if mark is None:
            open_.append(flag)
        else:
            seen.append((flag, mark))
    return Need(open_, seen)


def _mark_of(flag: Flag, marks: Sequence[SeenFlag]) -> SeenFlag | None:
    covering = [mark for mark in marks if mark.kind == flag.kind and mark.upto >= flag.first]
    return max(covering, key=lambda mark: mark.id, default=None)
