"""From the safety pages to the first moment that counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from formcheck import safety
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import (
    EndCalibration,
    NoteTimedHolds,
    RecordSafety,
    WatchExercise,
)
from formcheck.live.flow.events import Remark
from formcheck.live.flow.wish import Offer, Wish, default_offers
from formcheck.live.moment import SetState
from formcheck.live.phrases import Phrases, english
from formcheck.live.screens.states import MenuScreen, PlaceScreen, PromptScreen, TextScreen
from tests.live.builders import CLEAR, GONE, seen_with
from tests.live.flow.driver import (
    Driver,
    drive,
    drive_to_menu,
    drive_to_place,
    drive_to_set,
    kinds,
    said,
)


def test_the_warning_signs_come_first_in_every_session() -> None:
    screen = drive().flow.screen
    assert isinstance(screen, TextScreen)
    assert screen.paragraphs[0][1] == safety.urgent()


def test_stop_rules_are_explained_on_the_first_run_only() -> None:
    first = drive(Wish(first_run=True))
    first.press("1", "1")
    assert first.flow.stage == "first_run"
    later = drive()
    later.press("1", "1")
    assert later.flow.stage == "menu"


def test_a_warning_sign_ends_the_session_and_is_recorded() -> None:
    driver = drive()
    effects = driver.press("2", "1")
    assert driver.flow.stage == "red_flag"
    assert any(isinstance(item, RecordSafety) and item.kind == "red_flag" for item in effects)
    assert len(driver.flow.stopped_exercises) == 5
    assert kinds(driver.press("escape", "0", "s", "h", "space")) == []
    assert kinds(driver.press("enter")) == ["Quit"]


def test_a_slip_on_the_warning_signs_is_asked_about_and_leads_back() -> None:
    driver = drive()
    driver.press("2")
    screen = driver.flow.screen
    assert driver.flow.stage == "signs"
    assert isinstance(screen, TextScreen)
    assert screen.title == english().text("safety.confirm_title")
    driver.press("2")
    assert driver.flow.stage == "urgent_signs"
    assert driver.flow.stopped_exercises == frozenset()


@pytest.mark.parametrize("answered", [(), ("1",), ("2",)])
def test_nothing_is_preselected_where_enter_must_not_answer(answered: tuple[str, ...]) -> None:
    driver = drive()
    driver.press(*answered)
    before = driver.flow.stage
    driver.press("enter", "enter")
    assert driver.flow.stage == before
    driver.press("down", "enter")
    assert driver.flow.stage != before


def test_a_remark_is_shown_on_the_page_at_hand_for_a_while() -> None:
    driver = drive()
    driver.do(lambda time_s: Remark(time_s, english().text("voice.tones")))
    screen = driver.flow.screen
    assert isinstance(screen, TextScreen)
    assert screen.remark.startswith("No voice found")
    driver.press("1", "1")
    screen = driver.flow.screen
    assert isinstance(screen, MenuScreen)
    assert screen.remark.startswith("No voice found")
    driver.wait(30.0)
    screen = driver.flow.screen
    assert isinstance(screen, MenuScreen)
    assert screen.remark == ""


def test_a_remark_is_shown_where_one_is_placed_and_waits_behind_a_prompt() -> None:
    driver = drive_to_place()
    driver.do(lambda time_s: Remark(time_s, "Recording stopped."))
    screen = driver.flow.screen
    assert isinstance(screen, PlaceScreen)
    assert screen.notice == "Recording stopped."


def test_who_should_ask_first_does_not_reach_the_menu() -> None:
    driver = drive()
    driver.press("1", "2")
    assert driver.flow.stage == "clinician"


def test_stopping_on_the_first_page_does_not_skip_the_safety_pages() -> None:
    driver = drive()
    driver.press("s", "3")
    assert driver.flow.stage == "urgent_signs"


def test_the_menu_says_why_knee_hug_is_not_offered() -> None:
    screen = drive_to_menu().flow.screen
    assert isinstance(screen, MenuScreen)
    knee_hug = next(item for item in screen.choices if item.action == "exercise:knee_hug")
    assert not knee_hug.enabled
    assert "therapist" in knee_hug.note


@pytest.mark.parametrize(
    "answer", [lambda driver: driver.press("1"), lambda driver: driver.click("exercise:knee_hug")]
)
def test_knee_hug_cannot_be_chosen_unless_enabled(answer: Callable[[Driver], object]) -> None:
    driver = drive_to_menu()
    answer(driver)
    assert driver.flow.stage == "menu"
    screen = driver.flow.screen
    assert isinstance(screen, MenuScreen)
    assert screen.remark.startswith("Knee hug: Only if your therapist")
    assert said(driver.effects)[-1] == screen.remark
    enabled = drive_to_menu(Wish(enabled_extra=frozenset({"knee_hug"})))
    answer(enabled)
    assert enabled.flow.stage == "pain_before"


def test_a_named_exercise_skips_the_menu_and_an_unavailable_one_says_why() -> None:
    assert drive_to_menu(Wish(exercise="seal_stretch")).flow.stage == "pain_before"
    driver = drive_to_menu(Wish(exercise="knee_hug"))
    assert driver.flow.stage == "not_offered"
    driver.press("1")
    assert driver.flow.stage == "menu"


def test_arrows_skip_what_cannot_be_chosen() -> None:
    driver = drive_to_menu()
    driver.press("up", "up", "up", "up")
    screen = driver.flow.screen
    assert isinstance(screen, MenuScreen)
    assert screen.choices[screen.selected].enabled


def test_walking_to_the_mat_is_not_nagged_about() -> None:
    driver = drive_to_place()
    spoken = said(driver.watch(8.0, GONE) + driver.watch(3.0, seen_with("wrong_posture")))
    assert spoken == []


def test_nobody_is_told_to_lie_otherwise_while_too_little_is_seen_of_it() -> None:
    driver = drive_to_place()
    unseen = SetState(driver.time_s)
    assert said(driver.watch(60.0, replace(CLEAR, sparse=True, position="x"), unseen)) == []
    assert said(driver.watch(60.0, CLEAR, unseen)) != []


def test_the_same_problem_is_said_ever_more_rarely() -> None:
    driver = drive_to_place()
    spoken = said(driver.watch(120.0, seen_with("feet_not_seen", "turn_side_on")))
    assert set(spoken) == {"I cannot see your feet."}
    assert 3 <= len(spoken) <= 7
    screen = driver.flow.screen
    assert isinstance(screen, PlaceScreen)
    assert "feet" in screen.problem


def test_placing_waits_for_ever() -> None:
    driver = drive_to_place()
    effects = driver.watch(1200.0, GONE)
    assert driver.flow.stage == "place"
    assert kinds(effects) == []
    assert len(said(effects)) <= 21


def test_a_problem_that_flickers_is_neither_shown_nor_said() -> None:
    driver = drive_to_place()
    driver.watch(13.0)
    for _ in range(20):
        assert said(driver.watch(0.5, seen_with("turn_side_on")) + driver.watch(0.5)) == []
    screen = driver.flow.screen
    assert isinstance(screen, PlaceScreen)
    assert screen.problem == ""


def test_a_still_start_position_begins_and_a_problem_delays_it() -> None:
    driver = drive_to_place()
    lying = SetState(0.0, "left", 5.0, "ready")
    driver.watch(5.0, seen_with("several_people"), lying)
    assert driver.flow.stage == "place"
    driver.watch(0.1, seen_with("several_people"), SetState(0.0, "left", 10.5, "ready"))
    assert driver.flow.stage == "countdown"


def test_nobody_is_never_enough() -> None:
    driver = drive_to_place()
    driver.watch(1.0, GONE, SetState(0.0, "left", 60.0, "ready"))
    assert driver.flow.stage == "place"


def test_three_guided_tilts_are_timed_as_they_are_said() -> None:
    driver = drive_to_place("pelvic_tilt")
    driver.rest()
    assert driver.flow.stage == "guided"
    effects = driver.watch(28.5)
    spoken = said(effects)
    assert spoken.count("Flatten") == 3
    assert spoken.count("Relax") == 4
    ended = next(item for item in effects if isinstance(item, EndCalibration))
    assert len(ended.prompts) == 3
    for relax_s, flatten_s, end_s in ended.prompts:
        assert flatten_s - relax_s == pytest.approx(3.0)
        assert end_s - flatten_s == pytest.approx(3.0)


def test_other_exercises_need_no_tilts() -> None:
    driver = drive_to_place()
    driver.rest()
    assert driver.flow.stage == "countdown"


def test_tilts_too_small_are_tried_again_then_timed_without_a_key() -> None:
    driver = drive_to_place("pelvic_tilt")
    driver.rest()
    driver.calibrate(None)
    assert driver.flow.stage == "unseen"
    driver.watch(10.5)
    assert driver.flow.stage == "guided"
    driver.calibrate(None)
    driver.watch(16.5)
    assert driver.flow.stage == "timed"
    screen = driver.flow.screen
    assert "cannot see" in getattr(screen, "cue", "")


def test_timed_holds_end_after_the_prescribed_number() -> None:
    offer = Offer("pelvic_tilt", reps=3, hold_s=5.0)
    driver = drive_to_place("pelvic_tilt", offer=offer)
    driver.rest()
    driver.calibrate(None)
    driver.press("2")
    effects = driver.watch(60.0)
    assert driver.flow.stage == "pain_after"
    assert driver.flow.sets_done[0].timed_holds == 3
    # Each is noted down at once: a set that is cut off keeps them.
    assert kinds(effects) == ["StartCounting", *["NoteTimedHolds"] * 3, "EndSet"]
    counts = [effect.count for effect in effects if isinstance(effect, NoteTimedHolds)]
    assert counts == [1, 2, 3]
    assert any(text.startswith("The set is over: 3 holds, timed. Rest.") for text in said(effects))
    assert sum(text.startswith("And let go.") for text in said(effects)) == 3


def test_the_countdown_counts_and_then_begins() -> None:
    driver = drive_to_place()
    driver.rest()
    effects = driver.rest(6.0)
    assert kinds(effects) == ["StartCounting"]
    assert said(effects)[-4:] == ["3", "2", "1", "Begin."]


def test_leaving_during_the_countdown_goes_back_to_placing() -> None:
    driver = drive_to_place()
    driver.rest()
    driver.watch(2.5, GONE)
    assert driver.flow.stage == "place"


def test_a_computer_that_slept_does_not_count_down_alone() -> None:
    driver = drive_to_place()
    driver.rest()
    driver.time_s += 3600.0
    driver.wait(0.1)
    assert driver.flow.stage == "place"


def test_the_therapists_words_are_said_as_the_set_begins() -> None:
    offer = Offer("prone_press_up", cue="Only halfway today.")
    driver = drive_to_set(offer=offer)
    assert said(driver.effects)[-1] == "Begin. Only halfway today."


def test_what_is_watched_carries_the_dose_asked_for() -> None:
    driver = drive_to_place(wish=Wish(reps=6, hold_s=4.0))
    watched = next(item for item in driver.effects if isinstance(item, WatchExercise))
    assert (watched.exercise, watched.reps, watched.hold_s) == ("prone_press_up", 6, 4.0)


def test_a_film_is_counted_from_its_first_frame_and_asks_nothing() -> None:
    driver = drive(Wish(exercise="prone_press_up", guided=False))
    assert kinds(driver.wait(0.1)) == ["WatchExercise", "StartCounting"]
    driver.watch(30.0, GONE)
    driver.watch(30.0, seen_with("wrong_posture", upright=True, hand_raised=True))
    assert driver.flow.stage == "counting"
    for _ in range(12):
        driver.repeat()
    assert driver.flow.stage == "counting"


def test_help_returns_to_where_one_was() -> None:
    driver = drive_to_place()
    driver.press("h")
    assert driver.flow.stage == "help"
    driver.press("enter")
    assert driver.flow.stage == "place"


def test_the_countdown_shows_large_numbers() -> None:
    driver = drive_to_place()
    driver.rest()
    driver.wait(1.8)
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.big == "3"


def test_another_posture_is_a_problem_only_while_placing() -> None:
    driver = drive_to_place()
    standing = SetState(0.0, "left", phase="not_judged")
    spoken = said(driver.watch(20.0, state=standing))
    assert spoken[0] == "Take up the start position when you are ready, and stay still."
    assert len(spoken) <= 2


def test_the_button_for_stopping_is_in_the_language_of_the_rest() -> None:
    words = Phrases({"common": {"stop": "Ich muss aufhören"}}, english())
    driver = Driver(Flow(Wish(), words, default_offers()))
    driver.press("1", "1", "3", "3", "enter", "2")
    screen = driver.flow.screen
    assert isinstance(screen, PlaceScreen)
    assert screen.stop_label == "Ich muss aufhören"
