"""What the progress page shows of one patient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.errors import SettingsError
from formcheck.exercises.registry import find_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.history.figures import SetFigures
from formcheck.history.models import PAIN_SITES, Page, PainAnswer, SetFilter
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from formcheck.plan.settings import plan_settings
from formcheck.plan.targets import find_target
from formcheck.report.page.quantities import format_quantity
from formcheck.review.progress.adherence import Adherence, compute_adherence, weeks
from formcheck.review.progress.flags import WORK, Flag, first_days
from formcheck.review.progress.need import Need, find_need
from formcheck.review.progress.pain_trend import PainPair, pair_sessions
from formcheck.review.progress.range_trend import RangeTrend, compute_range_trend
from formcheck.review.progress.series import by_exercise
from formcheck.review.web.views.time_chart import Line, Point, TimeChart, build_time_chart
from formcheck.review.web.words import site_words

_CHANGES = {
    "more": "more than at the start, beyond the band",
    "less": "less than at the start, beyond the band",
    "same": "no change that means something",
    "unknown": "too little to tell",
}
_CUT_HOLDS = "Where an end of a hold was not seen, it lasted at least so long."
#: Weeks that the calendar shows.
CALENDAR_WEEKS = 8


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise over time."""

    title: str
    reach_words: str
    target_words: str
    sets: list[SetFigures]
    latest: SetFigures
    trend_words: str
    charts: list[TimeChart]
    top_faults: list[tuple[str, int]]


@dataclass(frozen=True)
class Progress:
    """Everything the page shows; ``left_out`` sets are damaged and cannot be shown."""

    flags: list[Flag]
    need: Need
    exercises: list[ExerciseProgress]
    pain: list[PainPair]
    pain_charts: list[TimeChart]
    adherence: Adherence
    calendar: list[Adherence]
    left_out: int


def collect_progress(store: Store, patient_id: int, today: date) -> Progress:
    """Work out the progress of one patient up to a day."""
    (lately,) = store.caseload.lately(*first_days(today), patient_id)
    need = find_need(lately, today)
    figures = store.progress.of_patient(patient_id)
    answers = store.pain.of_patient(patient_id)
    plans = store.plans.versions(patient_id)
    settings = _settings(plans[0].plan if plans else Plan())
    monday = today - timedelta(days=today.weekday())
    first_day = monday - timedelta(weeks=CALENDAR_WEEKS - 1)
    adherence = compute_adherence(figures, plans, first_day, today, today=today)
    days = _span(figures, answers, today)
    pairs = pair_sessions(answers)
    return Progress(
        flags=[flag for flag in need.open if flag.kind not in WORK],
        need=need,
        exercises=[
            _exercise(name, sets, find_target(name, settings), days)
            for name, sets in by_exercise(figures).items()
        ],
        pain=pairs,
        pain_charts=_pain_charts(pairs, days),
        adherence=adherence,
        calendar=weeks(adherence),
        left_out=store.sets.select(SetFilter(patient_id), Page(1, 1)).total - len(figures),
    )


def _settings(plan: Plan) -> Settings:
    """Return the settings of a plan; the defaults if an earlier program saved what cannot be."""
    try:
        return plan_settings(plan)
    except SettingsError:
        return default_settings()


def _span(
    figures: Sequence[SetFigures], answers: Sequence[PainAnswer], today: date
) -> tuple[date, date]:
    shown = [item.day for item in figures] + [answer.day for answer in answers]
    return min([*shown, today]), max([*shown, today])


def _exercise(
    name: str, sets: list[SetFigures], target: float | None, days: tuple[date, date]
) -> ExerciseProgress:
    trend = compute_range_trend(sets)
    counts: dict[str, int] = {}
    for item in sets:
        for fault_id, count in item.fault_counts.items():
            counts[fault_id] = counts.get(fault_id, 0) + count
    names = {spec.id: spec.name for spec in find_exercise(name).faults}
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    charts = _charts(name, sets, trend, target, days)
    return ExerciseProgress(
        title=find_exercise(name).title,
        reach_words=_reach_words(name),
        target_words=_target_words(name, target),
        sets=sets,
        latest=sets[-1],
        trend_words=_trend_words(trend),
        charts=[chart for chart in charts if chart is not None],
        top_faults=[(names.get(fault_id, fault_id), count) for fault_id, count in ordered[:3]],
    )


def _reach_words(name: str) -> str:
    exercise = find_exercise(name)
    return exercise.signal_title if exercise.reach_is_peak else "Range"


