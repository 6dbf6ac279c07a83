"""What a person at home sees: this week, own best, what is easier, how to begin again.

No streak is counted: one that is shown as broken lowers the next try, whatever was really done.
Days off look like all others, what was done since the beginning never falls, and after a break
a smaller dose is offered.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from formcheck.exercises.settings import Settings
from formcheck.history.figures import SetFigures
from formcheck.history.models import PAIN_SITES, PainAnswer
from formcheck.plan.model import Plan
from formcheck.review.progress.range_trend import compute_range_trend
from formcheck.review.progress.restart import Restart, see_restart
from formcheck.review.progress.series import by_exercise

#: A change of pain that means something, points of 0 to 10.
PAIN_CHANGE = 2
_COMPARED = 3
#: Holds differ from one to the next; so much longer is more than that.
_LONGER_HOLD_S = 3.0

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
        restart=see_restart(days, list(exercises), plan, settings, today),
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
