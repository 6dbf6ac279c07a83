"""Counting, holding, pausing and ending a set."""

from __future__ import annotations

import pytest

from formcheck.live.flow.effects import Say
from formcheck.live.flow.events import CameraChanged, Remark
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.moment import SetState, Sight
from formcheck.live.screens.states import PromptScreen, SetScreen
from tests.live.builders import CLEAR, GONE, fault, gone, rep, resting, seen_with
from tests.live.flow.driver import Driver, drive, drive_to_place, drive_to_set, kinds, reasons, said


def _screen(driver: Driver) -> SetScreen:
    screen = driver.flow.screen
    assert isinstance(screen, SetScreen)
    return screen


def test_each_repetition_is_said_and_the_last_ends_the_set() -> None:
    driver = drive_to_set(offer=Offer("prone_press_up", reps=3, hold_s=2.0))
    spoken = [said(driver.repeat()) for _ in range(3)]
    assert [line[0] for line in spoken] == ["1", "2", "3"]
    assert reasons(driver.effects) == ["reps"]
    assert driver.flow.stage == "pain_after"
    assert len(driver.flow.sets_done[0].counted) == 3


def test_a_set_does_not_begin_with_not_seen() -> None:
    driver = drive_to_place()
    driver.rest()
    driver.wait(6.0)
    # Nothing was judged since.
    assert driver.flow.stage == "counting"
    assert (_screen(driver).phase, _screen(driver).phase_word) == ("ready", "Ready")
    driver.watch(0.1, state=SetState(driver.time_s))
    assert _screen(driver).phase_word == "Not seen"


def test_smaller_ones_are_not_counted() -> None:
    driver = drive_to_set(offer=Offer("prone_press_up", reps=2))
    driver.repeat(rep(None))
    driver.repeat(rep(1))
    assert driver.flow.stage == "counting"


def test_the_hold_is_counted_down_against_the_prescription() -> None:
    driver = drive_to_set("pelvic_tilt")
    spoken = []
    for tenth in range(60):
        state = SetState(driver.time_s, "left", phase="hold", hold_s=tenth / 10)
        spoken += said(driver.watch(0.1, state=state))
    assert spoken == ["3", "2", "1", "And let go."]


def test_a_short_hold_only_ends_with_a_word() -> None:
    driver = drive_to_set(offer=Offer("prone_press_up", hold_s=2.0))
    spoken = []
    for tenth in range(40):
        state = SetState(driver.time_s, "left", phase="hold", hold_s=tenth / 10)
        spoken += said(driver.watch(0.1, state=state))
    assert spoken == ["And down."]


def test_between_the_holds_of_a_seal_stretch_there_is_rest() -> None:
    driver = drive_to_set("seal_stretch")
    effects = driver.repeat(rep(1, hold_s=30.0))
    assert said(effects)[-1] == "1 Rest for 30 seconds."
    assert "Rest" in _screen(driver).phase_word
    spoken = said(driver.watch(120.0, state=SetState(0.0, "left", 20.0, "ready", reps=1)))
    assert spoken[0] == "When you are ready, up again."
    assert driver.flow.stage == "counting"
    driver.repeat(rep(2, hold_s=30.0))
    driver.repeat(rep(3, hold_s=30.0))
    assert reasons(driver.effects) == ["reps"]


def test_going_up_early_ends_the_rest() -> None:
    driver = drive_to_set("seal_stretch")
    driver.repeat(rep(1, hold_s=30.0))
    driver.watch(1.0, state=SetState(0.0, "left", phase="out", reps=1))
    spoken = said(driver.watch(40.0, state=SetState(0.0, "left", phase="hold", reps=1)))
    assert spoken == []


def test_knee_hug_asks_for_the_other_leg_and_ends_after_both() -> None:
    offer = Offer("knee_hug", reps=2, hold_s=5.0, side="each")
    driver = drive_to_set("knee_hug", offer=offer)
    driver.repeat(rep(1, side="left"))
    assert _screen(driver).side_word == "Left leg"
    spoken = said(driver.repeat(rep(2, side="left")))
    assert spoken == ["2 Now the other leg."]
    assert (_screen(driver).side_word, _screen(driver).reps) == ("Right leg", 0)
    assert said(driver.repeat(rep(3, side="right"))) == ["1"]
    driver.repeat(rep(4, side="right"))
    assert reasons(driver.effects) == ["reps"]


def test_mistaken_legs_keep_nobody_on_the_floor() -> None:
    offer = Offer("knee_hug", reps=2, side="each")
    driver = drive_to_set("knee_hug", offer=offer)
    for number in range(1, 5):
        driver.repeat(rep(number, side="left"))
    assert reasons(driver.effects) == ["reps"]


