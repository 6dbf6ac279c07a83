"""Pain over time and the flags that stand on top of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from formcheck.history.caseload import Lately
from formcheck.history.models import PainAnswer, PainSite, Patient, SafetyEvent
from formcheck.plan.model import Plan, PlannedExercise, PlanVersion
from formcheck.review.progress.flags import LIMITS, Flag, FlagLimits, find_flags
from formcheck.review.progress.pain_trend import compute_shift, pair_sessions, pair_sets
from tests.support.figures import make_figures
from tests.support.history import MORNING

TODAY = date(2025, 3, 10)
PLAN = PlanVersion(
    1, 1, MORNING - timedelta(days=9), Plan(exercises={"knee_hug": PlannedExercise()})
)


def _answer(
    number: int, moment: str, pain: int, site: PainSite, *, hours: float = 0, **values: Any
) -> PainAnswer:
    at = MORNING + timedelta(hours=hours)
    return PainAnswer(
        **{
            "id": number,
            "patient_id": 1,
            "session_id": 1,
            "set_id": None,
            "moment": moment,
            "pain_0_to_10": pain,
            "furthest_site": site,
            "answered_at": at,
            "day": at.date(),
            **values,
        }
    )


def _event(kind: Any, detail: str = "", *, days: float = 0) -> SafetyEvent:
    at = MORNING + timedelta(days=days)
    return SafetyEvent(1, 1, None, None, kind, detail, at, at.date())


def _lately(**given: Any) -> Lately:
    given.setdefault(
        "last_set_at", max((item.performed_at for item in given.get("sets", [])), default=None)
    )
    return Lately(Patient(1, "A. B.", MORNING), **given)


def _flags(limits: FlagLimits = LIMITS, **given: Any) -> list[Flag]:
    return find_flags(_lately(**given), TODAY, limits)


@pytest.mark.parametrize(
    ("before", "after", "shift"),
    [
        ("thigh", "back", "up"),
        ("thigh", "none", "up"),
        ("back", "none", "same"),
        ("none", "back", "same"),
        ("back", "buttock", "down"),
        ("none", "foot", "down"),
        ("below_knee", "below_knee", "same"),
    ],
)
def test_pain_moves_up_or_down_the_leg(before: PainSite, after: PainSite, shift: str) -> None:
    assert compute_shift(before, after) == shift


def test_a_session_is_its_first_before_and_its_last_after() -> None:
    answers = [
        _answer(1, "before", 3, "back"),
        _answer(2, "after", 6, "thigh", hours=0.2),
        _answer(3, "before", 2, "back", hours=0.3),
        _answer(4, "after", 4, "back", hours=0.5),
        _answer(5, "after", 9, "foot", hours=30, session_id=2),
    ]
    (pair,) = pair_sessions(reversed(answers))
    assert (pair.before.id, pair.after.id, pair.rise, pair.shift) == (1, 4, 1, "same")


def test_answers_without_a_session_go_by_day() -> None:
    answers = [
        _answer(1, "before", 3, "back", session_id=None),
        _answer(2, "after", 2, "back", hours=1, session_id=None),
        _answer(3, "before", 5, "back", hours=24, session_id=None),
        _answer(4, "after", 5, "back", hours=25, session_id=None),
    ]
    assert [pair.rise for pair in pair_sessions(answers)] == [-1, 0]


def test_each_set_is_compared_with_the_answer_before_it() -> None:
    answers = [
        _answer(1, "before", 3, "back"),
        _answer(2, "after", 4, "back", hours=0.1, set_id=7),
        _answer(3, "after", 6, "thigh", hours=0.2, set_id=8),
    ]
    assert [(pair.set_id, pair.rise, pair.shift) for pair in pair_sets(answers)] == [
        (7, 1, "same"),
        (8, 2, "down"),
    ]


def test_pain_that_rises_or_spreads_is_flagged_once() -> None:
    answers = [_answer(1, "before", 3, "back"), _answer(2, "after", 5, "thigh", hours=1, set_id=4)]
    flags = _flags(answers=answers)
    assert [flag.kind for flag in flags] == ["pain_spreads", "pain_up"]
    assert "from the back to the thigh" in flags[0].text
    assert "from 3 to 5 of 10" in flags[1].text
    assert _flags(answers=answers, limits=FlagLimits(pain_rise=3))[-1].kind == "pain_spreads"


def test_pain_that_moves_out_of_the_leg_is_no_flag() -> None:
    answers = [_answer(1, "before", 5, "foot"), _answer(2, "after", 6, "back", hours=1)]
    assert _flags(answers=answers) == []


def test_pain_further_down_than_at_the_last_session_is_flagged() -> None:
    answers = [
        _answer(1, "before", 3, "back"),
        _answer(2, "after", 3, "back", hours=1),
        _answer(3, "before", 3, "below_knee", hours=48, session_id=2),
        _answer(4, "after", 3, "below_knee", hours=49, session_id=2),
    ]
    (flag,) = _flags(answers=answers)
    assert (flag.kind, flag.day) == ("pain_spreads", date(2025, 3, 5))
    assert "since the session before" in flag.text


def test_what_was_reported_stands_first() -> None:
    flags = _flags(
        events=[
            _event("stopped", "dizzy"),
            _event("still_worse", days=1),
            _event("red_flag", "cannot hold urine", days=2),
            _event("numb_toes", days=3),
        ]
    )
    assert [flag.kind for flag in flags] == ["red_flag", "red_flag", "pain_up", "stopped"]
    assert flags[1].text == "A warning sign was reported: cannot hold urine"
    assert flags[0].day > flags[1].day


def test_exercising_on_under_half_of_the_days_is_flagged() -> None:
    three = [make_figures(number, days=number, exercise="knee_hug") for number in (1, 2, 3)]
    (flag,) = _flags(sets=three, plans=[PLAN])
    assert (flag.kind, flag.text) == (
        "seldom",
        "Exercised on 3 of 7 prescribed days in the last 7 days.",
    )
    four = [*three, make_figures(4, days=4, exercise="knee_hug")]
    assert _flags(sets=four, plans=[PLAN]) == []
    assert _flags(sets=[], plans=[]) == []


def test_old_flags_come_down() -> None:
    assert _flags(events=[_event("red_flag", days=-30)]) == []


def test_a_session_long_before_is_no_session_before() -> None:
    answers = [
        _answer(1, "before", 3, "back", hours=-24 * 40),
        _answer(2, "after", 3, "back", hours=-24 * 40 + 1),
        _answer(3, "before", 3, "foot", session_id=2),
        _answer(4, "after", 3, "foot", hours=1, session_id=2),
    ]
    assert _flags(answers=answers) == []
    assert len(_flags(FlagLimits(compared_days=60), answers=answers)) == 1


@pytest.mark.parametrize(
    ("days_ago", "plans", "text"),
    [
        (6, [PLAN], None),
        (7, [PLAN], "Nothing was done for 7 days."),
        (7, [], "Nothing was done for 7 days."),
        # Without a plan nobody waits for longer than a month.
        (28, [], None),
        (28, [PLAN], "Nothing was done for 28 days."),
        # Who has done nothing for two months has stopped.
        (56, [PLAN], None),
    ],
)
def test_nothing_for_a_week_is_flagged(
    days_ago: int, plans: list[PlanVersion], text: str | None
) -> None:
    done = datetime(2025, 3, 10, 12, tzinfo=UTC) - timedelta(days=days_ago)
    flags = _flags(last_set_at=done, plans=plans)
    idle = [flag.text for flag in flags if flag.kind == "idle"]
    assert idle == ([] if text is None else [text])


def test_a_plan_that_was_never_begun_is_flagged_after_a_week() -> None:
    (flag,) = _flags(plans=[PLAN])
    assert flag.kind == "idle"
    assert flag.text == "Nothing of the plan was done yet; it was made 16 days ago."
    assert (flag.first.astimezone().date(), flag.last.astimezone().date()) == (
        date(2025, 3, 3),
        date(2025, 3, 9),
    )
    fresh = replace(PLAN, saved_at=datetime(2025, 3, 10, 8, tzinfo=UTC))
    assert _flags(plans=[fresh]) == []


def test_what_waits_for_the_therapist_stays_however_old_it_is() -> None:
    old = MORNING - timedelta(days=90)
    flags = _flags(unanswered=1, unanswered_at=old, urgent_at=old, waiting=2, newest_waiting_at=old)
    assert [(flag.kind, flag.text) for flag in flags] == [
        ("red_flag", "A message that waits for an answer holds words of a warning sign."),
        ("answer_owed", "1 message of the patient waits for your answer."),
        ("to_review", "2 sets wait for your review."),
    ]
