import numpy as np
import pytest

from sample_videos.renderer.exercises.registry import EXERCISES
from sample_videos.renderer.fault_scenes import fault_scenes
from sample_videos.renderer.motion import Repetition

every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)


def scenes(exercise, seed):
    return list(fault_scenes(exercise, 1, np.random.default_rng(seed), "test"))


def shows(repetition, example):
    """Whether a repetition was changed as an example asks for."""
    wanted = Repetition(**example.repetition)
    return all(getattr(repetition, name) == getattr(wanted, name) for name in example.repetition)


@every_exercise
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_example_is_shown_as_often_and_in_the_way_it_needs(exercise, seed):
    clips = scenes(exercise, seed)
    for example in exercise.examples:
        if not example.repetition:
            continue
        showing = [
            [number for number, one in enumerate(scene.repetition) if shows(one, example)]
            for scene in clips
            if scene.exercise.variant == example.variant
        ]
        # Both of those that are there only together are in one clip.
        assert max(len(numbers) for numbers in showing) >= (2 if example.twice else 1), example.id


@every_exercise
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_shows_afterwards_has_a_repetition_after_it(exercise, seed):
    for scene in scenes(exercise, seed):
        assert scene.repetition[-1].rest_amount == 0.0
        assert len(scene.repetition) >= 2
