"""Movements of other exercises in front of the camera: nothing is counted, nothing praised."""

from __future__ import annotations

import math

import pytest

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.state import SetState
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import Say, Tone
from formcheck.live.flow.events import Seen, Ticked
from formcheck.live.flow.wish import Wish, default_offers
from formcheck.live.phrases import english
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.samples import sample_clip
from tests.live.builders import CLEAR
from tests.support.streaming import open_set, push

pytestmark = pytest.mark.slow

_JUDGED_EACH = 6
#: Each exercise is watched while the one that is most like it is done.
_OTHERS = [
    ("pelvic_tilt", "knee_hug"),
    ("knee_hug", "pelvic_tilt"),
    ("prone_press_up", "seal_stretch"),
    ("seal_stretch", "prone_press_up"),
    ("standing_back_extension", "pelvic_tilt"),
]


def _states(exercise: str, shown: str, bundle: Bundle) -> list[SetState]:
    clip = sample_clip(f"{shown}_good")
    track = cached_track(clip, clip_sha256(clip), bundle)
    done = open_set(track, exercise, counting=False)
    done.start_counting(-math.inf)
    states = [
        push(done, track, index, hurry=index % _JUDGED_EACH != 0)
        for index in range(track.frame_count)
    ]
    return [*states, done.finish()]


def test_no_exercise_is_left_out() -> None:
    assert {exercise for exercise, _ in _OTHERS} == set(exercise_names())


@pytest.mark.parametrize(("exercise", "shown"), _OTHERS)
def test_what_belongs_to_another_exercise_is_neither_counted_nor_praised(
    exercise: str, shown: str, bundle: Bundle
) -> None:
    wish = Wish(exercise, guided=False, enabled_extra=frozenset({exercise}))
    flow = Flow(wish, english(), default_offers(default_settings()))
    flow.handle(Ticked(0.0))
    effects = [
        effect
        for state in _states(exercise, shown, bundle)
        for effect in flow.handle(Seen(state.time_s, CLEAR, state))
    ]
    assert flow.running is not None
    assert flow.running.counted == []
    assert not any(isinstance(effect, Tone) and effect.kind == "count" for effect in effects)
    said = [effect.text for effect in effects if isinstance(effect, Say)]
    praises = [english().praise(spec.id) for spec in get_exercise(exercise).faults if spec.cued]
    assert not [text for text in said if any(praise in text for praise in praises)]
