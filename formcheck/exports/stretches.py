"""Repetitions and faults as stretches of time with a text: what programs for coding films hold.

A text begins with the key of what it stands for (``rep-3 | counted | 122 deg``), so that an
edited file can be brought back: what still has its key is the same, whatever became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from formcheck.exports.exported_set import ExportedSet
from formcheck.history.corrections.reviewed import ReviewedFault, ReviewedRep

#: Tiers of the repetitions, and of what a therapist writes.
REPETITIONS, NOTES = "repetitions", "therapist"
_FAULT_TIER = "fault "
_SEPARATOR = " | "
_KEY = re.compile(r"(rep|fault)-c?[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Stretch:
    """Something that lasts, as it is shown beside a film.

    Attributes
    ----------
    tier : str
        What belongs together; within a tier nothing overlaps, but repetitions of faults may.
    start_s, end_s : float
        Seconds after the first frame, as the film plays.
    text : str
    """

    tier: str
    start_s: float
    end_s: float
    text: str

    @property
    def key(self) -> str | None:
        """The key at the head of the text; None if there is none."""
        head = self.text.split("|", 1)[0].strip()
        return head if _KEY.fullmatch(head) else None

    @property
    def words(self) -> list[str]:
        """The parts of the text, without the key."""
        parts = [part.strip() for part in self.text.split("|")]
        return parts[1:] if self.key else parts


def fault_tier(fault_id: str) -> str:
    """Return the name of the tier of a kind of fault."""
    return f"{_FAULT_TIER}{fault_id}"


def fault_of_tier(tier: str) -> str | None:
    """Return which kind of fault a tier is for; None if it is for none."""
    return tier.removeprefix(_FAULT_TIER).strip() if tier.startswith(_FAULT_TIER) else None


def stretches_of(exported: ExportedSet) -> list[Stretch]:
    """Return all that a set holds and nobody rejected, in order of time, repetitions first."""
    pace = 1.0 / exported.result.clip.speed
    reviewed = exported.reviewed
    found = [
        Stretch(REPETITIONS, pace * rep.start_s, pace * rep.end_s, _rep_text(rep, reviewed.unit))
        for rep in reviewed.reps
        if rep.stands
    ]
    found += [
        Stretch(fault_tier(fault.id), pace * fault.start_s, pace * fault.end_s, _fault_text(fault))
        for fault in reviewed.faults
        if fault.verdict != "rejected"
    ]
    return sorted(found, key=lambda item: (item.start_s, item.tier != REPETITIONS, item.end_s))


def _rep_text(rep: ReviewedRep, unit: str) -> str:
    parts = [rep.key, rep.kind]
    if rep.side is not None:
        parts.append(rep.side)
    if rep.peak is not None:
        parts.append(f"{rep.peak:.0f} {unit}")
    return _SEPARATOR.join(parts)


def _fault_text(fault: ReviewedFault) -> str:
    return _SEPARATOR.join([fault.key, fault.name, *([] if fault.stands else ["not sure"])])
