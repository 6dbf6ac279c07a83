"""Warnings about combinations that the specification cautions about."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.plan.cautions import find_cautions
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.words import speaking


def _texts(exercises: dict[str, dict[str, Any]], *conditions: Any) -> list[tuple[str | None, str]]:
    plan = Plan(
        conditions=list(conditions),
        exercises={name: PlannedExercise(**values) for name, values in exercises.items()},
    )
    return [(caution.exercise, caution.text) for caution in find_cautions(plan)]


def test_a_plain_plan_has_no_warning() -> None:
    assert _texts({"pelvic_tilt": {"reps": 10, "hold_s": 5}, "prone_press_up": {}}) == []


@pytest.mark.parametrize(
    ("exercises", "conditions", "about", "words"),
    [
        ({}, (), None, "nothing to do"),
        ({"knee_hug": {"enabled": False}}, (), None, "nothing to do"),
        ({"knee_hug": {}, "seal_stretch": {}}, (), None, "direction"),
        (
            {"prone_press_up": {}, "seal_stretch": {"variant": "straight_arms"}},
            (),
            None,
            "double the dose",
        ),
        ({"knee_hug": {}}, ("osteoporosis",), "knee_hug", "vertebra"),
        ({"knee_hug": {}}, ("disc",), "knee_hug", "opinions differ"),
        ({"seal_stretch": {}}, ("stenosis",), "seal_stretch", "narrowed spinal canal"),
        ({"prone_press_up": {}}, ("fusion",), "prone_press_up", "fused spine"),
        ({"prone_press_up": {}}, ("disc",), "prone_press_up", "down the leg"),
        ({"prone_press_up": {}}, ("pregnancy",), "prone_press_up", "pregnancy"),
        ({"standing_back_extension": {}}, ("fall_risk",), "standing_back_extension", "fall"),
        (
            {"standing_back_extension": {"ignore": ["SBE-3"]}},
            (),
            "standing_back_extension",
            "about safety",
        ),
        ({"prone_press_up": {"ignore": ["PPU-1"]}}, (), "prone_press_up", "defeats the exercise"),
        ({"prone_press_up": {"reps": 16}}, (), "prone_press_up", "5 to 15 are usual"),
        ({"knee_hug": {"hold_s": 1.5}}, (), "knee_hug", "2 to 30 s"),
    ],
)
def test_each_caution_is_given_once(
    exercises: dict[str, dict[str, Any]], conditions: tuple[str, ...], about: str, words: str
) -> None:
    (only,) = _texts(exercises, *conditions)
    assert only[0] == about
    assert words in only[1]


def test_an_ignored_fault_of_quality_is_the_therapists_choice() -> None:
    assert _texts({"prone_press_up": {"ignore": ["PPU-6"]}}) == []


def test_what_is_about_the_whole_plan_comes_first() -> None:
    found = _texts({"knee_hug": {"reps": 50}, "prone_press_up": {}}, "disc", "osteoporosis")
    assert [about for about, _ in found] == [
        None,
        "knee_hug",
        "knee_hug",
        "prone_press_up",
        "knee_hug",
    ]


def test_what_is_not_installed_is_named_and_keeps_the_patient_busy() -> None:
    assert _texts({"forward_bend": {}}) == [
        ("forward_bend", "It cannot be done with this computer.")
    ]
    assert _texts({"forward_bend": {"enabled": False}, "pelvic_tilt": {}}) == []


def test_a_fault_that_another_version_of_the_exercise_had_gives_no_caution() -> None:
    assert _texts({"pelvic_tilt": {"ignore": ["PT-99"]}}) == []


def test_they_are_told_in_the_language_of_the_program() -> None:
    with speaking("de"):
        told = _texts({"prone_press_up": {"hold_s": 12.5}}, "stenosis")
    examine = "Beugen nach hinten kann bei engem Wirbelkanal schaden: zuerst untersuchen."
    usual = "12,5\u00a0s halten; 0 bis 10\u00a0s sind üblich."
    assert told == [("prone_press_up", examine), ("prone_press_up", usual)]
