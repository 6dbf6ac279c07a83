"""The rendered person of the benches points at what it feels, and exercises as asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

pytest.importorskip("moderngl", reason="needs the renderer")

from benchmarks.directed_patient import Arms, Pain, Patient, name_of
from formcheck.live.screens.states import Choice, Field, PromptScreen, ScreenState


@dataclass
class Screen:
    """What stands on the screen."""

    stage: str
    screen: ScreenState
    exercise: str | None = "prone_press_up"


def _page(big: str, *titles: str, share: float = 0.0) -> PromptScreen:
    fields = tuple(
        Field(Choice(str(number), title, "", ""), share=share)
        for number, title in enumerate(titles, start=1)
    )
    return PromptScreen("After the set", big, "How much?", None, fields=fields)


@pytest.mark.parametrize(
    ("shown", "sign"),
    [("3", "more"), ("5", "less"), ("4", "accept"), ("Back", "down"), ("Thigh", "accept")],
)
def test_it_points_towards_what_it_feels(shown: str, sign: str) -> None:
    course = Screen("pain_after", _page(shown))
    patient = Patient(course, feels={"prone_press_up": Pain(4, "thigh")})
    assert patient._sign("pain_after", _page(shown)) == sign
    assert Patient(course)._sign("pain_after", _page(shown)) == "accept"


def test_it_points_at_what_it_is_told_to_choose() -> None:
    page = _page("", "Finish for today", "Another exercise")
    patient = Patient(Screen("verdict", page), chooses={"verdict": "Another exercise"})
    assert patient._sign("verdict", page) == "2"


def test_it_exercises_until_the_set_is_over() -> None:
    course = Screen("counting", _page(""))
    patient = Patient(course, Arms())
    film = [patient.next_picture() for _ in range(400)]
    course.stage = "rest"
    still = patient.next_picture()
    assert np.array_equal(still, patient.next_picture())
    moving = [not np.array_equal(one, still) for one in film]
    # The sample takes some twenty seconds, seven pictures each.
    assert any(moving[:150])
    assert any(moving[-150:])


def test_a_page_is_named_by_what_stands_on_it() -> None:
    assert name_of(Screen("rest", _page("", "Go on"))) == "rest-prone_press_up"
    assert name_of(Screen("rest", _page("", "Go on", share=0.5))) == "rest-prone_press_up-held"
