"""The calendar of what was done of what was prescribed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from formcheck.plan.model import Plan, PlannedExercise, PlanVersion
from formcheck.review.progress.adherence import compute_adherence, weeks
from tests.support.figures import make_figures
from tests.support.history import MORNING

MONDAY = date(2025, 3, 3)
SUNDAY = date(2025, 3, 9)


def _version(number: int, days: float, **exercises: PlannedExercise) -> PlanVersion:
    return PlanVersion(1, number, MORNING + timedelta(days=days), Plan(exercises=exercises))


PLAN = _version(
    1,
    0,
    prone_press_up=PlannedExercise(sets_a_day=2),
    knee_hug=PlannedExercise(days=["mon", "thu"]),
)


def test_how_often_and_how_much_are_told_apart() -> None:
    sets = [
        make_figures(1, days=0),
        make_figures(2, days=0.2),
        make_figures(3, days=0.3),
        make_figures(4, days=1),
        make_figures(5, days=2, exercise="pelvic_tilt"),
    ]
    week = compute_adherence(sets, [PLAN], MONDAY, SUNDAY)
    assert (week.days_planned, week.days_done) == (7, 2)
    assert week.days_share == pytest.approx(2 / 7)
    monday, tuesday, wednesday = week.days[:3]
    assert monday.planned == {"prone_press_up": 2, "knee_hug": 1}
    assert (monday.sets_planned, monday.sets_done) == (3, 2), "a third set is no knee hug"
    assert (tuesday.sets_planned, tuesday.sets_done) == (2, 1)
    assert (wednesday.sets_done, wednesday.exercised) == (0, True)
    assert week.sets_share == pytest.approx(3 / 16)


def test_without_a_plan_nothing_is_asked_for() -> None:
    week = compute_adherence([make_figures(1)], [], MONDAY, SUNDAY)
    assert (week.days_share, week.sets_share) == (None, None)
    assert week.days[0].exercised


def test_a_plan_asks_for_nothing_before_it_was_made() -> None:
    week = compute_adherence([], [_version(1, 3, knee_hug=PlannedExercise())], MONDAY, SUNDAY)
    assert [day.sets_planned for day in week.days] == [0, 0, 0, 1, 1, 1, 1]


def test_a_changed_plan_holds_from_the_next_day() -> None:
    versions = [
        _version(2, 2, knee_hug=PlannedExercise(sets_a_day=3)),
        _version(1, 0, knee_hug=PlannedExercise()),
    ]
    week = compute_adherence([], versions, MONDAY, SUNDAY)
    assert [day.sets_planned for day in week.days] == [1, 1, 1, 3, 3, 3, 3]


def test_scoring_a_clip_again_is_not_exercising_again() -> None:
    sets = [make_figures(1, clip_sha256="a"), make_figures(2, clip_sha256="a")]
    assert compute_adherence(sets, [PLAN], MONDAY, MONDAY).days[0].sets_done == 1


def test_weeks_begin_on_monday() -> None:
    span = compute_adherence([], [PLAN], MONDAY + timedelta(days=5), MONDAY + timedelta(days=15))
    assert [len(week.days) for week in weeks(span)] == [2, 7, 2]
    assert weeks(span)[1].days[0].day.weekday() == 0


def test_what_is_not_installed_was_prescribed_and_done_all_the_same() -> None:
    plan = _version(1, 0, forward_bend=PlannedExercise(days=["mon", "tue"]))
    week = compute_adherence(
        [make_figures(1, days=0, exercise="forward_bend")], [plan], MONDAY, SUNDAY
    )
    assert (week.days_planned, week.days_done) == (2, 1)


def test_what_is_still_to_come_today_was_not_left_out() -> None:
    begun = compute_adherence([], [PLAN], MONDAY, MONDAY, today=MONDAY)
    assert (begun.days_planned, begun.days_share, begun.sets_share) == (0, None, None)
    assert begun.has_just_begun
    # What is done today counts at once.
    done = compute_adherence([make_figures(1)], [PLAN], MONDAY, MONDAY, today=MONDAY)
    assert (done.days_share, done.has_just_begun) == (1.0, False)
    later = compute_adherence([], [PLAN], MONDAY, SUNDAY, today=SUNDAY)
    assert later.days_planned == 6
    assert not compute_adherence([], [], MONDAY, MONDAY, today=MONDAY).has_just_begun
