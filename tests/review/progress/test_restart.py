"""What is smaller after a break, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from formcheck.plan.model import Plan, PlannedExercise, Weekday
from formcheck.plan.settings import plan_settings
from formcheck.review.progress.restart import Restart, SmallerDose, see_restart
from tests.support.history import MORNING

_PLAN = Plan(exercises={"prone_press_up": PlannedExercise(reps=9)})
_MONDAY = MORNING.date()


def _see(days: list[int], today: int, plan: Plan = _PLAN) -> Restart | None:
    done = [_MONDAY + timedelta(days=day) for day in days]
    settings = plan_settings(plan)
    return see_restart(done, ["knee_hug"], plan, settings, _MONDAY + timedelta(days=today))


@pytest.mark.parametrize(
    ("days", "today", "kind", "smaller"),
    [
        ([], 30, None, None),
        ([0], 3, None, None),
        ([0], 4, "short", "first-set"),
        ([0], 7, "short", "first-set"),
        # The first set was done.
        ([0, 7], 7, None, None),
        ([0, 7], 8, None, None),
        ([0], 8, "long", "two-sessions"),
        ([0], 28, "long", "two-sessions"),
        # In the evening of the same day it is still the first time.
        ([0, 10], 10, "long", "two-sessions"),
        ([0, 10], 11, "long", "session"),
        ([0, 10, 11], 11, "long", "session"),
        ([0, 10, 11], 12, None, None),
        # A few days between the two times take nothing away.
        ([0, 10], 15, "long", "session"),
        ([0, 10, 11], 16, "short", "first-set"),
        ([0], 29, "very_long", None),
        ([0, 40], 40, None, None),
        ([0, 40], 41, None, None),
    ],
)
def test_what_is_smaller_and_until_when(
    days: list[int], today: int, kind: str | None, smaller: str | None
) -> None:
    restart = _see(days, today)
    assert (restart and restart.kind) == kind
    assert (restart and restart.smaller) == smaller
    if smaller:
        assert restart is not None
        assert restart.doses == [SmallerDose("prone_press_up", 4, 9)]


def test_without_a_plan_it_is_offered_for_what_was_done() -> None:
    restart = _see([0], 10, Plan())
    assert restart is not None
    assert [dose.exercise for dose in restart.doses] == ["knee_hug"]


def test_one_repetition_cannot_be_less() -> None:
    plan = Plan(exercises={"prone_press_up": PlannedExercise(reps=1)})
    assert _see([0], 10, plan) == Restart("long", [], None)


def test_who_exercises_once_a_week_makes_no_break() -> None:
    days: list[Weekday] = ["mon"]
    plan = Plan(exercises={"prone_press_up": PlannedExercise(days=days)})
    assert _see([0], 7, plan) is None
    assert _see([0], 15, plan) is not None
