"""Sessions in which nothing is touched from lying down to the summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.exercises.registry import exercise_names
from formcheck.live.flow.effects import CameraOff, Quit, RecordPain, RecordSafety
from formcheck.live.flow.events import Remark
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.moment import SetState
from formcheck.live.phrases import english
from formcheck.live.pointing.reach import Hand
from formcheck.live.screens.states import PromptScreen, TextScreen
from formcheck.pose.landmarks import Side
from formcheck.safety import urgent
from tests.live.builders import CLEAR, GONE
from tests.live.flow.driver import Driver, drive_to_menu
from tests.live.flow.patient import Answers, Patient

_TRANSCRIPTS = Path(__file__).parent / "transcripts"
_SAME = {"pain_after": ["accept", "accept"] * 6}
_FIVE = (
    Offer("pelvic_tilt", reps=2, hold_s=5.0, rest_s=30.0, due=True),
    Offer("knee_hug", reps=1, side="each", hold_s=5.0, rest_s=30.0, due=True),
    Offer("prone_press_up", sets=2, reps=2, hold_s=2.0, rest_s=30.0, due=True),
    Offer("seal_stretch", reps=1, hold_s=30.0, rest_s=30.0, due=True),
    Offer("standing_back_extension", reps=2, hold_s=2.0, rest_s=30.0, due=True),
)


def _lie_down(answers: Answers, offers: tuple[Offer, ...] = _FIVE) -> Patient:
    """Return somebody who has read the pages at the computer: pain 3 of 10, in the back."""
    driver: Driver = drive_to_menu(Wish(), offers)
    driver.press("enter", "3", "enter", "2")
    assert driver.flow.stage == "place"
    return Patient(driver, {stage: list(signs) for stage, signs in answers.items()})


def _check_transcript(patient: Patient, name: str) -> None:
    """Compare what was said, and when, with what is kept."""
    kept = (_TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(patient.heard) + "\n" == kept


def test_five_exercises_by_the_plan_with_pointing_alone() -> None:
    patient = _lie_down(_SAME)
    patient.go_on("summary")
    sets = patient.driver.flow.sets_done
    assert {tally.offer.exercise for tally in sets} == set(exercise_names())
    assert [tally.done for tally in sets] == [2, 2, 2, 2, 1, 2]
    answers = [item for item in patient.driver.effects if isinstance(item, RecordPain)]
    assert answers == [RecordPain("before", 3, "back"), *[RecordPain("after", 3, "back")] * 6]
    # The light of the camera goes on once, and out once: when all was read and nobody chooses.
    assert not any(isinstance(item, CameraOff) for item in patient.driver.effects)
    patient.be_seen(180.0)
    assert isinstance(patient.driver.flow.screen, TextScreen)
    kinds = [type(item).__name__ for item in patient.driver.effects]
    assert kinds.count("CameraOff") == 1
    _check_transcript(patient, "five_exercises")


def test_the_camera_is_placed_once_for_all_that_is_done_on_the_floor() -> None:
    patient = _lie_down(_SAME)
    patient.go_on("summary")
    placed = [line for line in patient.heard if "I wait until you are ready." in line]
    assert len(placed) == 2
    assert "Stand side-on" in placed[-1]


def test_pain_that_moves_down_the_leg_ends_the_exercise_and_the_plan_goes_on() -> None:
    answers = {
        "pain_after": [
            *("more", "accept", "down", "down", "accept"),
            *("less", "accept", "up", "up", "accept"),
        ],
        "verdict": ["2"],
    }
    patient = _lie_down(answers, _FIVE[2:4])
    patient.go_on("summary")
    assert patient.driver.flow.stopped_exercises == {"prone_press_up"}
    exercises = [tally.offer.exercise for tally in patient.driver.flow.sets_done]
    assert exercises == ["prone_press_up", "seal_stretch"]
    assert RecordPain("after", 4, "thigh") in patient.driver.effects
    _check_transcript(patient, "peripheralising")


def test_a_warning_sign_from_the_mat_is_read_out_before_it_counts() -> None:
    answers = {"pain_after": ["accept", *["down"] * 6, "accept"], "signs": ["1"]}
    patient = _lie_down(answers, _FIVE[2:3])
    patient.go_on("red_flag")
    assert RecordSafety("red_flag", "ticked in a live session") in patient.driver.effects
    assert CameraOff() in patient.driver.effects
    (read_out,) = [line for line in patient.heard if "Is one of these true for you?" in line]
    assert all(sign in read_out for sign in urgent())


def _leave(patient: Patient) -> None:
    """Go to the door in the middle of the set, and lie down again."""
    patient.driver.watch(20.0, GONE)
    assert patient.driver.flow.stage == "paused"
    patient.driver.rest(3.0)
    assert patient.driver.flow.stage == "counting"


def _leave_unanswered(patient: Patient) -> None:
    """Go away while the question stands; nothing begins until it is answered."""
    patient.driver.watch(300.0, GONE)
    assert patient.driver.flow.stage == "pain_after"


def test_somebody_who_leaves_and_comes_back() -> None:
    answers = {"pain_after": ["accept"] * 4}
    patient = _lie_down(answers, _FIVE[2:3])
    patient.on_stage = {"counting": _leave, "pain_after": _leave_unanswered}
    patient.go_on("summary")
    assert [tally.done for tally in patient.driver.flow.sets_done] == [2, 2]
    _check_transcript(patient, "leaves_and_comes_back")


def _be_seen_too_seldom(patient: Patient) -> None:
    """Lie in the start position before a computer that keeps up only after half a minute."""
    reach = patient.reach()
    unjudged = SetState(patient.driver.time_s)
    for seconds, sight in (
        (3.0, replace(CLEAR, reach=reach, sparse=True)),
        (25.0, replace(CLEAR, reach=reach, problems=("too_slow", "wrong_posture"))),
        (5.0, replace(CLEAR, reach=reach, sparse=True)),
    ):
        patient.driver.watch(seconds, sight, unjudged)


def test_on_a_computer_that_is_too_slow_nobody_is_told_to_lie_otherwise() -> None:
    patient = _lie_down(_SAME, _FIVE[3:4])
    patient.on_stage = {"place": _be_seen_too_seldom}
    patient.go_on("summary")
    assert [tally.done for tally in patient.driver.flow.sets_done] == [1]
    blame = english().text("problems.wrong_posture.spoken")
    assert not any(blame in line for line in patient.heard)
    _check_transcript(patient, "slow_computer")


@pytest.mark.parametrize(("sign", "stage"), [("1", "place"), ("3", "summary"), ("4", "stopped")])
def test_a_rest_is_cut_short_or_ended_by_pointing(sign: str, stage: str) -> None:
    patient = _lie_down(_SAME | {"rest": [sign]}, _FIVE[2:3])
    patient.go_on("rest")
    patient.point_at(sign)
    assert patient.driver.flow.stage == stage


def test_a_rest_is_made_longer_by_pointing() -> None:
    patient = _lie_down(_SAME, _FIVE[2:3])
    patient.go_on("rest")
    # However long it is held, it is chosen once.
    patient.point_at("2", 6.0)
    (longer,) = [line for line in patient.heard[-2:] if "Rest for" in line]
    assert "Rest for 43 seconds." in longer
    patient.be_seen(30.0)
    assert patient.driver.flow.stage == "rest"
    patient.be_seen(20.0)
    assert patient.driver.flow.stage == "place"


def test_without_a_plan_what_comes_next_is_pointed_at() -> None:
    offers = (Offer("seal_stretch", reps=1, rest_s=5.0), Offer("prone_press_up", reps=1))
    patient = _lie_down({"pain_after": ["accept"] * 6, "following": ["2", "1"]}, offers)
    patient.go_on("summary")
    exercises = [tally.offer.exercise for tally in patient.driver.flow.sets_done]
    assert exercises == ["seal_stretch", "seal_stretch", "prone_press_up"]


@pytest.mark.parametrize("hand", ["left", "right"])
def test_either_hand_answers(hand: Side) -> None:
    patient = _lie_down({}, _FIVE[2:3])
    patient.hand = hand
    patient.go_on("pain_after")
    patient.point_at("less", 3.0)
    screen = patient.driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.big == "1"


def test_talking_with_the_hands_between_sets_counts_nothing_and_praises_nothing() -> None:
    patient = _lie_down(_SAME, _FIVE[2:3])
    patient.go_on("rest")
    heard = len(patient.heard)
    for x in (0.3, 0.5, 0.35) * 8:
        patient.be_seen(0.4, Hand("left", x, 0.45))
    assert patient.driver.flow.stage == "rest"
    assert len(patient.driver.flow.sets_done) == 1
    assert not any("(tone" in line for line in patient.heard[heard:])


def test_a_remark_is_shown_on_a_page_that_is_pointed_at() -> None:
    patient = _lie_down({}, _FIVE[2:3])
    patient.go_on("pain_after")
    patient.driver.do(lambda time_s: Remark(time_s, "The film ends here."))
    screen = patient.driver.flow.screen
    assert isinstance(screen, PromptScreen)
    assert screen.hint == "The film ends here."


def test_what_was_done_is_read_page_by_page_and_closed_by_pointing() -> None:
    patient = _lie_down(_SAME, _FIVE[2:4])
    patient.go_on("summary")
    shown = []
    for _ in range(4):
        screen = patient.driver.flow.screen
        assert isinstance(screen, PromptScreen)
        shown.append((screen.text, screen.lines))
        if any(field.choice.title == "Next page" for field in screen.fields):
            patient.point_at("2")
    titles = [title for title, _ in shown]
    assert titles[:3] == ["Prone press up, set 1", "Prone press up, set 2", "Seal stretch"]
    assert shown[3][1] == ("This week you have exercised on 1 day.",)
    patient.point_at("1")
    assert [item for item in patient.driver.effects if isinstance(item, Quit)] == [Quit("finished")]


def test_the_week_counts_the_days_with_exercises_and_names_no_others() -> None:
    driver = drive_to_menu(Wish(days_this_week=2), _FIVE[2:3])
    driver.press("enter", "3", "enter", "2")
    patient = Patient(driver, {stage: list(signs) for stage, signs in _SAME.items()})
    patient.go_on("summary")
    assert "This week you have exercised on 3 days." in patient.heard[-1]


@pytest.mark.parametrize(
    ("sign", "stage"), [("1", "counting"), ("2", "pain_after"), ("3", "stopped")]
)
def test_a_pause_is_ended_by_pointing(sign: str, stage: str) -> None:
    patient = _lie_down({}, _FIVE[2:3])
    patient.go_on("counting")
    patient.driver.press("space")
    assert patient.driver.flow.stage == "paused"
    patient.point_at(sign)
    assert patient.driver.flow.stage == stage


def test_a_raised_hand_that_paused_the_set_chooses_nothing() -> None:
    patient = _lie_down({}, _FIVE[4:5])
    patient.go_on("counting")
    raised = patient.reach(Hand("left", 0.42, 0.05))
    sight = replace(CLEAR, upright=True, hand_raised=True, reach=raised)
    patient.driver.watch(6.0, sight)
    assert patient.driver.flow.stage == "paused"
