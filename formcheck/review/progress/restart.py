"""Beginning again after a break: what of it, and until when.

The rule is by judgement, no trial gives one: after a few days the first set is smaller, after a
week half the repetitions in two sessions, after four weeks the warning signs and the therapist
come first. All of it is read from the days on which something was done, so nothing has to be kept:
what is offered ends by itself, and the plan stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import Settings
from formcheck.plan.model import WEEKDAYS, Plan
from formcheck.plan.smaller import Smaller, smaller_reps

#: Days without a set after which it is a break, and after which it is a longer one.
BREAK_DAYS, LONG_BREAK_DAYS, VERY_LONG_BREAK_DAYS = 4, 8, 29
#: Who exercises once a week makes no break in between.
_LEAST_DAYS_PASSED = 2
_SMALLER_SESSIONS = 2

BreakKind = Literal["short", "long", "very_long"]


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
        Empty where nothing could be smaller, or nothing is offered.
    smaller : {"first-set", "session", "two-sessions"} or None
        What of today is smaller; ``session`` is the second of two. None where nothing is offered.
    """

    kind: BreakKind
    doses: list[SmallerDose]
    smaller: Smaller | None


def see_restart(
    days: Iterable[date], exercises: Collection[str], plan: Plan, settings: Settings, today: date
) -> Restart | None:
    """Return what is offered today; None unless there was a break.

    Parameters
    ----------
    days : iterable of date
        On which something was done.
    exercises : collection of str
        What was done on them; it is offered where no plan prescribes anything.
    plan : Plan
        Empty if there is none.
    settings : Settings
        With the doses of the plan in force.
    today : date
    """
    begun = sorted({*days})
    kind, smaller = _find_break([day for day in begun if day <= today], plan, today)
    if kind is None:
        return None
    if smaller is None:
        # The therapist says what to begin with; until then nothing is offered.
        return Restart(kind, [], None)
    done = [name for name in exercise_names() if name in exercises]
    names = list(plan.enabled) or done
    doses = [dose for name in names if (dose := _smaller(name, settings.dose(name))) is not None]
    return Restart(kind, doses, smaller if doses else None)


def _find_break(
    days: Sequence[date], plan: Plan, today: date
) -> tuple[BreakKind | None, Smaller | None]:
    """Return the break that counts today: one before today, or before the session of yesterday."""
    if not days:
        return None, None
    *before, newest = [day for day in days if day < today] or [today]
    kind = _kind(newest, today, plan)
    if kind == "very_long":
        # Once something was done today, the question was answered.
        return (None, None) if days[-1] == today else (kind, None)
    if kind == "long":
        return kind, "two-sessions"
    earlier = [*before, newest][-_SMALLER_SESSIONS:]
    if any(_kind(first, then, plan) == "long" for first, then in pairwise(earlier)):
        return "long", "session"
    if kind == "short" and days[-1] < today:
        return kind, "first-set"
    return None, None


def _kind(last: date, then: date, plan: Plan) -> BreakKind | None:
    gap_days = (then - last).days
    if gap_days < BREAK_DAYS or _days_passed(last, then, plan) < _LEAST_DAYS_PASSED:
        return None
    if gap_days >= VERY_LONG_BREAK_DAYS:
        return "very_long"
    return "long" if gap_days >= LONG_BREAK_DAYS else "short"


def _days_passed(last: date, then: date, plan: Plan) -> int:
    """Return on how many days between something was prescribed.

    Without a plan every day counts.
    """
    prescribed = {day for item in plan.prescribed.values() for day in item.days} or set(WEEKDAYS)
    between = (last + timedelta(days=number) for number in range(1, (then - last).days))
    return sum(WEEKDAYS[day.weekday()] in prescribed for day in between)


def _smaller(name: str, dose: Any) -> SmallerDose | None:
    full = getattr(dose, "reps", None)
    if not isinstance(full, int) or smaller_reps(full) == full:
        return None
    return SmallerDose(name, smaller_reps(full), full)
