"""Settings: defaults of the specification, and clear words for what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from formcheck.bounds import find_bounds, unit_words
from formcheck.errors import PlanError, SettingsError
from formcheck.exercises.settings import Settings, default_settings, settings_type
from formcheck.plan.check import plan_from_mapping


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
            "Setting 'pelvic_tilt.states.enter_share' cannot be 'much': "
            "it must be a number between 0 and 1.",
            "Its default is 0.35.",
        ),
        (
            {"view": {"yaw_max_deg": 120}},
            "Setting 'view.yaw_max_deg' cannot be 120: it must lie between 0 and 90 degrees.",
            "Its default is 30.0.",
        ),
        (
            {"prone_press_up": {"dose": {"reps": 0}}},
            "Setting 'prone_press_up.dose.reps' cannot be 0: "
            "it must be a whole number between 1 and 100.",
            "Its default is 10.",
        ),
        (
            {"prone_press_up": {"states": {"enter_deg": float("nan")}}},
            "Setting 'prone_press_up.states.enter_deg' cannot be nan: "
            "it must be a number between 0 and 180 degrees.",
            "Its default is 10.0.",
        ),
        (
            {"seal_stretch": {"variant": "elbows"}},
            "Setting 'seal_stretch.variant' cannot be 'elbows': "
            "it must be 'auto', 'forearms' or 'straight_arms'.",
            "Its default is 'auto'.",
        ),
        (
            {"knee_hug": {"states": {"count_level_deg": -400}}},
            "Setting 'knee_hug.states.count_level_deg' cannot be -400: "
            "it must lie between 0 and 180 degrees.",
            "Its default is 95.0.",
        ),
        (
            {"prone_press_up": {"faults": {"speed_deg_s": True}}},
            "Setting 'prone_press_up.faults.speed_deg_s' cannot be true: "
            "it must be a number between 0.1 and 1000 degrees a second.",
            "Its default is 60.0.",
        ),
        (
            {"prone_press_up": {"states": {"target_deg": 1e308}}},
            "Setting 'prone_press_up.states.target_deg' cannot be 1e+308: "
            "it must lie between 0.1 and 180 degrees.",
            "",
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
        "far below",
        "true for a number",
        "far above, where there is no default",
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


Place = tuple[str, ...]


def _numbers(values: dict[str, Any], place: Place = ()) -> Iterator[Place]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _numbers(value, (*place, name))
        elif value is None or isinstance(value, int | float):
            yield (*place, name)


NUMBERS = sorted(_numbers(default_settings().model_dump()))


def _nested(place: Place, value: object) -> dict[str, Any]:
    for name in reversed(place):
        value = {name: value}
    assert isinstance(value, dict)
    return value


def test_no_number_is_overlooked() -> None:
    assert len(NUMBERS) > 120
    assert {place[0] for place in NUMBERS} == set(default_settings().model_dump())


@pytest.mark.parametrize("place", NUMBERS, ids=".".join)
def test_every_number_has_bounds_and_every_refusal_names_them(place: Place) -> None:
    bounds = find_bounds(settings_type(), place)
    assert bounds is not None
    assert bounds.low < bounds.high < 1e4
    words = f"between {bounds.low:g} and {bounds.high:g} {unit_words(place[-1])}".rstrip()
    path = ".".join(place)
    for value in (bounds.low - 1, bounds.high + 1, -1e308, 1e308, True, "5", float("inf"), [1]):
        with pytest.raises(SettingsError) as refused:
            Settings.from_mapping(_nested(place, value))
        said = refused.value.message
        assert said.startswith(f"Setting {path!r} cannot be ")
        assert said.endswith(f"{words}.")
        assert "nput" not in str(refused.value)
        assert "valid" not in str(refused.value)
    for value in (bounds.low, bounds.high):
        Settings.from_mapping(_nested(place, int(value) if bounds.whole else value))


@pytest.mark.parametrize("place", [each for each in NUMBERS if each[1] == "faults"], ids=".".join)
def test_a_plan_is_held_to_the_same_bounds(place: Place) -> None:
    name, *inner = place
    for value in (-4000, True):
        thresholds = _nested(tuple(inner), value)
        with pytest.raises(PlanError, match=f"Setting '{'.'.join(place)}' cannot be"):
            plan_from_mapping({"exercises": {name: {"thresholds": thresholds}}})
