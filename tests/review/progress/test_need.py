"""A flag that was seen stays down until it happens anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from formcheck.history.caseload import Lately
from formcheck.history.models import FlagKind, Patient, SafetyEvent, SeenFlag
from formcheck.plan.model import Plan, PlannedExercise, PlanVersion
from formcheck.review.progress.need import Need, find_need
from tests.support.history import MORNING

TODAY = date(2025, 3, 10)
PLAN = PlanVersion(
    1, 1, MORNING - timedelta(days=9), Plan(exercises={"knee_hug": PlannedExercise()})
)


def _event(hours: float) -> SafetyEvent:
    at = MORNING + timedelta(hours=hours)
    return SafetyEvent(1, 1, None, None, "red_flag", f"after {hours} h", at, at.date())


def _mark(kind: FlagKind, upto: datetime, number: int = 1) -> SeenFlag:
    return SeenFlag(number, 1, kind, upto, "phoned", MORNING, undone=False)


def _need(today: date = TODAY, **given: Any) -> Need:
    return find_need(Lately(Patient(1, "A. B.", MORNING), **given), today)


def test_what_happens_after_the_mark_raises_the_flag_anew() -> None:
    first, again = _event(0), _event(2)
    mark = _mark("red_flag", first.happened_at)
    assert _need(events=[first], seen=[mark]).open == []
    need = _need(events=[first, again], seen=[mark])
    assert [flag.text for flag in need.open] == ["A warning sign was reported: after 2 h"]
    assert [(flag.last, by.note) for flag, by in need.seen] == [(first.happened_at, "phoned")]


def test_a_mark_hides_no_other_kind() -> None:
    need = _need(events=[_event(0)], seen=[_mark("pain_up", MORNING + timedelta(days=9))])
    assert need.kinds == ["red_flag"]


def test_the_newest_mark_is_named() -> None:
    marks = [_mark("red_flag", MORNING, 1), _mark("red_flag", MORNING + timedelta(hours=1), 2)]
    need = _need(events=[_event(0)], seen=marks)
    assert [by.id for _, by in need.seen] == [2]


def test_what_goes_on_comes_back_after_a_full_week() -> None:
    (flag,) = _need(plans=[PLAN]).open
    mark = _mark("idle", flag.last)
    for days in range(7):
        assert _need(TODAY + timedelta(days=days), plans=[PLAN], seen=[mark]).open == [], days
    assert _need(TODAY + timedelta(days=7), plans=[PLAN], seen=[mark]).kinds == ["idle"]


def test_the_more_serious_and_the_newer_come_first() -> None:
    old, new = _need(events=[_event(0)]), _need(events=[_event(5)])
    waiting = _need(waiting=1, newest_waiting_at=MORNING + timedelta(days=3))
    nothing = _need()
    order = sorted([nothing, waiting, old, new], key=lambda need: need.urgency)
    assert order == [new, old, waiting, nothing]
    assert _need(events=[_event(0), _event(1)]).of_kind("red_flag")[0].text.endswith("1 h")
