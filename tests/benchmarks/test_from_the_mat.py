"""Whole sessions in full pictures, from the first warning page to the summary that is closed.

A rendered person moves and points as the screen asks; every picture goes through pose model,
checks, judge and flow. Time is that of the pictures, so a busy computer changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.live.flow.effects import CameraOff, Quit, RecordPain, RecordSafety
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.phrases import english
from formcheck.pose.bundle_file import Bundle

pytest.importorskip("moderngl", reason="needs the renderer")

from benchmarks.from_the_mat import PLAN, Session

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def _plan(*names: str) -> tuple[Offer, ...]:
    return tuple(offer for offer in PLAN if offer.exercise in names)


def _praises(exercise: str) -> list[str]:
    return [english().praise(spec.id) for spec in get_exercise(exercise).faults if spec.cued]


def test_five_exercises_by_the_plan_with_pointing_alone(bundle: Bundle) -> None:
    session = Session(bundle, None, PLAN, Wish(offers_lesson=True))
    session.patient.chooses["lesson"] = "Just rest"
    session.run()
    done = session.flow.sets_done
    assert [tally.offer.exercise for tally in done] == [offer.exercise for offer in PLAN]
    assert {tally.offer.exercise for tally in done} == set(exercise_names())
    assert all(tally.complete for tally in done), [tally.done for tally in done]
    pains = [item for item in session.effects if isinstance(item, RecordPain)]
    assert pains == [RecordPain("before", 3, "back"), *[RecordPain("after", 3, "back")] * 5]
    assert Quit("finished") in session.effects
    assert sum(isinstance(item, CameraOff) for item in session.effects) == 1
    # The samples are done well: nothing is to be corrected, and nothing is taken back.
    said = " ".join(session.heard)
    assert not any(words in said for offer in PLAN for words in _praises(offer.exercise) if words)


def test_pain_that_moves_down_the_leg_ends_the_exercise(bundle: Bundle) -> None:
    plan = _plan("knee_hug", "seal_stretch")
    session = Session(bundle, None, plan, Wish(offers_lesson=True))
    session.patient.answers["knee_hug"] = [("4", "Thigh")]
    session.patient.chooses |= {"verdict": "Choose another exercise", "lesson": "Just rest"}
    session.run()
    assert RecordPain("after", 4, "thigh") in session.effects
    assert session.flow.stopped_exercises == {"knee_hug"}
    assert [tally.offer.exercise for tally in session.flow.sets_done] == [
        "knee_hug",
        "seal_stretch",
    ]
    # What is learnt comes after the set that was well, not before the warning.
    order = [line for line in session.heard if "Stop this exercise" in line or "can hear" in line]
    assert "Stop this exercise" in order[0]
    assert not any(isinstance(item, RecordSafety) for item in session.effects)


def test_somebody_leaves_in_the_set_and_comes_back(bundle: Bundle) -> None:
    (press_up,) = _plan("prone_press_up")
    session = Session(bundle, None, (replace(press_up, reps=1),))
    session.patient.leaves.add("prone_press_up")
    session.run()
    assert [tally.done for tally in session.flow.sets_done] == [1]
    said = [line.split("  ", 1)[1] for line in session.heard]
    left = said.index(english().text("pause.left"))
    assert said.index(english().text("pause.go_on")) > left
    assert Quit("finished") in session.effects
