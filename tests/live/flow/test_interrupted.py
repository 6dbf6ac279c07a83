"""What is asked about a set that was interrupted in an earlier session."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from formcheck.live.flow.effects import DropInterrupted, KeepInterrupted, Say
from formcheck.live.flow.events import KeyPressed, Ticked
from formcheck.live.flow.flow import Flow
from formcheck.live.flow.wish import Leftover, Wish, default_offers
from formcheck.live.phrases import load_phrases
from formcheck.live.screens.states import TextScreen

_LEFT = Leftover("a", "prone_press_up", 7, datetime(2026, 3, 3, 9, 30))


def _begin(*leftovers: Leftover, guided: bool = True) -> Flow:
    wish = Wish("prone_press_up", guided=guided, interrupted=leftovers)
    return Flow(wish, load_phrases("en"), default_offers())


def test_it_is_asked_on_the_first_page_and_aloud() -> None:
    flow = _begin(_LEFT)
    said = [effect.text for effect in flow.handle(Ticked(0.0)) if isinstance(effect, Say)]
    assert said == ["A set was interrupted at 7 repetitions. Keep it?"]
    screen = flow.screen
    assert isinstance(screen, TextScreen)
    ((question, lines),) = screen.paragraphs
    assert question == "It was interrupted at 7 repetitions: keep it?"
    assert "Tue 3 Mar 2026, 09:30" in lines[0]


@pytest.mark.parametrize(
    ("key", "effect"),
    [
        ("1", KeepInterrupted("a")),
        ("enter", KeepInterrupted("a")),
        ("2", DropInterrupted("a")),
    ],
)
def test_a_key_keeps_or_deletes_it_and_the_session_begins(key: str, effect: object) -> None:
    flow = _begin(_LEFT)
    flow.handle(Ticked(0.0))
    assert effect in flow.handle(KeyPressed(1.0, key))
    assert flow.stage == "urgent_signs"


def test_each_of_several_is_asked_about() -> None:
    flow = _begin(_LEFT, replace(_LEFT, name="b", reps=1))
    flow.handle(Ticked(0.0))
    flow.handle(KeyPressed(1.0, "1"))
    assert flow.stage == "interrupted"
    assert DropInterrupted("b") in flow.handle(KeyPressed(2.0, "2"))


def test_it_is_asked_without_guidance_too_and_then_counting_begins() -> None:
    flow = _begin(_LEFT, guided=False)
    flow.handle(Ticked(0.0))
    flow.handle(KeyPressed(1.0, "1"))
    assert flow.stage == "counting"


def test_who_does_not_answer_is_asked_the_next_time() -> None:
    flow = _begin(_LEFT)
    flow.handle(Ticked(0.0))
    effects = flow.handle(KeyPressed(1.0, "q"))
    assert not any(isinstance(effect, KeepInterrupted | DropInterrupted) for effect in effects)


def test_a_set_of_timed_holds_is_asked_about_as_such() -> None:
    flow = _begin(replace(_LEFT, exercise="pelvic_tilt", reps=0, timed_holds=3))
    said = [effect.text for effect in flow.handle(Ticked(0.0)) if isinstance(effect, Say)]
    assert said == ["A set was interrupted at 3 timed holds. Keep it?"]
    screen = flow.screen
    assert isinstance(screen, TextScreen)
    assert screen.paragraphs[0][0] == "It was interrupted at 3 timed holds: keep it?"
