"""What a therapist must see first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args

from formcheck.history.caseload import Lately
from formcheck.history.models import FlagKind, PainAnswer, PainSite, SafetyEvent, SafetyKind
from formcheck.review.progress.adherence import compute_adherence
from formcheck.review.progress.pain_trend import PainPair, compute_shift, pair_sessions, pair_sets
from formcheck.safety import retell_safety_detail
from formcheck.words import read_words

_WORDS = read_words(__package__)
#: The first are shown first.
_ORDER: tuple[FlagKind, ...] = get_args(FlagKind)
#: They say what waits for the therapist, not how the patient is doing.
WORK: tuple[FlagKind, ...] = ("answer_owed", "to_review")
_EVENT_KINDS: dict[SafetyKind, FlagKind] = {
    "red_flag": "red_flag",
    "numb_toes": "red_flag",
    "still_worse": "pain_up",
    "stopped": "stopped",
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
        Over so many days before today; nothing at all for so long is a flag of its own.
    recent_days : int
        What is older is no flag any more.
    compared_days : int
        A session longer ago than this is none that another is compared with.
    gone_days : int
        Whoever has done nothing for so long has stopped: that they do nothing is no news.
    """

    pain_rise: int = 2
    days_share: float = 0.5
    adherence_days: int = 7
    recent_days: int = 28
    compared_days: int = 42
    gone_days: int = 56


@dataclass(frozen=True)
class Flag:
    """One flag.

    Attributes
    ----------
    kind : str
    day : date
        When it happened.
    text : str
        A sentence for people.
    first, last : datetime
        The oldest and the newest thing that it stands on: one moment for what happened
        once, the bounds of a span for what goes on.
    """

    kind: FlagKind
    day: date
    text: str
    first: datetime
    last: datetime

    @property
    def rank(self) -> int:
        """How serious its kind is; 0 is the most."""
        return _ORDER.index(self.kind)


LIMITS = FlagLimits()


def find_flags(lately: Lately, today: date, limits: FlagLimits = LIMITS) -> list[Flag]:
    """Return the flags of one patient, the most serious first, newest first within a kind.

    Parameters
    ----------
    lately : Lately
        What `first_days` says is to be known.
    today : date
        Where the therapist is.
    limits : FlagLimits
    """
    oldest = today - timedelta(days=limits.recent_days)
    compared = today - timedelta(days=limits.compared_days)
    answers = [answer for answer in lately.answers if answer.day >= compared]
    flags = [
        *(_of_event(event) for event in lately.events if event.day >= oldest),
        *_of_pain(answers, oldest, limits),
        *_of_adherence(lately, today, limits),
        *_of_work(lately),
    ]
    return sorted(_each_once(flags), key=lambda flag: (flag.rank, -flag.last.timestamp()))


def first_days(today: date, limits: FlagLimits = LIMITS) -> tuple[date, date]:
    """Return the first day of the sets, and of the reports, that flags are told from."""
    return (
        today - timedelta(days=limits.adherence_days),
        today - timedelta(days=limits.compared_days),
    )


def _each_once(flags: Iterable[Flag]) -> list[Flag]:
    """Return each flag once: a session of one set says the same as the set."""
    kept: dict[tuple[FlagKind, date, str], Flag] = {}
    for flag in flags:
        known = kept.get((flag.kind, flag.day, flag.text))
        if known is None or flag.last > known.last:
            kept[flag.kind, flag.day, flag.text] = flag
    return list(kept.values())


def _happened(kind: FlagKind, day: date, text: str, at: datetime) -> Flag:
    return Flag(kind, day, text, at, at)


def _of_event(event: SafetyEvent) -> Flag:
    key = f"flags.{event.kind}"
    detail = retell_safety_detail(event.detail)
    text = _WORDS.text(f"{key}_named", detail=detail) if detail else _WORDS.text(key)
    return _happened(_EVENT_KINDS[event.kind], event.day, text, event.happened_at)


