"""Plans: what may stand in them, and the settings that they come to."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.errors import PlanError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.plan.check import check_plan, parse_plan, plan_from_mapping
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings


def _plan(exercise: str = "prone_press_up", **values: Any) -> Plan:
    return Plan(exercises={exercise: PlannedExercise(**values)})


def test_an_empty_plan_changes_no_setting() -> None:
    assert plan_settings(Plan()) == default_settings()


def test_dose_target_and_thresholds_reach_the_settings() -> None:
    plan = _plan(
        "knee_hug",
        reps=4,
        hold_s=7.5,
        rest_s=30,
        target=100,
        thresholds={"faults": {"ear_rise_torso": 0.2}},
    )
    hug = plan_settings(plan).knee_hug
    assert (hug.dose.reps, hug.dose.hold_s) == (4, 7.5)
    assert hug.states.target_deg == 100
    assert hug.faults.ear_rise_torso == 0.2
    assert hug.faults.drop_speed_deg_s == default_settings().knee_hug.faults.drop_speed_deg_s


def test_the_variant_says_which_target_is_meant() -> None:
    seal = plan_settings(_plan("seal_stretch", variant="straight_arms", target=38, rest_s=9))
    assert seal.seal_stretch.variant == "straight_arms"
    assert seal.seal_stretch.states.straight_arms_target_deg == 38
    assert seal.seal_stretch.dose.rest_s == 9
    forearms = plan_settings(_plan("seal_stretch", target=22)).seal_stretch
    assert forearms.states.forearms_target_deg == 22


def test_an_exercise_that_is_not_enabled_changes_nothing() -> None:
    plan = _plan(enabled=False, reps=3)
    assert plan_settings(plan) == default_settings()
    assert plan.enabled == {}


def test_a_plan_lies_over_other_settings() -> None:
    base = Settings.from_mapping(
        {"prone_press_up": {"dose": {"hold_s": 4}}, "view": {"yaw_ok_deg": 11}}
    )
    settings = plan_settings(_plan(reps=6), base)
    assert settings.prone_press_up.dose.model_dump() == {"reps": 6, "hold_s": 4}
    assert settings.view.yaw_ok_deg == 11


@pytest.mark.parametrize("exercise", exercise_names())
def test_every_exercise_can_be_planned(exercise: str) -> None:
    plan = _plan(exercise, reps=5, hold_s=6, target=20)
    check_plan(plan)
    dose = getattr(plan_settings(plan), exercise).dose
    assert (dose.reps, dose.hold_s) == (5, 6)
    assert get_exercise(exercise).dose_limits.reps[0] >= 1


def test_exercises_stand_in_the_therapists_order_and_days_in_that_of_the_week() -> None:
    plan = Plan(
        exercises={
            "seal_stretch": PlannedExercise(days=["sun", "mon", "sun"]),
            "knee_hug": PlannedExercise(),
        }
    )
    assert list(plan.exercises) == list(plan.enabled) == ["seal_stretch", "knee_hug"]
    assert plan.exercises["seal_stretch"].days == ["mon", "sun"]
    assert parse_plan(plan.model_dump_json()).says_the_same(plan)
    turned = Plan(exercises=dict(reversed(plan.exercises.items())))
    assert not turned.says_the_same(plan)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"exercises": {"squat": {}}}, "no exercise 'squat'"),
        ({"exercises": {"knee_hug": {"reps": 0}}}, "exercises.knee_hug.reps"),
        ({"exercises": {"knee_hug": {"days": []}}}, "exercises.knee_hug.days"),
        ({"exercises": {"knee_hug": {"days": ["today"]}}}, "exercises.knee_hug.days"),
        ({"exercises": {"knee_hug": {"hold_s": float("nan")}}}, "hold_s"),
        ({"exercises": {"knee_hug": {"repetitions": 3}}}, "no setting"),
        ({"exercises": {"knee_hug": {"watch": ["KH-1"], "ignore": ["KH-1"]}}}, "both watched"),
        ({"exercises": {"knee_hug": {"ignore": ["PPU-1"]}}}, "no fault PPU-1"),
        ({"exercises": {"knee_hug": {"cues": {"XX": "up"}}}}, "no fault XX"),
        ({"exercises": {"knee_hug": {"cue": "x" * 501}}}, "cue"),
        (
            {"exercises": {"knee_hug": {"thresholds": {"faults": {"ears": 1}}}}},
            "knee_hug.faults.ears",
        ),
        ({"exercises": {"prone_press_up": {"side": "left"}}}, "no sides"),
        ({"exercises": {"prone_press_up": {"variant": "forearms"}}}, "no variants"),
        ({"exercises": {"seal_stretch": {"hold_s": 301}}}, "seal_stretch.dose.hold_s"),
        ({"conditions": ["bored"]}, "conditions"),
        ({"schema_version": 2}, "schema_version"),
    ],
)
def test_a_plan_that_cannot_be_followed_says_where(values: dict[str, Any], words: str) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_mapping(values)
    assert words in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reps", 0, "0: it must be a whole number between 1 and 100"),
        ("reps", True, "true: it must be a whole number between 1 and 100"),
        ("reps", 2.5, "2.5: it must be a whole number between 1 and 100"),
        ("hold_s", -5, "-5: it must lie between 0 and 600 seconds"),
        ("hold_s", "5", "'5': it must be a number between 0 and 600 seconds"),
        ("rest_s", 1e308, "1e+308: it must lie between 0 and 3600 seconds"),
        ("target", True, "true: it must be a number between 0.01 and 360"),
        ("enabled", 1, "1: it must be true or false"),
        ("side", "front", "'front': it must be 'left', 'right', 'both' or 'each'"),
        ("cue", 4, "4: it must be text"),
        ("days", "mon", "'mon': it must be a list"),
        ("thresholds", 4, "4: it must be a table"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(
    field: str, value: object, words: str
) -> None:
    with pytest.raises(PlanError) as caught:
        plan_from_mapping({"exercises": {"knee_hug": {field: value}}})
    said = f"In the plan, 'exercises.knee_hug.{field}' cannot be {words}."
    assert caught.value.message == said


def test_a_damaged_document_is_no_plan() -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        parse_plan("{")
