"""Movements of other exercises in front of the camera: nothing is counted, nothing praised."""

from __future__ import annotations

import pytest

from formcheck.exercises.registry import exercise_names
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.pose.track import PoseTrack
from formcheck.samples import sample_clip
from tests.support.coached import coach

pytestmark = pytest.mark.slow

#: Each exercise is watched while the one that is most like it is done.
_OTHERS = [
    ("pelvic_tilt", "knee_hug"),
    ("knee_hug", "pelvic_tilt"),
    ("prone_press_up", "seal_stretch"),
    ("seal_stretch", "prone_press_up"),
    ("standing_back_extension", "pelvic_tilt"),
]


def _landmarks(name: str, bundle: Bundle) -> PoseTrack:
    clip = sample_clip(name)
    return cached_track(clip, clip_sha256(clip), bundle)


def test_no_exercise_is_left_out() -> None:
    assert {exercise for exercise, _ in _OTHERS} == set(exercise_names())


@pytest.mark.parametrize(("exercise", "shown"), _OTHERS)
def test_what_belongs_to_another_exercise_is_neither_counted_nor_praised(
    exercise: str, shown: str, bundle: Bundle
) -> None:
    coached = coach(_landmarks(f"{shown}_good", bundle), exercise)
    assert coached.counted == []
    assert coached.count_tones == 0
    assert coached.praised == []


def test_a_seal_stretch_that_ends_as_a_press_up_is_one(bundle: Bundle) -> None:
    """Its first hold rests on the forearms; in the second the elbows open to 158 degrees."""
    coached = coach(_landmarks("seal_stretch_bad", bundle), "prone_press_up")
    (pushed,) = coached.counted
    assert 13.0 < pushed.start_s < 15.0
    assert pushed.end_s == pytest.approx(25.0, abs=1.0)
    assert coached.praised == []
