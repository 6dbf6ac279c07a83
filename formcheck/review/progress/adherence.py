"""What was done of what was prescribed, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.plan.model import WEEKDAYS, Plan, PlanVersion
from formcheck.review.progress.series import DatedSet, each_clip_once


@dataclass(frozen=True)
class DayAdherence:
    """One day of the calendar.

    Attributes
    ----------
    day : date
    planned : mapping of str to int
        Sets prescribed, by exercise; empty on a day off or without a plan.
    done : mapping of str to int
        Sets done, by exercise, prescribed or not.
    over : bool
        Whether the day is over: what is still to come today was not left out.
    """

    day: date
    planned: dict[str, int]
    done: dict[str, int]
    over: bool = True

    @property
    def sets_planned(self) -> int:
        """Prescribed sets."""
        return sum(self.planned.values())

    @property
    def sets_done(self) -> int:
        """Prescribed sets that were done; more of one does not make up for another."""
        return sum(min(count, self.done.get(name, 0)) for name, count in self.planned.items())

    @property
    def counts(self) -> bool:
        """Whether the day is to be reckoned with: something was prescribed, and due or done."""
        return bool(self.planned) and (self.over or self.sets_done > 0)

    @property
    def exercised(self) -> bool:
        """Whether anything was done."""
        return bool(self.done)


@dataclass(frozen=True)
class Adherence:
    """Days, and what they come to; how often is said before how much.

    Attributes
    ----------
    days : list of DayAdherence
        Every day of the time span, oldest first.
    """

    days: list[DayAdherence]

    @property
    def days_planned(self) -> int:
        """Days on which something was prescribed, today only once some of it is done."""
        return sum(day.counts for day in self.days)

    @property
    def days_done(self) -> int:
        """Of those, days on which at least one prescribed set was done."""
        return sum(day.sets_done > 0 for day in self.days)

    @property
    def days_share(self) -> float | None:
        """How often: share of the prescribed days; None without any."""
        return self.days_done / self.days_planned if self.days_planned else None

    @property
    def sets_share(self) -> float | None:
        """How much: share of the prescribed sets; None without any."""
        due = [day for day in self.days if day.counts]
        planned = sum(day.sets_planned for day in due)
        return sum(day.sets_done for day in due) / planned if planned else None

    @property
    def has_just_begun(self) -> bool:
        """Whether something is prescribed, and nothing of it was due yet."""
        return not self.days_planned and any(day.planned for day in self.days)


def compute_adherence(
    sets: Iterable[DatedSet],
    plans: Sequence[PlanVersion],
    first_day: date,
    last_day: date,
    *,
    today: date | None = None,
) -> Adherence:
    """Compare what was done with the plan that was in force each day.

    Parameters
    ----------
    sets : iterable of SetFigures or DoneSet
        Of one patient.
    plans : sequence of PlanVersion
        All versions. A plan holds from the day after it was saved, the first one
        from the day itself; days before it ask for nothing.
    first_day, last_day : date
        Both belong to the span.
    today : date, optional
        A day that is not over yet.
    """
    done: dict[date, Counter[str]] = {}
    for item in each_clip_once(sets):
        done.setdefault(item.day, Counter())[item.exercise] += 1
    count = (last_day - first_day).days + 1
    days = [first_day + timedelta(days=number) for number in range(count)]
    ordered = sorted(plans, key=lambda version: version.version)
    return Adherence(
        [
            DayAdherence(day, _planned(ordered, day), dict(done.get(day, {})), over=day != today)
            for day in days
        ]
    )


def weeks(adherence: Adherence) -> list[Adherence]:
    """Return the calendar by weeks from Monday to Sunday; the first and last may be shorter."""
    grouped: dict[tuple[int, int], list[DayAdherence]] = {}
    for day in adherence.days:
        year, week, _ = day.day.isocalendar()
        grouped.setdefault((year, week), []).append(day)
    return [Adherence(days) for days in grouped.values()]


def _planned(versions: Sequence[PlanVersion], day: date) -> dict[str, int]:
    plan = _in_force(versions, day)
    if plan is None:
        return {}
    weekday = WEEKDAYS[day.weekday()]
    return {name: item.sets_a_day for name, item in plan.prescribed.items() if weekday in item.days}


def _in_force(versions: Sequence[PlanVersion], day: date) -> Plan | None:
    """Return the plan of a day: a new version asks for nothing on the day that is half over."""
    # The day where the therapist is, not the one in UTC.
    saved_on = [version.saved_at.astimezone().date() for version in versions]
    held = [
        version
        for number, version in enumerate(versions)
        if saved_on[number] < day or (number == 0 and saved_on[number] == day)
    ]
    return held[-1].plan if held else None