@pytest.mark.parametrize(
    ("sight", "seconds"),
    [
        (GONE, 2.2),
        (seen_with(upright=True, hand_raised=True), 1.2),
        (seen_with("wrong_posture", upright=True), 4.2),
    ],
)
def test_a_pause_needs_no_key(sight: Sight, seconds: float) -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.watch(seconds / 2, sight, SetState(0.0, "left", phase="not_judged", reps=1))
    assert driver.flow.stage == "counting"
    effects = driver.watch(seconds / 2 + 0.2, sight)
    assert driver.flow.stage == "paused"
    assert kinds(effects) == ["PauseCounting"]
    effects = driver.rest(2.0)
    assert kinds(effects) == ["ResumeCounting"]
    assert _screen(driver).reps == 0 or driver.flow.stage == "counting"


def test_a_hand_on_the_floor_or_in_a_repetition_is_no_pause() -> None:
    driver = drive_to_set()
    driver.watch(3.0, seen_with(hand_raised=True), resting(0.0, 3.0))
    moving = SetState(0.0, "left", phase="out")
    driver.watch(6.0, seen_with(upright=True, hand_raised=True), moving)
    assert driver.flow.stage == "counting"


def test_standing_is_no_pause_where_one_stands_to_exercise() -> None:
    driver = drive_to_set("standing_back_extension")
    driver.watch(20.0, seen_with(upright=True), SetState(0.0, "left", 20.0, "ready"))
    assert driver.flow.stage == "counting"


def test_after_the_space_key_lying_still_is_no_wish_to_go_on() -> None:
    driver = drive_to_set()
    driver.watch(1.0, state=resting(0.0, 5.0))
    driver.press("space")
    driver.watch(10.0, state=resting(0.0, 15.0))
    driver.watch(0.5, state=resting(0.0, 0.0))
    driver.watch(10.0, state=resting(0.0, 15.0))
    assert driver.flow.stage == "paused"
    driver.watch(1.5, CLEAR, SetState(0.0, "left", 0.0, "not_judged"))
    driver.rest(2.0)
    assert driver.flow.stage == "counting"


def test_space_goes_on() -> None:
    driver = drive_to_set()
    driver.press("space")
    assert kinds(driver.press("space")) == ["ResumeCounting"]


def test_the_telephone_ends_the_set_after_a_minute_and_keeps_what_was_done() -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.watch(70.0, GONE)
    assert reasons(driver.effects) == ["pause"]
    assert driver.flow.stage == "pain_after"
    assert driver.flow.sets_done[0].done == 1
    assert said(driver.watch(3600.0, GONE)) == []


@pytest.mark.parametrize("key", ["space", "h"])
def test_a_pause_that_was_asked_for_lasts_as_long_as_a_telephone_call(key: str) -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.press(key)
    if key == "h":
        driver.press(key)
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert (screen.step, screen.progress) == ("", None)
    driver.watch(500.0, GONE)
    assert driver.flow.stage == "paused"
    driver.watch(60.0, GONE)
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert "The set ends in" in screen.step
    driver.watch(50.0, GONE)
    assert reasons(driver.effects) == ["pause"]


def test_a_long_pause_is_announced() -> None:
    driver = drive_to_set()
    spoken = said(driver.watch(50.0, GONE))
    assert any("15 seconds" in text for text in spoken)
    screen = driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.big == "Pause"


def test_the_set_goes_on_when_the_camera_is_back() -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.lose_camera()
    driver.wait(20.0)
    assert driver.flow.stage == "paused"
    assert kinds(driver.plug_in()) == ["ResumeCounting"]
    assert driver.flow.stage == "counting"


def test_a_camera_that_stays_away_ends_the_set() -> None:
    driver = drive_to_set()
    driver.repeat()
    driver.lose_camera()
    driver.wait(61.0)
    assert reasons(driver.effects) == ["camera"]
    assert driver.flow.sets_done[0].done == 1


def test_a_film_that_ends_ends_the_set() -> None:
    driver = drive(Wish(exercise="prone_press_up", guided=False))
    driver.repeat()
    driver.do(lambda time_s: CameraChanged(time_s, "ended"))
    assert reasons(driver.effects) == ["source_ended"]
    assert driver.flow.stage == "summary"


def test_the_time_limit_leaves_pauses_out() -> None:
    driver = drive_to_set(wish=Wish(minutes=1.0))
    driver.watch(30.0)
    driver.press("space")
    driver.watch(40.0, state=SetState(0.0))
    driver.press("space")
    driver.watch(25.0)
    assert driver.flow.stage == "counting"
    driver.watch(6.0)
    assert reasons(driver.effects) == ["time"]


def test_restarting_waits_for_the_start_position_again() -> None:
    driver = drive_to_set()
    driver.repeat()
    assert kinds(driver.press("r")) == ["RestartSet"]
    assert driver.flow.stage == "place"
    driver.reps = 0
    driver.rest()
    driver.rest(6.0)
    assert driver.flow.stage == "counting"
    driver.repeat(rep(1))
    assert _screen(driver).reps == 1
    driver.press("n")
    assert driver.flow.sets_done[-1].done == 1


