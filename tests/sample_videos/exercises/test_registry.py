"""What holds for every exercise: its faults are truly there when asked for, and only then."""

from dataclasses import replace

import pytest

from sample_videos.renderer import sets
from sample_videos.renderer.exercises import registry
from sample_videos.renderer.exercises.pelvic_tilt import EXERCISE, PelvicTilt
from sample_videos.renderer.exercises.registry import EXERCISES, LOOK_ALIKES, MOVEMENTS
from sample_videos.renderer.library import USUAL_SEEDS
from sample_videos.renderer.motion import Repetition
from tests.sample_videos.builders import measure

SHOWN = [(exercise, example) for exercise in EXERCISES for example in exercise.examples]
# In these the hand comes as near to the knee as a hand on the kneecap does; the scene tells them
# apart, no joint does.
NEVER_PLAIN = {"KH-7"}


def show(exercise, example):
    changes = [example.repetition]
    if example.twice:
        changes = [{}, example.repetition, example.repetition]
    if example.shows_afterwards:
        changes.append({})
    label, _ = measure(exercise.name, *changes, constant=example.constant, variant=example.variant)
    return label


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
@pytest.mark.usefixtures("body_data")
def test_a_clean_repetition_has_no_fault_and_counts(exercise):
    label, truth = measure(exercise.name)
    assert label["faults"] == []
    assert not [call for call in label["close_calls"] if call["id"] not in NEVER_PLAIN | {"SS-6"}]
    assert len(label["reps"]) == 1
    held_s = exercise.in_sets.prescribed_hold_s + 0.3
    assert label["holds_s"][0] == pytest.approx(held_s, abs=1.0)
    assert truth.repetition.max() == 1


@pytest.mark.parametrize(("exercise", "example"), SHOWN, ids=[shown.id for _, shown in SHOWN])
@pytest.mark.usefixtures("body_data")
def test_a_fault_asked_for_is_truly_there_and_alone(exercise, example):
    found = {fault["id"] for fault in show(exercise, example)["faults"]}
    assert example.id in found
    assert found - {example.id} <= set(example.brings_along)


def test_every_fault_of_the_specification_is_accounted_for():
    counts = {"SBE": 8, "SS": 8, "PT": 8, "KH": 9, "PPU": 10}
    wanted = {f"{key}-{number}" for key, last in counts.items() for number in range(1, last + 1)}
    shown = {example.id for _, example in SHOWN}
    shown |= {fault_id for exercise in EXERCISES for fault_id in exercise.over_a_session}
    assert {fault_id for fault_id in shown if fault_id.split("-")[0] in counts} == wanted


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_example_asks_for_what_the_exercise_can_do(exercise):
    for example in exercise.examples:
        asked = Repetition(**example.repetition)
        assert {*asked.faults, *example.constant} <= set(exercise.mover.parameters)
        assert example.variant in exercise.mover.variants
    assert exercise.in_sets.second_variant in exercise.mover.variants
    assert len([example for example in exercise.examples if example.in_smoke]) == 1


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_faults_that_decide_a_verdict_are_the_own_ones(exercise):
    own = {example.id for example in exercise.examples}
    assert exercise.makes_another | exercise.told_of_another <= own
    assert exercise.told_when_small | exercise.spoils_hold <= own
    # Of a movement that is too small something must be said.
    assert exercise.told_when_small


def test_every_movement_has_a_name_of_its_own_and_an_exercise_that_judges_it():
    assert len(MOVEMENTS) == len(EXERCISES) + len(LOOK_ALIKES)
    assert {movement.judged_as.name for movement in MOVEMENTS.values()} == {
        exercise.name for exercise in EXERCISES
    }
    assert [exercise.name for exercise in EXERCISES] == list(registry._NAMES)


def test_an_exercise_that_joins_at_the_end_leaves_the_clips_of_the_others_alone(monkeypatch):
    class DeepTilt(PelvicTilt):
        name = "deep_tilt"

    joined = replace(EXERCISE, mover=DeepTilt)
    usual = sets.eval_scenes(USUAL_SEEDS["eval"])
    monkeypatch.setitem(MOVEMENTS, joined.name, joined)
    monkeypatch.setattr(sets, "EXERCISES", (*EXERCISES, joined))
    longer = sets.eval_scenes(USUAL_SEEDS["eval"])
    added = [scene for scene in longer if scene.exercise.name == joined.name]
    assert len(added) > sets.CLIPS_AN_EXERCISE
    assert [scene for scene in longer if scene not in added] == usual
    quick = [scene.exercise.name for scene in sets.smoke_scenes(USUAL_SEEDS["smoke"])]
    assert quick.count(joined.name) == 1
