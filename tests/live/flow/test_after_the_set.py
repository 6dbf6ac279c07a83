"""The answers after a set, what they ask for, and how a session ends."""

from __future__ import annotations

import pytest

from formcheck.live.flow.effects import Quit, RecordPain, RecordSafety, WatchExercise
from formcheck.live.flow.events import SaveFailed, SetSaved, WindowClosed
from formcheck.live.flow.placing import Place
from formcheck.live.flow.session import begin_session
from formcheck.live.flow.stage import Doing
from formcheck.live.flow.wish import Offer, Wish, default_offers
from formcheck.live.phrases import english
from formcheck.live.screens.states import (
    PainScreen,
    PlaceScreen,
    PromptScreen,
    SetScreen,
    TextScreen,
)
from tests.live.builders import GONE, rep
from tests.live.flow.driver import (
    Driver,
    drive,
    drive_to_menu,
    drive_to_place,
    drive_to_questions,
    drive_to_set,
    kinds,
    said,
)

_SITES = {"none": "1", "back": "2", "buttock": "3", "thigh": "4", "below_knee": "5", "foot": "6"}


def _answer(driver: Driver, pain: int, site: str) -> None:
    digits = ("1", "0") if pain == 10 else (str(pain),)
    for digit in digits:
        driver.time_s -= 1.5
        driver.press(digit)
    driver.press("enter", _SITES[site])


def _text(driver: Driver) -> str:
    screen = driver.flow.screen
    if isinstance(screen, PromptScreen):
        return " ".join((screen.text, *screen.lines))
    assert isinstance(screen, TextScreen)
    return " ".join((screen.title, *(line for _, lines in screen.paragraphs for line in lines)))


def test_the_questions_wait_as_long_as_it_takes_and_ask_no_empty_room() -> None:
    driver = drive_to_questions()
    assert said(driver.wait(3600.0)) == []
    assert driver.flow.stage == "pain_after"


def test_an_open_question_is_asked_again_ever_more_seldom() -> None:
    driver = drive_to_questions()
    asked = said(driver.watch(300.0))
    assert [text.split("?")[0] for text in asked] == ["How much pain do you have now"] * 3


def test_an_empty_room_is_not_watched_for_ever() -> None:
    driver = drive_to_questions()
    assert "CameraOff" not in kinds(driver.watch(500.0, GONE))
    assert kinds(driver.watch(150.0, GONE)) == ["CameraOff"]
    assert isinstance(driver.flow.screen, PainScreen)
    _answer(driver, 3, "back")
    assert driver.flow.stage == "summary"


def test_answers_are_recorded() -> None:
    driver = drive_to_questions()
    _answer(driver, 4, "back")
    pains = [item for item in driver.effects if isinstance(item, RecordPain)]
    assert pains == [RecordPain("before", 3, "back"), RecordPain("after", 4, "back")]


def test_ten_is_a_one_and_a_nought() -> None:
    driver = drive_to_questions()
    _answer(driver, 10, "back")
    assert driver.effects.count(RecordPain("after", 10, "back")) == 1


def test_one_and_much_later_a_nought_is_none() -> None:
    driver = drive_to_questions()
    driver.press("1", "0")
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert (screen.selected, screen.big) == (0, "0")


def test_arrows_and_clicks_answer_too() -> None:
    driver = drive_to_questions()
    driver.press("right", "right", "enter")
    driver.click("site:back")
    assert RecordPain("after", 5, "back") in driver.effects


def test_an_answer_can_be_taken_back() -> None:
    driver = drive_to_questions()
    driver.press("9", "enter", "backspace", "4", "enter", "2")
    assert RecordPain("after", 4, "back") in driver.effects
    assert not any(
        isinstance(item, RecordPain) and item.pain_0_to_10 == 9 for item in driver.effects
    )


def test_pain_that_moves_down_stops_the_exercise_for_today() -> None:
    driver = drive_to_questions()
    _answer(driver, 3, "thigh")
    assert driver.flow.stage == "verdict"
    assert driver.flow.stopped_exercises == {"prone_press_up"}
    assert "tell your therapist" in _text(driver)
    driver.press("2")
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    stopped = next(item for item in screen.options if item.action == "exercise:prone_press_up")
    assert not stopped.enabled
    driver.click("exercise:prone_press_up")
    assert driver.flow.stage == "menu"