def _target_words(name: str, target: float | None) -> str:
    if not find_exercise(name).installed:
        return "target not known here"
    if target is None:
        return "aims for the person's own best"
    target_unit = find_exercise(name).target().unit
    of_what = " of the own tilt in live sessions" if target_unit == "%" else ""
    return f"target {format_quantity(target, target_unit)}{of_what}"


def _trend_words(trend: RangeTrend) -> str:
    if trend.baseline is None:
        return "not measured"
    words = f"at the start {format_quantity(trend.baseline, trend.unit)}"
    if trend.latest is not None:
        words += f", lately {format_quantity(trend.latest, trend.unit)}"
    return f"{words}: {_CHANGES[trend.change]}"


def _points(
    sets: Sequence[SetFigures], figure: Callable[[SetFigures], float | None]
) -> list[Point]:
    found = [(item, figure(item)) for item in sets]
    return [Point(item.day, value, item.set_id) for item, value in found if value is not None]


def _charts(
    name: str,
    sets: list[SetFigures],
    trend: RangeTrend,
    target: float | None,
    days: tuple[date, date],
) -> list[TimeChart | None]:
    unit = sets[-1].unit
    # A share of the own movement of each clip says nothing against a target over weeks.
    shown = target if unit == "deg" else None
    aim = [] if shown is None else [Line("Target", [Point(day, shown) for day in days])]
    band = (trend.low, trend.high) if trend.low is not None and trend.high is not None else None
    band_words = _band_words(unit, known=band is not None)
    return [
        build_time_chart(
            _reach_words(name),
            [Line("Mean", _points(sets, lambda item: item.reach)), *aim],
            unit,
            days,
            remark=band_words,
            band=band,
        ),
        build_time_chart(
            "First three against last three",
            [
                Line("First three", _points(sets, lambda item: item.first_three)),
                Line("Last three", _points(sets, lambda item: item.last_three)),
            ],
            unit,
            days,
            remark="Mean range of the first and of the last three repetitions of a set: tiring.",
        ),
        build_time_chart(
            "Hold",
            [
                Line("Mean hold", _points(sets, lambda item: item.hold_mean_s)),
                Line("Prescribed", _points(sets, _hold_in_plan_s)),
            ],
            "s",
            days,
            decimals=1,
            remark=_CUT_HOLDS if any(item.hold_at_least for item in sets) else "",
        ),
        build_time_chart(
            "Tempo",
            [
                Line("Way out", _points(sets, lambda item: item.out_mean_s)),
                Line("Way back", _points(sets, lambda item: item.return_mean_s)),
            ],
            "s",
            days,
            decimals=1,
        ),
        build_time_chart(
            "Clean repetitions",
            [Line("Clean", _points(sets, _clean_percent))],
            "%",
            days,
            remark="Share of the counted repetitions without a fault worth correcting.",
            bounds=(0.0, 100.0),
        ),
        build_time_chart(
            "Left and right",
            [
                Line("Left", _points(sets, lambda item: item.peak_left)),
                Line("Right", _points(sets, lambda item: item.peak_right)),
            ],
            unit,
            days,
            remark="Mean peak of each side.",
        ),
    ]


def _hold_in_plan_s(item: SetFigures) -> float | None:
    return item.prescribed_hold_s if item.in_plan else None


def _band_words(unit: str, *, known: bool) -> str:
    if known:
        return "Inside the band a change means nothing: it is no larger than measuring again gives."
    if unit == "%":
        return (
            "Measured against the person's own movement of the same clip, so sets cannot be "
            "compared by size."
        )
    return ""


def _clean_percent(item: SetFigures) -> float | None:
    return None if item.clean_share is None else 100 * item.clean_share


def _pain_charts(pairs: Sequence[PainPair], days: tuple[date, date]) -> list[TimeChart]:
    before = [Point(pair.day, float(pair.before.pain_0_to_10)) for pair in pairs]
    after = [Point(pair.day, float(pair.after.pain_0_to_10)) for pair in pairs]
    sites_before = [
        Point(pair.day, float(PAIN_SITES.index(pair.before.furthest_site))) for pair in pairs
    ]
    sites_after = [
        Point(pair.day, float(PAIN_SITES.index(pair.after.furthest_site))) for pair in pairs
    ]
    charts = [
        build_time_chart(
            "Pain, 0 to 10",
            [Line("Before", before), Line("After", after)],
            "",
            days,
            remark="Two points or more are a change that means something.",
            bounds=(0.0, 10.0),
        ),
        build_time_chart(
            "How far down the leg",
            [Line("Before", sites_before), Line("After", sites_after)],
            "",
            days,
            remark="The furthest point of the pain. Downwards is better.",
            bounds=(0.0, 5.0),
            names=[site_words(site) for site in PAIN_SITES],
        ),
    ]
    return [chart for chart in charts if chart is not None]
