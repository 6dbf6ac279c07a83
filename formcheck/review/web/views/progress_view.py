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
from formcheck.words import read_words

_WORDS = read_words("formcheck.review.web")
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
    return exercise.signal_title if exercise.reach_is_peak else _WORDS.text("progress.range.title")


def _target_words(name: str, target: float | None) -> str:
    if not find_exercise(name).installed:
        return _WORDS.text("progress.target.not_known")
    if target is None:
        return _WORDS.text("progress.target.own_best")
    unit = find_exercise(name).target().unit
    of_what = "own_tilt" if unit == "%" else "other"
    return _WORDS.text(f"progress.target.{of_what}", target=format_quantity(target, unit))


def _trend_words(trend: RangeTrend) -> str:
    if trend.baseline is None:
        return _WORDS.text("progress.trend.not_measured")
    baseline = format_quantity(trend.baseline, trend.unit)
    if trend.latest is None:
        return _WORDS.text("progress.trend.too_early", baseline=baseline)
    latest = format_quantity(trend.latest, trend.unit)
    return _WORDS.text(f"progress.trend.{trend.change}", baseline=baseline, latest=latest)


def _said(key: str) -> str:
    """Return a text of the charts."""
    return _WORDS.text(f"progress.chart.{key}")


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
    aim = [] if shown is None else [Line(_said("target"), [Point(day, shown) for day in days])]
    band = (trend.low, trend.high) if trend.low is not None and trend.high is not None else None
    band_words = _band_words(unit, known=band is not None)
    return [
        build_time_chart(
            _reach_words(name),
            [
                Line(_said("mean"), _points(sets, lambda item: item.reach)),
                *aim,
            ],
            unit,
            days,
            remark=band_words,
            band=band,
        ),
        build_time_chart(
            _said("tiring.title"),
            [
                Line(
                    _said("tiring.first"),
                    _points(sets, lambda item: item.first_three),
                ),
                Line(
                    _said("tiring.last"),
                    _points(sets, lambda item: item.last_three),
                ),
            ],
            unit,
            days,
            remark=_said("tiring.remark"),
        ),
        build_time_chart(
            _said("hold.title"),
            [
                Line(
                    _said("hold.mean"),
                    _points(sets, lambda item: item.hold_mean_s),
                ),
                Line(_said("hold.prescribed"), _points(sets, _hold_in_plan_s)),
            ],
            "s",
            days,
            decimals=1,
            remark=_said("hold.cut") if any(item.hold_at_least for item in sets) else "",
        ),
        build_time_chart(
            _said("tempo.title"),
            [
                Line(
                    _said("tempo.out"),
                    _points(sets, lambda item: item.out_mean_s),
                ),
                Line(
                    _said("tempo.back"),
                    _points(sets, lambda item: item.return_mean_s),
                ),
            ],
            "s",
            days,
            decimals=1,
        ),
        build_time_chart(
            _said("clean.title"),
            [Line(_said("clean.line"), _points(sets, _clean_percent))],
            "%",
            days,
            remark=_said("clean.remark"),
            bounds=(0.0, 100.0),
        ),
        build_time_chart(
            _said("sides.title"),
            [
                Line(
                    _said("sides.left"),
                    _points(sets, lambda item: item.peak_left),
                ),
                Line(
                    _said("sides.right"),
                    _points(sets, lambda item: item.peak_right),
                ),
            ],
            unit,
            days,
            remark=_said("sides.remark"),
        ),
    ]


def _hold_in_plan_s(item: SetFigures) -> float | None:
    return item.prescribed_hold_s if item.in_plan else None


def _band_words(unit: str, *, known: bool) -> str:
    if known:
        return _said("inside_band")
    if unit == "%":
        return _said("own_movement")
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
    said_before, said_after = (
        _WORDS.text("progress.pain.before"),
        _WORDS.text("progress.pain.after"),
    )
    charts = [
        build_time_chart(
            _WORDS.text("progress.pain.chart"),
            [Line(said_before, before), Line(said_after, after)],
            "",
            days,
            remark=_WORDS.text("progress.pain.remark"),
            bounds=(0.0, 10.0),
        ),
        build_time_chart(
            _WORDS.text("progress.pain.leg"),
            [Line(said_before, sites_before), Line(said_after, sites_after)],
            "",
            days,
            remark=_WORDS.text("progress.pain.leg_remark"),
            bounds=(0.0, 5.0),
            names=[site_words(site) for site in PAIN_SITES],
        ),
    ]
    return [chart for chart in charts if chart is not None]
