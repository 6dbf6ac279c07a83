"""What each exercise is aimed at."""

from __future__ import annotations

import pytest

from formcheck.exercises.registry import exercise_names, get_exercise, get_rules
from formcheck.exercises.settings import Settings, default_settings
from formcheck.plan.cautions import find_cautions
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings
from formcheck.plan.targets import find_target, is_target_setting
from formcheck.review.web.views.plan_fields import target_field, threshold_fields


def _settings(exercise: str, **values: object) -> Settings:
    item = PlannedExercise.model_validate(values)
    return plan_settings(Plan(exercises={exercise: item}))


@pytest.mark.parametrize("exercise", exercise_names())
def test_a_planned_target_is_the_one_that_is_aimed_for(exercise: str) -> None:
    aimed_for = find_target(exercise, _settings(exercise, target=42))
    assert aimed_for == pytest.approx(42)


@pytest.mark.parametrize("exercise", sorted({*exercise_names()} - {"knee_hug"}))
def test_the_rules_aim_for_the_same(exercise: str) -> None:
    settings = _settings(exercise, target=42)
    assert get_rules(exercise).target(settings) == pytest.approx(42)


def test_without_a_plan_the_usual_is_aimed_for_and_of_press_ups_the_own_best() -> None:
    usual = {name: find_target(name, default_settings()) for name in exercise_names()}
    assert usual == {
        "standing_back_extension": 15,
        "seal_stretch": 25,
        "pelvic_tilt": 80,
        "knee_hug": 110,
        "prone_press_up": None,
    }


def test_a_target_changes_nothing_but_what_is_aimed_for() -> None:
    for exercise in ("pelvic_tilt", "prone_press_up"):
        place = get_exercise(exercise).target().key
        changed = _settings(exercise, target=33).model_dump()
        del changed[exercise]["states"][place]
        usual = default_settings().model_dump()
        del usual[exercise]["states"][place]
        assert changed == usual


def test_the_variant_of_the_settings_beneath_says_which_target_is_meant() -> None:
    base = Settings.from_mapping({"seal_stretch": {"variant": "straight_arms"}})
    plan = Plan(exercises={"seal_stretch": PlannedExercise(target=38)})
    assert find_target("seal_stretch", plan_settings(plan, base)) == 38


@pytest.mark.parametrize(
    ("exercise", "target", "warned"),
    [("prone_press_up", 60, "25 to 45°"), ("pelvic_tilt", 140, "60 to 100 %")],
)
def test_a_target_that_is_not_usual_is_warned_about(
    exercise: str, target: float, warned: str
) -> None:
    def texts(value: float) -> str:
        plan = Plan(exercises={exercise: PlannedExercise(target=value)})
        return " ".join(caution.text for caution in find_cautions(plan))

    assert warned in texts(target)
    assert "A target of" not in texts(sum(get_exercise(exercise).target().usual) / 2)


def test_a_target_has_one_field_and_not_another_among_the_thresholds() -> None:
    for exercise in exercise_names():
        fields = [field.field for field in threshold_fields(exercise)]
        assert fields
        assert not any(field.endswith((".target_deg", ".target_share")) for field in fields)
        assert not any(field.endswith("arms_target_deg") for field in fields)
    assert is_target_setting(get_exercise("knee_hug"), ("states", "target_deg"))
    assert not is_target_setting(get_exercise("knee_hug"), ("states", "count_target_share"))


def test_the_field_follows_the_variant() -> None:
    assert target_field("seal_stretch", {}).hint == "18–32"
    chosen = target_field("seal_stretch", {"seal_stretch.variant": ["straight_arms"]})
    assert chosen.hint == "35–45"
    assert target_field("pelvic_tilt", {}).label == "Target, % of own tilt"