def test_numb_toes_end_all_exercise() -> None:
    driver = drive_to_questions()
    driver.press("3", "enter", "7")
    assert any(
        isinstance(item, RecordSafety) and item.kind == "numb_toes" for item in driver.effects
    )
    assert len(driver.flow.stopped_exercises) == 5
    driver.press("1")
    assert driver.flow.stage == "summary"


def test_numb_toes_before_exercising_let_nobody_begin() -> None:
    driver = drive_to_menu(Wish(exercise="seal_stretch"))
    driver.press("3", "enter", "7")
    assert driver.flow.stage == "verdict"
    assert not any(isinstance(item, WatchExercise) for item in driver.effects)


def test_a_warning_sign_is_shown_to_be_read_before_it_counts() -> None:
    driver = drive_to_questions()
    driver.press("3", "enter", "8")
    assert driver.flow.stage == "signs"
    driver.press("2")
    assert driver.flow.stage == "pain_after"
    driver.press("8", "1")
    assert driver.flow.stage == "red_flag"
    assert driver.press("enter")[-1] == Quit("red_flag")


def test_two_points_more_pause_and_ask() -> None:
    driver = drive_to_questions()
    _answer(driver, 5, "back")
    assert driver.flow.stage == "verdict"
    assert "2 points" in _text(driver)
    driver.press("1")
    assert driver.flow.stopped_exercises == {"prone_press_up"}


def test_who_has_settled_goes_on_with_the_next_set() -> None:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=2))
    _answer(driver, 5, "back")
    driver.press("2")
    assert driver.flow.stage == "rest"


def test_the_rest_ends_in_waiting_not_in_counting() -> None:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=2, rest_s=60.0))
    _answer(driver, 3, "back")
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.text == "Rest. Next: Set 2 of 2"
    effects = driver.wait(600.0)
    assert driver.flow.stage == "place"
    assert kinds(effects) == ["WatchExercise"]
    driver.rest()
    driver.rest(6.0)
    driver.press("n")
    _answer(driver, 3, "back")
    assert driver.flow.stage == "summary"
    assert [tally.set_number for tally in driver.flow.sets_done] == [1, 2]


def test_time_for_the_answers_was_rest_too() -> None:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=2, rest_s=60.0))
    driver.wait(90.0)
    _answer(driver, 3, "back")
    assert driver.flow.stage == "place"


def test_the_guided_tilts_are_done_once_a_session() -> None:
    driver = drive_to_questions("pelvic_tilt", offer=Offer("pelvic_tilt", sets=2, rest_s=0.0))
    _answer(driver, 3, "back")
    watched = [item for item in driver.effects if isinstance(item, WatchExercise)]
    assert [item.own_size for item in watched] == [None, 1.0]
    driver.rest()
    assert driver.flow.stage == "countdown"


def test_pain_before_is_asked_once() -> None:
    driver = drive_to_menu()
    driver.click("exercise:prone_press_up")
    driver.press("3", "enter", "2")
    driver.press("n")
    driver.click("exercise:seal_stretch")
    assert driver.flow.stage == "place"


def test_i_need_to_stop_ends_the_set_and_asks_when_ready() -> None:
    driver = drive_to_set()
    driver.repeat()
    effects = driver.press("s")
    assert kinds(effects) == ["EndSet", "RecordSafety"]
    assert driver.flow.stage == "stopped"
    assert driver.flow.stopped_exercises == {"prone_press_up"}
    driver.wait(600.0)
    driver.press("1")
    assert driver.flow.stage == "pain_after"
    _answer(driver, 3, "back")
    assert driver.flow.stage == "summary"


def test_stopping_before_the_set_saves_nothing_and_bars_nothing_by_itself() -> None:
    driver = drive_to_place()
    assert kinds(driver.press("s")) == []
    assert driver.flow.stage == "stopped"
    assert kinds(driver.press("enter")) == []
    driver.press("1")
    assert driver.flow.stage == "menu"
    assert driver.flow.stopped_exercises == frozenset()


def test_stopping_before_the_set_because_of_pain_bars_the_exercise() -> None:
    driver = drive_to_place()
    driver.press("s")
    (recorded,) = [item for item in driver.press("2") if isinstance(item, RecordSafety)]
    assert (recorded.kind, recorded.exercise) == ("stopped", "prone_press_up")
    assert driver.flow.stopped_exercises == {"prone_press_up"}
    assert "over for today" in _text(driver)
    driver.press("enter")
    assert driver.flow.stage == "summary"


