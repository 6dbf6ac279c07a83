"""What a therapist must see first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from formcheck.history.figures import SetFigures
from formcheck.history.models import PainAnswer, PainSite, SafetyEvent, SafetyKind
from formcheck.plan.model import PlanVersion
from formcheck.review.progress.adherence import compute_adherence
from formcheck.review.progress.pain_trend import PainPair, compute_shift, pair_sessions, pair_sets

FlagKind = Literal["red_flag", "pain_spreads", "pain_up", "seldom", "stopped"]

#: The first are shown first.
_ORDER: tuple[FlagKind, ...] = ("red_flag", "pain_spreads", "pain_up", "stopped", "seldom")
_EVENT_WORDS: dict[SafetyKind, tuple[FlagKind, str]] = {
    "red_flag": ("red_flag", "A warning sign was reported"),
    "numb_toes": ("red_flag", "Numbness, tingling or pain in the toes was reported"),
    "still_worse": ("pain_up", "Pain was still worse a quarter of an hour after exercising"),
    "stopped": ("stopped", "A set was stopped"),
}
_SITE_WORDS: dict[PainSite, str] = {
    "none": "no pain",
    "back": "the back",
    "buttock": "the buttock",
    "thigh": "the thigh",
    "below_knee": "below the knee",
    "foot": "the foot",
}


@dataclass(frozen=True)
class FlagLimits:
    """When a flag goes up (clinical-spec §2.2, §8).

    Attributes
    ----------
    pain_rise : int
        Points on the scale of 0 to 10.
    days_share : float
        Exercising on less than this share of the prescribed days is too seldom.
    adherence_days : int
        Over so many days before today.
    recent_days : int
        What is older is no flag any more.
    """

    pain_rise: int = 2
    days_share: float = 0.5
    adherence_days: int = 7
    recent_days: int = 28


@dataclass(frozen=True)
class Flag:
    """One flag: what, since when, and a sentence for people."""

    kind: FlagKind
    day: date
    text: str


_LIMITS = FlagLimits()


def find_flags(
    *,
    sets: Iterable[SetFigures],
    answers: Sequence[PainAnswer],
    events: Iterable[SafetyEvent],
    plans: Sequence[PlanVersion],
    today: date,
    limits: FlagLimits = _LIMITS,
) -> list[Flag]:
    """Return the flags of one patient, the most serious first, newest first within a kind.

    Parameters
    ----------
    sets : iterable of SetFigures
    answers : sequence of PainAnswer
    events : iterable of SafetyEvent
    plans : sequence of PlanVersion
    today : date
        Where the therapist is.
    limits : FlagLimits
    """
    flags = [
        *(_of_event(event) for event in events),
        *_of_pain(answers, limits),
        *_of_adherence(sets, plans, today, limits),
    ]
    oldest = today - timedelta(days=limits.recent_days)
    recent = {flag for flag in flags if flag.day >= oldest}
    return sorted(recent, key=lambda flag: (_ORDER.index(flag.kind), -flag.day.toordinal()))


def _of_event(event: SafetyEvent) -> Flag:
    kind, words = _EVENT_WORDS[event.kind]
    return Flag(kind, event.day, f"{words}: {event.detail}" if event.detail else f"{words}.")


def _of_pain(answers: Sequence[PainAnswer], limits: FlagLimits) -> list[Flag]:
    sessions = pair_sessions(answers)
    flags = [flag for pair in [*sessions, *pair_sets(answers)] for flag in _of_pair(pair, limits)]
    for earlier, later in pairwise(sessions):
        was, now = earlier.before.furthest_site, later.before.furthest_site
        if compute_shift(was, now) == "down":
            flags.append(
                Flag(
                    "pain_spreads",
                    later.day,
                    f"Pain has moved down the leg since the session before: from "
                    f"{_SITE_WORDS[was]} to {_SITE_WORDS[now]}.",
                )
            )
    return flags


def _of_pair(pair: PainPair, limits: FlagLimits) -> list[Flag]:
    flags = []
    if pair.shift == "down":
        was, now = pair.before.furthest_site, pair.after.furthest_site
        text = (
            f"Pain moved down the leg while exercising: from {_SITE_WORDS[was]} to "
            f"{_SITE_WORDS[now]}."
        )
        flags.append(Flag("pain_spreads", pair.day, text))
    if pair.rise >= limits.pain_rise:
        text = (
            f"Pain went up by {pair.rise} points while exercising: from "
            f"{pair.before.pain_0_to_10} to {pair.after.pain_0_to_10} of 10."
        )
        flags.append(Flag("pain_up", pair.day, text))
    return flags


def _of_adherence(
    sets: Iterable[SetFigures], plans: Sequence[PlanVersion], today: date, limits: FlagLimits
) -> list[Flag]:
    first = today - timedelta(days=limits.adherence_days)
    lately = compute_adherence(sets, plans, first, today - timedelta(days=1))
    share = lately.days_share
    if share is None or share >= limits.days_share:
        return []
    text = (
        f"Exercised on {lately.days_done} of {lately.days_planned} prescribed days in the last "
        f"{limits.adherence_days} days."
    )
    return [Flag("seldom", today, text)]
