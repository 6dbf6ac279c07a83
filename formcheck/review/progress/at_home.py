"""What a person at home sees: this week, own best, what is easier, how to begin again.

No streak is counted: one that is shown as broken lowers the next try, whatever was really done.
Days off look like all others, what was done since the beginning never falls, and after a break
a smaller dose is offered. Its rule is by judgement, no trial gives one: after a week the first
set is smaller, after four weeks half the repetitions, after that the warning signs and the
therapist come first.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from formcheck.exercises.settings import Settings
from formcheck.history.figures import SetFigures
from formcheck.history.models import PAIN_SITES, PainAnswer
from formcheck.plan.model import WEEKDAYS, Plan
from formcheck.review.progress.range_trend import compute_range_trend
from formcheck.review.progress.series import by_exercise

#: Days without a set after which it is a break, and after which it is a longer one.
BREAK_DAYS, LONG_BREAK_DAYS, VERY_LONG_BREAK_DAYS = 4, 8, 29
#: Who exercises once a week makes no break in between.
_LEAST_DAYS_PASSED = 2
#: A change of pain that means something, points of 0 to 10.
PAIN_CHANGE = 2
_COMPARED = 3
#: Holds differ from one to the next; so much longer is more than that.
_LONGER_HOLD_S = 3.0

BreakKind = Literal["short", "long", "very_long"]
EasierKind = Literal["reach", "hold", "pain", "site"]


@dataclass(frozen=True)
class WeekDay:
    """A day of this week."""

    day: date
    done: bool
    is_today: bool


@dataclass(frozen=True)
class OwnBest:
    """The furthest that somebody got in an exercise.

    Attributes
    ----------
    exercise : str
    reach : float
        In ``unit``.
    unit : str
    day : date
    """

    exercise: str
    reach: float
    unit: str
    day: date


@dataclass(frozen=True)
class Easier:
    """Something that has become easier; the exercise is None for pain.

    Attributes
    ----------
    kind : {"reach", "hold", "pain", "site"}
    exercise : str or None
    before, now : float
        In the unit of the exercise, seconds, points, or places of `PAIN_SITES`.
    unit : str
    """

    kind: EasierKind
    exercise: str | None
    before: float
    now: float
    unit: str = ""


@dataclass(frozen=True)
class SmallerDose:
    """What of an exercise to begin with again."""

    exercise: str
    reps: int
    full_reps: int


@dataclass(frozen=True)
class Restart:
    """How to begin again after a break.

    Attributes
    ----------
    kind : {"short", "long", "very_long"}
    doses : list of SmallerDose
        For the first set, or for the first two sessions; empty where nothing is prescribed.
    """

    kind: BreakKind
    doses: list[SmallerDose]


@dataclass(frozen=True)
class OwnProgress:
    """All of it.

    Attributes
    ----------
    week : list of WeekDay
        From Monday.
    days_this_week, days_in_all : int
        On which anything was done; the second never falls.
    best : list of OwnBest
    easier : list of Easier
    restart : Restart or None
        None unless there was a break.
    """

    week: list[WeekDay]
    days_this_week: int
    days_in_all: int
    best: list[OwnBest]
    easier: list[Easier]
    restart: Restart | None


def see_own_progress(
    sets: Sequence[SetFigures],
    answers: Sequence[PainAnswer],
    plan: Plan,
    settings: Settings,
    today: date,
) -> OwnProgress:
    """Work out what a person at home sees of themselves.

    Parameters
    ----------
    sets : sequence of SetFigures
        Oldest first.
    answers : sequence of PainAnswer
        Oldest first.
    plan : Plan
        Empty if there is none.
    settings : Settings
        With the doses of the plan in force.
    today : date
    """
    days = {item.day for item in sets}
    monday = today - timedelta(days=today.weekday())
    week = [
        WeekDay(day, day in days, day == today)
        for day in (monday + timedelta(days=number) for number in range(7))
    ]
    exercises = by_exercise(list(sets))
    return OwnProgress(
        week=week,
        days_this_week=sum(item.done for item in week),
        days_in_all=len(days),
        best=[best for name, own in exercises.items() if (best := _best(name, own)) is not None],
        easier=[
            *(found for name, own in exercises.items() for found in _easier(name, own)),
            *_less_pain(answers),
        ],
        restart=_restart(max(days, default=None), plan, settings, today),
    )


def _best(name: str, sets: Sequence[SetFigures]) -> OwnBest | None:
    measured = [(item.reach, item) for item in sets if item.reach is not None]
    if len(measured) < 2:
        return None
    reach, best = max(measured, key=lambda pair: pair[0])
    return OwnBest(name, reach, best.unit, best.day)


def _easier(name: str, sets: Sequence[SetFigures]) -> list[Easier]:
    found: list[Easier] = []
    trend = compute_range_trend(sets)
    if trend.change == "more" and trend.baseline is not None and trend.latest is not None:
        found.append(Easier("reach", name, trend.baseline, trend.latest, trend.unit))
    holds = [item.hold_mean_s for item in sets if item.hold_mean_s is not None]
    if len(holds) >= 2 * _COMPARED:
        before = statistics.median(holds[:_COMPARED])
        now = statistics.median(holds[-_COMPARED:])
        if now - before >= _LONGER_HOLD_S:
            found.append(Easier("hold", name, before, now, "s"))
    return found


def _less_pain(answers: Sequence[PainAnswer]) -> list[Easier]:
    """Return what has become less, by the answers before exercising: those after vary with it."""
    asked = [item for item in answers if item.moment == "before"]
    if len(asked) < 2 * _COMPARED:
        return []
    found: list[Easier] = []
    first, last = asked[:_COMPARED], asked[-_COMPARED:]
    before = statistics.median(item.pain_0_to_10 for item in first)
    now = statistics.median(item.pain_0_to_10 for item in last)
    if before - now >= PAIN_CHANGE:
        found.append(Easier("pain", None, before, now))
    places = [
        statistics.median_low(PAIN_SITES.index(item.furthest_site) for item in items)
        for items in (first, last)
    ]
    if places[1] < places[0] and places[0] > PAIN_SITES.index("back"):
        found.append(Easier("site", None, places[0], places[1]))
    return found


def _restart(last: date | None, plan: Plan, settings: Settings, today: date) -> Restart | None:
    if last is None:
        return None
    gap_days = (today - last).days
    if gap_days < BREAK_DAYS or _days_passed(last, today, plan) < _LEAST_DAYS_PASSED:
        return None
    if gap_days >= VERY_LONG_BREAK_DAYS:
        # The therapist says what to begin with; until then nothing is offered.
        return Restart("very_long", [])
    doses = [
        dose for name in plan.enabled if (dose := _smaller(name, settings.dose(name))) is not None
    ]
    return Restart("long" if gap_days >= LONG_BREAK_DAYS else "short", doses)


def _days_passed(last: date, today: date, plan: Plan) -> int:
    """Return on how many days since the last set something was prescribed; today is not over.

    Without a plan every day counts.
    """
    prescribed = {day for item in plan.prescribed.values() for day in item.days} or set(WEEKDAYS)
    between = (last + timedelta(days=number) for number in range(1, (today - last).days))
    return sum(WEEKDAYS[day.weekday()] in prescribed for day in between)


def _smaller(name: str, dose: Any) -> SmallerDose | None:
    full = getattr(dose, "reps", None)
    if not isinstance(full, int) or full < 2:
        return None
    return SmallerDose(name, max(1, full // 2), full)