def test_stopping_before_the_second_set_bars_the_exercise() -> None:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=2, reps=3, rest_s=1.0))
    _answer(driver, 3, "back")
    driver.wait(2.0)
    assert driver.flow.stage == "place"
    driver.press("s")
    assert driver.flow.stopped_exercises == {"prone_press_up"}


@pytest.mark.parametrize("back", ["escape", "backspace"])
def test_going_back_from_the_place_stops_nothing(back: str) -> None:
    driver = drive_to_place()
    assert kinds(driver.press(back)) == ["CameraOff"]
    assert driver.flow.stage == "menu"
    assert driver.flow.stopped_exercises == frozenset()


def test_every_screen_names_its_keys() -> None:
    driver = drive()
    assert isinstance(driver.flow.screen, TextScreen)
    assert "H: help" in driver.flow.screen.hint
    driver = drive_to_place()
    assert _keys(driver) == {"escape": "back", "h": "help"}
    driver = drive_to_set()
    assert _keys(driver) == {"space": "pause", "n": "next", "h": "help"}
    driver.press("space")
    assert _keys(driver) == {"space": "pause", "n": "next", "h": "help"}
    driver.lose_camera()
    assert _keys(driver) == {"n": "next", "h": "help"}


def test_h_closes_the_help_again() -> None:
    driver = drive_to_menu()
    driver.press("h")
    assert driver.flow.stage == "help"
    driver.press("h")
    assert driver.flow.stage == "menu"


def _keys(driver: Driver) -> dict[str, str]:
    screen = driver.flow.screen
    assert isinstance(screen, PlaceScreen | PromptScreen | SetScreen)
    return {choice.key: str(choice.action) for choice in screen.keys}


def test_a_quarter_of_an_hour_later_the_question_comes() -> None:
    driver = drive_to_questions()
    _answer(driver, 4, "back")
    assert driver.flow.stage == "summary"
    driver.wait(20.0)
    assert "quarter of an hour" in _text(driver)
    driver.wait(14 * 60.0)
    assert driver.flow.stage == "summary"
    driver.wait(2 * 60.0)
    assert driver.flow.stage == "still_worse"
    driver.press("2")
    assert any(
        isinstance(item, RecordSafety) and item.kind == "still_worse" for item in driver.effects
    )
    assert driver.flow.stopped_exercises == {"prone_press_up"}
    assert driver.flow.stage == "summary"


def test_the_question_does_not_come_into_a_set() -> None:
    driver = drive_to_questions(offer=Offer("prone_press_up", sets=2, rest_s=0.0))
    _answer(driver, 4, "back")
    driver.rest()
    driver.rest(6.0)
    driver.watch(16 * 60.0)
    assert driver.flow.stage == "counting"


def test_what_could_not_be_saved_is_said() -> None:
    driver = drive_to_questions()
    driver.do(lambda time_s: SaveFailed(time_s, "The disk is full.", "Delete something."))
    _answer(driver, 3, "back")
    assert driver.flow.stage == "unsaved"
    assert "The disk is full." in _text(driver)
    driver.press("enter")
    assert driver.flow.stage == "summary"


def test_the_summary_names_the_folder() -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.press("n")
    driver.do(lambda time_s: SetSaved(time_s, "results/press-up", kept=True))
    _answer(driver, 3, "back")
    # From the mat it is of no use.
    assert "results/press-up" not in _text(driver)
    driver.wait(90.0)
    assert "results/press-up" in _text(driver)
    assert driver.press("enter")[-1] == Quit("finished")


def test_closing_the_window_saves_what_was_done() -> None:
    driver = drive_to_set()
    driver.repeat(rep(1))
    assert kinds(driver.do(WindowClosed)) == ["EndSet", "CameraOff", "Quit"]
    assert driver.do(WindowClosed) == []


@pytest.mark.parametrize("exercise", ["prone_press_up", "seal_stretch"])
def test_what_was_stopped_earlier_today_is_not_offered(exercise: str) -> None:
    driver = drive_to_menu(Wish(exercise=exercise, stopped_today=frozenset({exercise})))
    assert driver.flow.stage == "not_offered"


def test_no_way_leads_into_an_exercise_that_was_stopped() -> None:
    session = begin_session(Wish(), english(), default_offers())
    session.choose(session.offers[1])
    session.stopped.add(session.offers[1].exercise)
    do = Doing(session)
    assert Place(session).begin(0.0, do) == "menu"
    assert do.effects == []
