"""Plans as TOML files."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import PlanError
from formcheck.plan.model import WEEKDAYS, Plan, PlannedExercise
from formcheck.plan.toml_file import parse_plan_text, read_plan, render_plan

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_EXERCISES = st.builds(
    PlannedExercise,
    enabled=st.booleans(),
    sets_a_day=st.integers(1, 20),
    reps=st.none() | st.integers(1, 100),
    hold_s=st.none() | st.floats(0, 300),
    days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True),
    target=st.none() | st.floats(1, 90),
    ignore=st.lists(st.sampled_from(["KH-1", "KH-2"]), unique=True),
    cues=st.dictionaries(st.sampled_from(["KH-3", "KH-4"]), _WORDS),
    cue=_WORDS,
    thresholds=st.just({}) | st.just({"faults": {"ear_rise_torso": 0.25}}),
)


@given(note=_WORDS, exercise=_EXERCISES)
def test_a_plan_comes_back_from_its_file_as_it_was(note: str, exercise: PlannedExercise) -> None:
    plan = Plan(note=note, conditions=["disc"], exercises={"knee_hug": exercise})
    assert parse_plan_text(render_plan(plan)) == plan


def test_an_empty_plan_is_a_file_too() -> None:
    assert parse_plan_text(render_plan(Plan())) == Plan()
    assert parse_plan_text("") == Plan()


def test_a_file_is_written_whole_and_read_back(tmp_path: Path) -> None:
    plan = Plan(exercises={"pelvic_tilt": PlannedExercise(reps=8, cue="Bauch flach")})
    (tmp_path / "plan.toml").write_text(render_plan(plan), encoding="utf-8")
    assert read_plan(tmp_path / "plan.toml") == plan
    (tmp_path / "marked.toml").write_bytes(b"\xef\xbb\xbf" + render_plan(plan).encode())
    assert read_plan(tmp_path / "marked.toml") == plan


def test_a_short_file_by_hand_is_enough() -> None:
    plan = parse_plan_text('[exercises.knee_hug]\nreps = 4\ndays = ["mon", "fri"]\n')
    assert plan.exercises["knee_hug"].reps == 4
    assert plan.exercises["knee_hug"].days == ["mon", "fri"]
    assert "reps = 4" in render_plan(plan)
    assert tomllib.loads(render_plan(plan))["schema_version"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[exercises.knee_hug\n", "line 1"),
        (b"[exercises.knee_hug]\nreps = many\n", "line 2"),
        (b"[exercises.knee_hug]\nreps = 0\n", "exercises.knee_hug.reps"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "plan.toml").write_bytes(content)
    with pytest.raises(PlanError, match=words):
        read_plan(tmp_path / "plan.toml")


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="no plan file"):
        read_plan(tmp_path / "absent.toml")
    with pytest.raises(PlanError, match="cannot be read"):
        read_plan(tmp_path)


def test_a_file_may_hold_what_was_known_before(tmp_path: Path) -> None:
    plan = Plan(exercises={"forward_bend": PlannedExercise(reps=4)})
    (tmp_path / "plan.toml").write_text(render_plan(plan), encoding="utf-8")
    with pytest.raises(PlanError, match="no exercise 'forward_bend'"):
        read_plan(tmp_path / "plan.toml")
    assert read_plan(tmp_path / "plan.toml", {"forward_bend"}) == plan
    with pytest.raises(PlanError, match="no exercise 'squat'"):
        parse_plan_text("[exercises.squat]\n", {"forward_bend"})
