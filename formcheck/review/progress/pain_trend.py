"""Pain before and after, and where it moved: up out of the leg, or further down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from formcheck.history.models import PAIN_SITES, PainAnswer, PainSite

#: Where the pain moved: out of the leg, further down it, or neither.
Shift = Literal["up", "down", "same"]

_BUTTOCK = PAIN_SITES.index("buttock")


@dataclass(frozen=True)
class PainPair:
    """The first answer before and the last answer after one session, or one set of it.

    Attributes
    ----------
    day : date
    session_id, set_id : int or None
    before, after : PainAnswer
    """

    day: date
    session_id: int | None
    set_id: int | None
    before: PainAnswer
    after: PainAnswer

    @property
    def rise(self) -> int:
        """Points on the scale of 0 to 10 that pain went up; negative is less."""
        return self.after.pain_0_to_10 - self.before.pain_0_to_10

    @property
    def shift(self) -> Shift:
        """Where the pain moved."""
        return compute_shift(self.before.furthest_site, self.after.furthest_site)


def compute_shift(before: PainSite, after: PainSite) -> Shift:
    """Return where the pain moved between two answers.

    Only pain that is felt in the buttock or the leg afterwards has moved down: soreness
    of the back is expected (clinical-spec §2.2).
    """
    was, now = PAIN_SITES.index(before), PAIN_SITES.index(after)
    if now > was and now >= _BUTTOCK:
        return "down"
    return "up" if now < was and was >= _BUTTOCK else "same"


def pair_sessions(answers: Iterable[PainAnswer]) -> list[PainPair]:
    """Pair the first answer before with the last after, of each session, oldest first.

    Answers without a session are taken by day.
    """
    groups: dict[tuple[str, object], list[PainAnswer]] = {}
    for answer in answers:
        key = ("day", answer.day) if answer.session_id is None else ("s", answer.session_id)
        groups.setdefault(key, []).append(answer)
    pairs = [_pair(group, None) for group in groups.values()]
    return sorted((pair for pair in pairs if pair), key=lambda pair: pair.before.answered_at)


def pair_sets(answers: Iterable[PainAnswer]) -> list[PainPair]:
    """Pair before and after of each set; before the first set stands for all that have none."""
    ordered = sorted(answers, key=lambda answer: (answer.answered_at, answer.id))
    pairs = []
    latest: dict[object, PainAnswer] = {}
    for answer in ordered:
        group = answer.session_id if answer.session_id is not None else answer.day
        earlier = latest.get(group)
        if answer.moment == "after" and earlier is not None and answer.set_id is not None:
            pairs.append(PainPair(answer.day, answer.session_id, answer.set_id, earlier, answer))
        latest[group] = answer
    return pairs


def _pair(group: list[PainAnswer], set_id: int | None) -> PainPair | None:
    ordered = sorted(group, key=lambda answer: (answer.answered_at, answer.id))
    before = next((answer for answer in ordered if answer.moment == "before"), None)
    after = next((answer for answer in reversed(ordered) if answer.moment == "after"), None)
    if before is None or after is None:
        return None
    return PainPair(before.day, before.session_id, set_id, before, after)
