"""“How I am doing”, as somebody at home sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.history.models import NewSet
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.smaller import Smaller
from formcheck.review.web.exercising import Exercise, Exercising
from tests.support.history import make_result
from tests.support.two_pages import OpenPages, open_pages


@pytest.fixture
def home(tmp_path: Path) -> Iterator[OpenPages]:
    with open_pages(tmp_path) as pages:
        pages.server.site.audience.choose("me")
        me = pages.server.site.audience.own()
        plan = Plan(exercises={"prone_press_up": PlannedExercise(reps=10, days=["mon", "wed"])})
        pages.store.plans.save(me.id, plan)
        yield pages


def _exercise(pages: OpenPages, days_ago: int) -> None:
    me = pages.server.site.audience.own()
    at = datetime.now(UTC) - timedelta(days=days_ago)
    new = NewSet(result=make_result(f"{days_ago}.mp4"), performed_at=at, source="live")
    pages.store.sets.add(me.id, new)


def test_after_a_break_one_is_welcome(home: OpenPages) -> None:
    for days_ago in (20, 18):
        _exercise(home, days_ago)
    page = home.visitor.get(f"/patients/{home.server.site.audience.own().id}/progress").text
    assert "Good to see you. Shall we start small?" in page
    assert "5 repetitions instead of 10" in page
    assert "2 days since you began." in page
    assert "Your own best" in page
    assert 'class="missed"' not in page
    assert "Nothing was done" not in page


def test_the_smaller_dose_is_what_one_exercises_with(home: OpenPages, tmp_path: Path) -> None:
    started: list[Smaller | None] = []

    class Noting(Exercising):
        def start(self, label: str | None, smaller: Smaller | None = None) -> Exercise:
            started.append(smaller)
            return Exercise(running=True)

    home.server.site.exercising = Noting(tmp_path / "x")
    _exercise(home, 9)
    assert "5 repetitions instead of 10" in home.visitor.get("/home").text
    for smaller in (True, False, None):
        sent = {"patient": None, "smaller": smaller}
        assert home.visitor.post_json("/home/exercise", sent).status == 200
    assert started == ["two-sessions", None, None]
    # A page that was left open offers what is over.
    for days_ago in (2, 1):
        _exercise(home, days_ago)
    assert "Shall we start small?" not in home.visitor.get("/home").text
    assert home.visitor.post_json("/home/exercise", {"smaller": True}).status == 400
    assert home.store.plans.get(home.server.site.audience.own().id).version == 1


def test_others_see_none_of_it(home: OpenPages) -> None:
    me = home.server.site.audience.own()
    _exercise(home, 18)
    home.server.site.audience.choose("others")
    page = home.visitor.get(f"/patients/{me.id}/progress").text
    assert "This week" not in page
    assert "Nothing was done" in page


def test_reminders_are_made_only_on_demand(home: OpenPages) -> None:
    place = f"/patients/{home.server.site.audience.own().id}"
    page = home.visitor.get(f"{place}/progress").text
    assert re.findall(r'name="day" value="(\w+)" checked', page) == ["mon", "wed"]
    # It lies folded up, and nothing is made by looking at it.
    assert re.search(r"<details>\s*<summary>Reminders, if you want some", page)
    assert not [file for file in home.store.path.parent.rglob("*") if file.suffix == ".ics"]
    answer = home.visitor.post_form(f"{place}/reminders", {"day": ["mon", "wed"], "at": "18:15"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BYDAY=MO,WE" in answer.text
    assert "T181500" in answer.text
    assert home.visitor.post_form(f"{place}/reminders", {"at": "18:15"}).status == 400
    assert home.visitor.post_form(f"{place}/reminders", {"day": "mon", "at": "x"}).status == 400
