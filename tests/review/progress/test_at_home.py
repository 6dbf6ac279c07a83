"""What somebody at home sees of themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from formcheck.history.figures import SetFigures
from formcheck.history.models import PainAnswer, PainSite
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings
from formcheck.review.progress.at_home import OwnProgress, see_own_progress
from tests.support.figures import make_figures
from tests.support.history import MORNING

_PLAN = Plan(exercises={"prone_press_up": PlannedExercise(reps=10)})
_MONDAY = MORNING.date()


def _see(
    sets: list[SetFigures],
    day: int,
    answers: list[PainAnswer] | None = None,
    plan: Plan = _PLAN,
) -> OwnProgress:
    today = _MONDAY + timedelta(days=day)
    return see_own_progress(sets, answers or [], plan, plan_settings(plan), today)


def _answer(number: int, pain: int, site: PainSite = "back") -> PainAnswer:
    at: datetime = MORNING + timedelta(days=number)
    return PainAnswer(number, 1, None, None, "before", pain, site, at, at.date())


def test_this_week_and_all_days() -> None:
    sets = [make_figures(n, days=n) for n in (-7, 0, 1, 1.2)]
    seen = _see(sets, 3)
    assert [item.done for item in seen.week] == [True, True, *[False] * 5]
    assert [item.is_today for item in seen.week].index(True) == 3
    assert (seen.days_this_week, seen.days_in_all) == (2, 3)


def test_a_week_of_rest_takes_nothing_away() -> None:
    sets = [make_figures(n, days=n) for n in range(5)]
    assert [_see(sets, day).days_in_all for day in (5, 20, 90)] == [5, 5, 5]


def test_own_best_is_the_furthest_set() -> None:
    sets = [make_figures(n, days=n, range_mean=reach) for n, reach in enumerate((30, 41.5, 38))]
    (best,) = _see(sets, 3).best
    assert (best.reach, best.unit, best.day) == (41.5, "deg", date(2025, 3, 4))
    assert _see(sets[:1], 3).best == []


def test_what_is_easier_is_more_than_chance() -> None:
    reaches = (30, 30, 31, 35, 36, 37)
    sets = [make_figures(n, days=n, range_mean=reach) for n, reach in enumerate(reaches)]
    assert _see(sets, 6).easier == []
    sets = [
        make_figures(n, days=n, range_mean=30 + 4 * n, hold_mean_s=2.0 + 2 * n) for n in range(6)
    ]
    reach, hold = _see(sets, 6).easier
    assert (reach.kind, reach.before, reach.now) == ("reach", 34, 46)
    assert (hold.kind, hold.before, hold.now) == ("hold", 4.0, 10.0)


def test_less_pain_and_a_nearer_place() -> None:
    sets = [make_figures(0)]
    answers = [_answer(n, 6, "foot") for n in range(3)]
    answers += [_answer(n, 4, "thigh") for n in range(3, 6)]
    pain, site = _see(sets, 6, answers).easier
    assert (pain.before, pain.now, site.kind) == (6, 4, "site")
    assert _see(sets, 6, answers[:5]).easier == []
