"""A short lesson after a set: once a session, by plan or by how it goes, never in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.learn.topics import all_topics
from formcheck.live.flow.effects import Say
from formcheck.live.flow.lesson import OFFERED_S, choose_topic, part_pages
from formcheck.live.flow.session import Session, begin_session
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.phrases import english
from formcheck.live.safety import PainReading, Verdict
from formcheck.live.screens.states import PromptScreen
from tests.live.flow.driver import drive_to_menu
from tests.live.flow.patient import Patient

_TWO_SETS = (Offer("prone_press_up", sets=2, reps=1, hold_s=2.0, rest_s=60.0, due=True),)
_SAME = {"pain_after": ["accept"] * 4}


def _lie_down(wish: Wish | None = None, **answers: list[str]) -> Patient:
    driver = drive_to_menu(wish or Wish(offers_lesson=True), _TWO_SETS)
    driver.press("enter", "3", "enter", "2")
    signs = {stage: list(signs) for stage, signs in (_SAME | answers).items()}
    return Patient(driver, signs)


def _said_in(patient: Patient, since: int) -> list[str]:
    return [item.text for item in patient.driver.effects[since:] if isinstance(item, Say)]


def test_who_does_nothing_rests_and_is_not_asked_again() -> None:
    patient = _lie_down()
    patient.go_on("lesson")
    began_s = patient.driver.time_s
    patient.go_on("rest")
    assert patient.driver.time_s - began_s == pytest.approx(OFFERED_S, abs=1.0)
    patient.go_on("summary")
    assert patient.stages.count("lesson") == 1
    assert patient.driver.flow.lessons_heard == frozenset()


def test_a_topic_is_read_aloud_page_by_page_when_it_is_pointed_at() -> None:
    patient = _lie_down(lesson=["1"])
    patient.go_on("lesson")
    since = len(patient.driver.effects)
    patient.go_on("place")
    topic = all_topics()["moving"]
    said = " ".join(_said_in(patient, since))
    for part in topic.parts:
        assert part.heading in said
        assert all(item in said for item in part.items)
    assert patient.driver.flow.lessons_heard == {"moving"}


def test_enough_ends_it_and_a_page_can_be_heard_again() -> None:
    patient = _lie_down()
    patient.go_on("lesson")
    patient.point_at("1")
    patient.point_at("1")
    screen = patient.driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.wide
    assert "2 of" in screen.step
    patient.point_at("2")
    assert "1 of" in patient.driver.flow.screen.step  # type: ignore[union-attr]
    patient.point_at("2")
    assert patient.driver.flow.stage == "rest"


@pytest.mark.parametrize("key", ["enter", "escape", "space", "2"])
def test_a_key_goes_on_to_the_rest(key: str) -> None:
    patient = _lie_down()
    patient.go_on("lesson")
    patient.driver.press(key)
    assert patient.driver.flow.stage == "rest"


def test_help_covers_a_lesson_and_it_goes_on_afterwards() -> None:
    patient = _lie_down()
    patient.go_on("lesson")
    patient.point_at("1")
    patient.driver.press("h", "h")
    assert patient.driver.flow.stage == "lesson"
    assert "1 of" in patient.driver.flow.screen.step  # type: ignore[union-attr]
    patient.go_on("place")


def test_no_lesson_comes_before_a_warning() -> None:
    answers = ["more", "accept", "down", "down", "accept"]
    patient = _lie_down(pain_after=answers, verdict=["1"])
    patient.go_on("summary")
    assert "verdict" in patient.stages
    assert "lesson" not in patient.stages


def _session(wish: Wish, pain: PainReading, *, moved_up: bool = False) -> Session:
    session = begin_session(wish, english(), ())
    session.pain_latest = pain
    session.verdict = Verdict("go_on", moved_up=moved_up)
    return session


@pytest.mark.parametrize(
    ("wish", "pain", "moved_up", "name"),
    [
        (Wish(), PainReading(3, "back"), True, "course"),
        (Wish(), PainReading(3, "thigh"), False, "disc"),
        (Wish(), PainReading(6, "back"), False, "positions"),
        (Wish(), PainReading(0, "none"), False, "moving"),
        (Wish(lessons_heard=frozenset({"moving"})), PainReading(0, "none"), False, "habit"),
        (Wish(lessons=("sleep", "disc")), PainReading(3, "thigh"), True, "sleep"),
        (
            Wish(lessons=("sleep", "disc"), lessons_heard=frozenset({"sleep"})),
            PainReading(3, "back"),
            False,
            "disc",
        ),
    ],
)
def test_what_is_offered_fits(wish: Wish, pain: PainReading, moved_up: bool, name: str) -> None:
    topic = choose_topic(_session(wish, pain, moved_up=moved_up))
    assert topic is not None
    assert topic.name == name


def test_nothing_is_offered_twice_nor_beside_the_plan() -> None:
    heard = frozenset(all_topics())
    everything = _session(Wish(lessons_heard=heard), PainReading(3, "back"))
    assert choose_topic(everything) is None
    planned = Wish(lessons=("sleep",), lessons_heard=frozenset({"sleep"}))
    assert choose_topic(_session(planned, PainReading(3, "back"))) is None
    assert (
        choose_topic(_session(replace(planned, lessons=("gone",)), PainReading(3, "back"))) is None
    )


@pytest.mark.parametrize("name", list(all_topics()))
def test_every_topic_parts_into_pages_that_are_read_from_the_mat(name: str) -> None:
    topic = all_topics()[name]
    pages = part_pages(topic)
    assert all(0 < sum(map(len, page.lines)) <= 260 for page in pages)
    told = " ".join(line for page in pages for line in page.lines)
    whole = [text for part in topic.parts for text in (*part.text, *part.items)]
    assert told == " ".join(whole)
    # Twelve seconds a page or so, two minutes in all.
    assert sum(page.lasts_s for page in pages) < 210