def _of_pain(answers: Sequence[PainAnswer], oldest: date, limits: FlagLimits) -> list[Flag]:
    sessions = pair_sessions(answers)
    pairs = [pair for pair in [*sessions, *pair_sets(answers)] if pair.day >= oldest]
    flags = [flag for pair in pairs for flag in _of_pair(pair, limits)]
    for earlier, later in pairwise(sessions):
        if later.day < oldest:
            continue
        was, now = earlier.before.furthest_site, later.before.furthest_site
        if compute_shift(was, now) == "down":
            text = _WORDS.text("flags.spread_since", was=_site(was), now=_site(now))
            flags.append(_happened("pain_spreads", later.day, text, later.before.answered_at))
    return flags


def _of_pair(pair: PainPair, limits: FlagLimits) -> list[Flag]:
    flags = []
    before, after = pair.before, pair.after
    if pair.shift == "down":
        text = _WORDS.text(
            "flags.spread_while", was=_site(before.furthest_site), now=_site(after.furthest_site)
        )
        flags.append(_happened("pain_spreads", pair.day, text, after.answered_at))
    if pair.rise >= limits.pain_rise:
        text = _WORDS.text(
            "flags.rose", points=pair.rise, was=before.pain_0_to_10, now=after.pain_0_to_10
        )
        flags.append(_happened("pain_up", pair.day, text, after.answered_at))
    return flags


def _site(site: PainSite) -> str:
    return _WORDS.text(f"sites.{site}")


def _of_adherence(lately: Lately, today: date, limits: FlagLimits) -> list[Flag]:
    """Return at most one flag: that somebody does nothing says more than that it is too little."""
    first = today - timedelta(days=limits.adherence_days)
    yesterday = today - timedelta(days=1)
    adherence = compute_adherence(lately.sets, lately.plans, first, yesterday)
    begun = _last_begun(lately)
    if begun is None or (today - begun).days >= limits.gone_days:
        return []
    if text := _idle_words(lately, today, begun, limits, planned=adherence.days_planned > 0):
        return [_going_on("idle", first, yesterday, text)]
    share = adherence.days_share
    if share is None or share >= limits.days_share:
        return []
    text = _WORDS.text(
        "flags.seldom",
        done=adherence.days_done,
        planned=adherence.days_planned,
        days=limits.adherence_days,
    )
    return [_going_on("seldom", first, yesterday, text)]


def _idle_words(
    lately: Lately, today: date, begun: date, limits: FlagLimits, *, planned: bool
) -> str:
    """Return what is said of somebody who does nothing; empty if there is nothing to say."""
    days = (today - begun).days
    if days < limits.adherence_days:
        return ""
    if lately.last_set_at is None:
        return _WORDS.text("flags.not_begun", days=days) if planned else ""
    # Without a plan nobody waits for longer than a month.
    return _WORDS.text("flags.idle", days=days) if planned or days < limits.recent_days else ""


def _last_begun(lately: Lately) -> date | None:
    """Return the day of the last set, or, before the first, of the first plan that is known."""
    if lately.last_set_at is not None:
        return lately.last_set_at.astimezone().date()
    return min((plan.saved_at.astimezone().date() for plan in lately.plans), default=None)


def _going_on(kind: FlagKind, first: date, last: date, text: str) -> Flag:
    return Flag(kind, last + timedelta(days=1), text, _begin(first), _begin(last))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()


def _of_work(lately: Lately) -> Iterator[Flag]:
    """Yield what waits for the therapist."""
    if lately.urgent_at is not None:
        day = lately.urgent_at.astimezone().date()
        yield _happened("red_flag", day, _WORDS.text("flags.urgent_message"), lately.urgent_at)
    if lately.unanswered_at is not None:
        text = _WORDS.count("flags.answer_owed", lately.unanswered)
        day = lately.unanswered_at.astimezone().date()
        yield _happened("answer_owed", day, text, lately.unanswered_at)
    if lately.newest_waiting_at is not None:
        text = _WORDS.count("flags.to_review", lately.waiting)
        day = lately.newest_waiting_at.astimezone().date()
        yield _happened("to_review", day, text, lately.newest_waiting_at)