def test_quitting_asks_nothing_and_saves() -> None:
    driver = drive_to_set()
    assert kinds(driver.press("q")) == ["EndSet", "CameraOff", "Quit"]
    assert driver.press("n") == []


def test_help_pauses_the_set() -> None:
    driver = drive_to_set()
    assert kinds(driver.press("h")) == ["PauseCounting"]
    driver.press("enter")
    assert driver.flow.stage == "paused"
    driver.press("space")
    assert driver.flow.stage == "counting"


def test_a_cue_is_shown_and_said_and_its_end_is_praised() -> None:
    driver = drive_to_set()
    effects = driver.repeat(rep(1, faults=("PPU-1",)), (fault("PPU-1", 2),))
    assert said(effects) == ["1 Leave your belt on the mat – stop where it wants to lift."]
    assert _screen(driver).cue_tone == "warning"
    assert said(driver.repeat(rep(2), absent=gone("PPU-1"))) == [
        "2 Good, your belt stays on the mat."
    ]
    assert _screen(driver).cue_tone == "good"
    driver.watch(7.0)
    assert _screen(driver).cue == ""


def test_the_therapists_words_take_the_place_of_the_cue() -> None:
    offer = Offer("prone_press_up", cues={"PPU-1": "Hips down, please."})
    driver = drive_to_set(offer=offer)
    effects = driver.repeat(rep(1, faults=("PPU-1",)), (fault("PPU-1", 2),))
    assert said(effects) == ["1 Hips down, please."]


@pytest.mark.parametrize(("pain", "heard"), [("3", True), ("6", False)])
def test_nobody_in_strong_pain_is_asked_to_go_further(pain: str, heard: bool) -> None:
    driver = drive_to_place_with_pain(pain)
    for number in range(1, 4):
        driver.repeat(rep(number, faults=("SBE-5",)), (fault("SBE-5", 1, of=number),))
    spoken = " ".join(said(driver.effects))
    assert ("a touch further" in spoken) == heard


def drive_to_place_with_pain(pain: str) -> Driver:
    driver = drive(Wish(exercise="standing_back_extension"))
    driver.press("1", "1", pain, "enter", "2")
    driver.rest()
    driver.rest(6.0)
    assert driver.flow.stage == "counting"
    return driver


def test_a_remark_is_shown() -> None:
    driver = drive_to_set()
    driver.do(lambda time_s: Remark(time_s, "The disk is full."))
    assert _screen(driver).notice == "The disk is full."


def test_a_remark_does_not_cover_the_picture_for_ever() -> None:
    driver = drive_to_set()
    driver.do(lambda time_s: Remark(time_s, "The disk is full."))
    driver.watch(15.0)
    assert _screen(driver).notice == "The disk is full."
    driver.watch(10.0)
    assert _screen(driver).notice == ""


def test_a_remark_that_comes_with_the_countdown_is_shown_in_the_set() -> None:
    driver = drive_to_place()
    driver.rest()
    assert driver.flow.stage == "countdown"
    driver.do(lambda time_s: Remark(time_s, "No voice."))
    driver.rest(6.0)
    assert _screen(driver).notice == "No voice."


def test_a_set_in_which_nothing_is_seen_is_remarked_on_once() -> None:
    driver = drive_to_set()
    spoken = said(driver.watch(300.0, state=SetState(0.0, "left", 60.0, "ready")))
    assert len(spoken) == 1


def test_numbers_never_cut_off_a_cue() -> None:
    driver = drive_to_set("pelvic_tilt")
    effects = driver.watch(0.1, state=SetState(0.0, "left", phase="hold", hold_s=1.95))
    effects += driver.watch(0.1, state=SetState(0.0, "left", phase="hold", hold_s=2.05))
    urgencies = [item.urgency for item in effects if isinstance(item, Say)]
    assert urgencies == ["if_idle"]


def test_nothing_is_watched_before_the_pain_is_known() -> None:
    driver = drive_to_place()
    names = kinds(driver.effects)
    assert names.index("RecordPain") < names.index("WatchExercise")


def test_a_hold_away_from_the_start_position_is_not_remarked_on() -> None:
    driver = drive_to_set("seal_stretch")
    holding = SetState(0.0, "left", phase="hold", hold_s=0.0)
    assert said(driver.watch(30.0, seen_with("wrong_posture"), holding)) == []


def test_who_cannot_be_judged_is_told_why() -> None:
    driver = drive_to_set()
    lost = SetState(0.0, "left", phase="not_judged")
    assert said(driver.watch(20.0, seen_with("feet_not_seen"), lost)) == ["I cannot see your feet."]


def test_the_leg_that_is_prescribed_is_said() -> None:
    driver = drive_to_set("knee_hug", offer=Offer("knee_hug", reps=2, side="left"))
    assert said(driver.effects)[-1] == "Begin. Left leg."
    assert _screen(driver).side_word == "Left leg"
