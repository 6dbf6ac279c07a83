"""Settings: defaults of the specification, and clear words for what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.errors import SettingsError
from formcheck.exercises.settings import Settings, default_settings


def test_what_is_left_out_keeps_its_default() -> None:
    settings = Settings.from_mapping({"prone_press_up": {"dose": {"hold_s": 3}}})
    assert settings.prone_press_up.dose.hold_s == 3.0
    assert settings.prone_press_up.dose.reps == 10
    assert settings.prone_press_up.states == default_settings().prone_press_up.states
    assert settings.pelvic_tilt == default_settings().pelvic_tilt


def test_nothing_gives_the_defaults() -> None:
    assert Settings.from_mapping({}) == default_settings()


@pytest.mark.parametrize(
    ("exercise", "expected"),
    [
        (
            "standing_back_extension",
            {
                "enter_deg": 5,
                "count_deg": 8,
                "exit_deg": 3,
                "hold_speed_deg_s": 5,
                "target_deg": 15,
            },
        ),
        (
            "prone_press_up",
            {
                "enter_deg": 10,
                "count_deg": 20,
                "count_elbow_deg": 25,
                "exit_deg": 7,
                "hold_speed_deg_s": 5,
                "target_deg": None,
            },
        ),
    ],
)
def test_states_are_those_of_the_specification(
    exercise: str, expected: dict[str, float | None]
) -> None:
    assert getattr(default_settings(), exercise).states.model_dump() == expected


def test_a_hold_is_one_from_the_heights_of_the_specification() -> None:
    states = default_settings().seal_stretch.states
    assert (states.rest_deg, states.forearms_deg, states.straight_arms_deg) == (10, 18, 30)
    assert states.hold_speed_deg_s == 5


@pytest.mark.parametrize(
    ("exercise", "name", "expected"),
    [
        ("standing_back_extension", "knee_bend_deg", 15),
        ("standing_back_extension", "forward_deg", -10),
        ("prone_press_up", "hip_rise_major_torso", 0.10),
        ("prone_press_up", "not_down_deg", 8),
        ("seal_stretch", "hip_rise_minor_torso", 0.05),
        ("seal_stretch", "elbow_behind_torso", -0.12),
        ("seal_stretch", "forearm_elbow_deg", 120),
        ("seal_stretch", "sink_deg", 6),
        ("pelvic_tilt", "bridge_rise_torso", 0.07),
        ("pelvic_tilt", "arch_hip_deg", -2.5),
    ],
)
def test_fault_thresholds_are_those_of_the_specification(
    exercise: str, name: str, expected: float
) -> None:
    assert getattr(getattr(default_settings(), exercise).faults, name) == expected


@pytest.mark.parametrize(
    ("mapping", "message", "hint"),
    [
        (
            {"prone_press_up": {"dose": {"hold": 3}}},
            "There is no setting 'prone_press_up.dose.hold'.",
            "Did you mean 'hold_s'?",
        ),
        (
            {"prone_pressup": {}},
            "There is no setting 'prone_pressup'.",
            "Did you mean 'prone_press_up'?",
        ),
        (
            {"view": {"zzz": 1}},
            "There is no setting 'view.zzz'.",
            "It may hold: yaw_ok_deg",
        ),
        (
            {"pelvic_tilt": {"states": {"enter_share": "much"}}},
            "Setting 'pelvic_tilt.states.enter_share' cannot be 'much'.",
            "valid number",
        ),
        (
            {"view": {"yaw_max_deg": 120}},
            "Setting 'view.yaw_max_deg' cannot be 120.",
            "less than or equal to 90",
        ),
        (
            {"prone_press_up": {"dose": {"reps": 0}}},
            "Setting 'prone_press_up.dose.reps' cannot be 0.",
            "greater than or equal to 1",
        ),
        (
            {"prone_press_up": {"states": {"enter_deg": float("nan")}}},
            "Setting 'prone_press_up.states.enter_deg' cannot be nan.",
            "finite number",
        ),
        (
            {"seal_stretch": {"variant": "elbows"}},
            "Setting 'seal_stretch.variant' cannot be 'elbows'.",
            "'auto', 'forearms' or 'straight_arms'",
        ),
        (
            {"prone_press_up": 3},
            "Setting 'prone_press_up' cannot be 3.",
            "It is a table: write [prone_press_up], and its settings on the lines below.",
        ),
    ],
    ids=[
        "misspelt key",
        "misspelt exercise",
        "unknown key",
        "word for a number",
        "too large",
        "too small",
        "not a number",
        "no such variant",
        "number for a table",
    ],
)
def test_what_does_not_fit_is_named(mapping: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_mapping(mapping)
    assert raised.value.message == message
    assert hint in raised.value.hint
    assert raised.value.exit_code == 2


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        default_settings().prone_press_up.dose.hold_s = 9  # type: ignore[misc]
