"""Beginning again with less: what is shown and said of it, and when the usual dose returns."""

from __future__ import annotations

import pytest

from formcheck.live.flow.effects import WatchExercise
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.screens.states import MenuScreen, SetScreen
from formcheck.plan.smaller import Smaller
from tests.live.flow.driver import Driver, drive_to_menu, drive_to_set, said

_OFFER = Offer("prone_press_up", sets=2, reps=9, rest_s=30.0)


def _targets(driver: Driver) -> list[int]:
    return [effect.reps for effect in driver.effects if isinstance(effect, WatchExercise)]


def _second_set(smaller: Smaller | None) -> Driver:
    driver = drive_to_set(wish=Wish(smaller=smaller), offer=_OFFER)
    screen = driver.flow.screen
    assert isinstance(screen, SetScreen)
    assert screen.reps_target == _targets(driver)[0]
    for _ in range(screen.reps_target):
        driver.repeat()
    driver.save()
    driver.press("3", "enter", "2")
    driver.watch(60.0)
    return driver


@pytest.mark.parametrize(
    ("smaller", "targets"),
    [(None, [9, 9]), ("first-set", [4, 9]), ("session", [4, 4]), ("two-sessions", [4, 4])],
)
def test_the_sets_are_as_long_as_was_accepted(smaller: Smaller | None, targets: list[int]) -> None:
    assert _targets(_second_set(smaller)) == targets


def test_it_is_said_when_it_is_smaller_and_when_it_is_as_usual_again() -> None:
    words = " ".join(said(_second_set("first-set").effects))
    assert "Today you begin small: 4 repetitions in this set instead of 9." in words
    assert "From now on 9 repetitions again, as usual." in words
    assert words.count("Today you begin small") == 1
    assert "as usual" not in " ".join(said(_second_set("session").effects))
    assert "small" not in " ".join(said(_second_set(None).effects))


@pytest.mark.parametrize(
    ("smaller", "note"),
    [
        (None, "2 sets of 9 repetitions"),
        ("first-set", "2 sets of 9 repetitions (first set: 4)"),
        ("two-sessions", "2 sets of 4 repetitions (usually 9)"),
    ],
)
def test_the_menu_shows_it(smaller: Smaller | None, note: str) -> None:
    screen = drive_to_menu(Wish(smaller=smaller), (_OFFER,)).flow.screen
    assert isinstance(screen, MenuScreen)
    assert screen.choices[0].note == note


@pytest.mark.parametrize(
    ("smaller", "words"),
    [
        ("first-set", "You began small today. The next time you have your full dose again."),
        ("two-sessions", "You began small today, and you do so once more."),
    ],
)
def test_the_summary_says_when_the_full_dose_returns(smaller: Smaller, words: str) -> None:
    driver = drive_to_set(wish=Wish(smaller=smaller), offer=_OFFER)
    driver.repeat()
    driver.press("n")
    driver.save()
    driver.press("3", "enter", "2")
    assert words in " ".join(said(driver.click("finish")))


def test_who_takes_an_exercise_up_again_has_begun_small_already() -> None:
    driver = _second_set("first-set")
    driver.press("n")
    driver.click("menu")
    driver.press("1")
    driver.watch(1.0)
    assert driver.flow.stage == "place", driver.flow.stage
    assert _targets(driver) == [4, 9, 9]
