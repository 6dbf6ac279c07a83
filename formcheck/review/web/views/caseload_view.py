"""What the first page of a therapist shows: each patient in a line, who needs attention first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from formcheck.history.caseload import Lately
from formcheck.history.models import FlagKind, Patient, SetFilter
from formcheck.history.store import Store
from formcheck.review.progress.adherence import DayAdherence, compute_adherence
from formcheck.review.progress.flags import LIMITS
from formcheck.review.progress.need import Need
from formcheck.review.progress.pain_trend import pair_sessions
from formcheck.review.web.views.needs import Needing, Needs

#: Patients on a page.
PAGE_SIZE = 40
_WEEK_DAYS = 7
#: Sessions whose pain is drawn.
_MOST_SESSIONS = 12
_PAIN_WIDTH, _PAIN_HEIGHT = 60.0, 22.0
_WORST_PAIN = 10

DayLook = Literal["full", "some", "missed", "more", "rest"]


@dataclass(frozen=True)
class DayBar:
    """One day of the week as a bar; ``share`` of what was prescribed is its height."""

    day: date
    look: DayLook
    share: float


@dataclass(frozen=True)
class Week:
    """The last seven days; ``planned`` is 0 where nothing was prescribed."""

    bars: list[DayBar]
    done: int
    planned: int
    exercised: int


@dataclass(frozen=True)
class PainLine:
    """Pain before each of the last sessions, 0 to 10: as a line, and its ends as numbers."""

    path: str
    first: int
    latest: int
    sessions: int


@dataclass(frozen=True)
class PatientLine:
    """One patient."""

    patient: Patient
    need: Need
    sets_in_all: int
    last_set_at: datetime | None
    week: Week
    pain: PainLine | None
    has_plan: bool


@dataclass(frozen=True)
class Asked:
    """Which patients are wanted; empty restricts nothing.

    Attributes
    ----------
    label : str
        Part of the label.
    flag : str or None
        Only those with an open flag of this kind.
    sets : SetFilter or None
        Only those who have such a set.
    page : int
        From 1.
    """

    label: str = ""
    flag: FlagKind | None = None
    sets: SetFilter | None = None
    page: int = 1


@dataclass(frozen=True)
class CaseloadPage:
    """One page of the patients, and how many have a flag of each kind, wanted or not."""

    lines: list[PatientLine]
    total: int
    page: int
    everybody: int
    counts: dict[FlagKind, int]

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // PAGE_SIZE))


def collect_caseload(store: Store, needs: Needs, asked: Asked, today: date) -> CaseloadPage:
    """Work out one page of the patients who are wanted, those who need attention first."""
    ordered = needs.in_order(today)
    counts = Counter(kind for _, need in ordered for kind in need.kinds)
    wanted = list(_wanted(store, ordered, asked))
    shown = wanted[PAGE_SIZE * (asked.page - 1) : PAGE_SIZE * asked.page]
    return CaseloadPage(
        lines=[_line(lately, need, today) for lately, need in shown],
        total=len(wanted),
        page=asked.page,
        everybody=len(ordered),
        counts={kind: counts[kind] for kind in get_args(FlagKind) if counts[kind]},
    )


def _wanted(store: Store, needs: Sequence[Needing], asked: Asked) -> Iterable[Needing]:
    having = None if asked.sets is None else store.sets.patients_of(asked.sets)
    part = asked.label.casefold()
    for lately, need in needs:
        if (
            part in lately.patient.label.casefold()
            and (asked.flag is None or asked.flag in need.kinds)
            and (having is None or lately.patient.id in having)
        ):
            yield lately, need


def _line(lately: Lately, need: Need, today: date) -> PatientLine:
    return PatientLine(
        patient=lately.patient,
        need=need,
        sets_in_all=lately.sets_in_all,
        last_set_at=lately.last_set_at,
        week=_week(lately, today),
        pain=_pain(lately, today),
        has_plan=bool(lately.plans),
    )


def _week(lately: Lately, today: date) -> Week:
    first = today - timedelta(days=_WEEK_DAYS - 1)
    week = compute_adherence(lately.sets, lately.plans, first, today, today=today)
    return Week(
        bars=[_bar(day) for day in week.days],
        done=week.days_done,
        planned=week.days_planned,
        exercised=sum(day.exercised for day in week.days),
    )


def _bar(day: DayAdherence) -> DayBar:
    if not day.planned:
        return DayBar(day.day, "more" if day.exercised else "rest", float(day.exercised))
    share = day.sets_done / day.sets_planned
    return DayBar(day.day, look_of(day), share)


def look_of(day: DayAdherence) -> DayLook:
    """Return how a day is drawn, in the calendar and in the bars alike."""
    if not day.planned:
        return "more" if day.exercised else "rest"
    if day.sets_done >= day.sets_planned:
        return "full"
    if day.exercised:
        return "some"
    return "missed" if day.over else "rest"


def _pain(lately: Lately, today: date) -> PainLine | None:
    oldest = today - timedelta(days=LIMITS.recent_days)
    pairs = [pair for pair in pair_sessions(lately.answers) if pair.day >= oldest]
    levels = [pair.before.pain_0_to_10 for pair in pairs[-_MOST_SESSIONS:]]
    if not levels:
        return None
    step = (_PAIN_WIDTH - 4) / max(len(levels) - 1, 1)
    places = [
        f"{2 + step * at:.1f} {2 + (_PAIN_HEIGHT - 4) * (1 - level / _WORST_PAIN):.1f}"
        for at, level in enumerate(levels)
    ]
    return PainLine("M" + "L".join(places) + "h0", levels[0], levels[-1], len(levels))
