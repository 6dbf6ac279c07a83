"""The exercises by name, and what each must declare."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent

import pytest

from formcheck.errors import UnknownExerciseError
from formcheck.exercises import registry
from formcheck.exercises.loading import get_evidence, get_pictures, get_rules
from formcheck.exercises.registry import (
    ENTRY_POINT_GROUP,
    PlugIns,
    exercise_names,
    get_exercise,
    load_plug_ins,
)
from formcheck.exercises.settings import Settings, default_settings
from formcheck.kinematics.signals import SIGNALS
from formcheck.pose.landmarks import SIDED_JOINTS

NAMES = exercise_names()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("prone_pressup", "Did you mean prone_press_up?"),
        ("Pelvic_Tilt", "Did you mean pelvic_tilt?"),
        ("back_extension", "Did you mean standing_back_extension?"),
        ("xyz", "There are: "),
        ("", "There are: "),
    ],
)
def test_an_unknown_exercise_is_answered_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownExerciseError) as raised:
        get_rules(name)
    assert raised.value.hint.startswith(hint)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("name", NAMES)
def test_each_exercise_answers_to_its_name(name: str) -> None:
    assert get_exercise(name).name == name
    assert hasattr(default_settings(), name)


@pytest.mark.parametrize(
    ("name", "prefix", "count"),
    [
        ("standing_back_extension", "SBE", 8),
        ("pelvic_tilt", "PT", 8),
        ("prone_press_up", "PPU", 10),
        ("knee_hug", "KH", 9),
        ("seal_stretch", "SS", 8),
    ],
)
def test_every_fault_of_the_specification_is_declared(name: str, prefix: str, count: int) -> None:
    faults = get_exercise(name).faults
    assert [fault.id for fault in faults] == [
        f"{prefix}-{number}" for number in range(1, count + 1)
    ]
    for fault in faults:
        assert fault.name
        assert fault.why.endswith(".")
        assert fault.cue.endswith((".", "!", "?", "…"))
        assert get_exercise(name).fault(fault.id) is fault


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_is_measured(name: str) -> None:
    exercise = get_exercise(name)
    assert exercise.judged_angle.signal in SIGNALS
    assert set(exercise.judged_angle.joints) <= set(SIDED_JOINTS)
    assert exercise.cannot_see
    assert all((exercise.start, exercise.move, exercise.camera, exercise.dose, exercise.unit))


def test_a_fault_of_another_exercise_is_unknown() -> None:
    with pytest.raises(KeyError):
        get_exercise("pelvic_tilt").fault("SBE-1")


@pytest.mark.parametrize("name", NAMES)
def test_dose_and_target_follow_the_settings(name: str) -> None:
    rules = get_rules(name)
    settings = Settings.from_mapping({name: {"dose": {"hold_s": 4}}})
    assert rules.hold_prescribed_s(settings) == 4.0
    target = rules.target(settings)
    assert target is None or target > 0


def _points(**values: str) -> list[EntryPoint]:
    return [EntryPoint(name, value, ENTRY_POINT_GROUP) for name, value in values.items()]


def test_other_packages_offer_exercises_and_broken_ones_harm_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = """
        from dataclasses import replace
        from formcheck.exercises.registry import get_exercise
        EXERCISE = replace(get_exercise("knee_hug"), name="{name}")
    """
    for module, name in (("good", "bend"), ("twin", "bend"), ("taken", "pelvic_tilt")):
        (tmp_path / f"{module}_exercise.py").write_text(dedent(declared.format(name=name)))
    (tmp_path / "torn_exercise.py").write_text("1 / 0")
    (tmp_path / "other_exercise.py").write_text("EXERCISE = 'squat'")
    (tmp_path / "empty_exercise.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    found = load_plug_ins(
        _points(
            bend="good_exercise",
            twin="twin_exercise",
            pelvic_tilt="taken_exercise",
            torn="torn_exercise",
            other="other_exercise",
            empty="empty_exercise",
            absent="absent_exercise",
        )
    )
    assert list(found.exercises) == ["bend"]
    assert set(found.broken) == {"twin", "pelvic_tilt", "torn", "other", "empty", "absent"}
    assert "another exercise called pelvic_tilt" in found.broken["pelvic_tilt"]
    assert "division by zero" in found.broken["torn"]
    assert "called bend" in found.broken["twin"]


def test_a_package_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    torn = PlugIns({}, {"forward_bend": "ZeroDivisionError: division by zero"}, {})
    monkeypatch.setattr(registry, "plug_ins", lambda: torn)
    with pytest.raises(UnknownExerciseError, match="cannot be loaded: ZeroDivisionError"):
        get_exercise("forward_bend")


def test_every_part_of_an_exercise_can_be_loaded() -> None:
    for name in NAMES:
        assert get_rules(name).exercise is get_exercise(name)
        assert callable(get_evidence(name))
        start, end = get_pictures(get_exercise(name))
        assert start.caption
        assert end.arrows
