"""What is said of a start position that is not right; nothing while it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.live.position import PositionWatch, name_wrong_position
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.pose.track import PoseTrack
from formcheck.samples import sample_clip
from tests.support.filming import Camera, film, mirror_picture, pick
from tests.support.live import frames_of
from tests.support.streaming import open_set, push
from tests.support.synthetic import (
    THIGH,
    Points,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

_TIME_S = np.arange(30) / 15.0
_STILL = np.zeros_like(_TIME_S)
#: The rest of the samples begins with a rest.
_AT_REST = slice(15, 30)
_JUDGED_EACH = 8


def _seen(points: Points) -> PoseTrack:
    return film(_TIME_S, points, Camera(torso_px=100.0))


def _hook_lying(thigh_slope_deg: float = 55.0) -> Points:
    """Return somebody on the back, the feet on the floor."""
    points = pelvic_tilt(_STILL)
    slope = np.radians(thigh_slope_deg)
    points["knee"] = points["hip"] + THIGH * np.array([np.cos(slope), np.sin(slope)])
    points["ankle"] = np.stack([points["knee"][:, 0] + 0.6, _STILL + 0.1], axis=1)
    return points


@pytest.mark.parametrize(
    ("exercise", "points", "wrong"),
    [
        ("pelvic_tilt", _hook_lying(), ""),
        ("pelvic_tilt", _hook_lying(1.0), "exercises.pelvic_tilt.start_checks.bend_knees"),
        ("pelvic_tilt", _hook_lying(9.0), "exercises.pelvic_tilt.start_checks.bend_knees_more"),
        ("pelvic_tilt", prone_press_up(_STILL), "position.on_your_back"),
        ("pelvic_tilt", standing_back_extension(_STILL), "position.lie_down"),
        ("knee_hug", _hook_lying(), ""),
        ("knee_hug", prone_press_up(_STILL), "position.on_your_back"),
        ("prone_press_up", prone_press_up(_STILL), ""),
        (
            "prone_press_up",
            prone_press_up(_STILL + 30.0),
            "exercises.prone_press_up.start_checks.chest_down",
        ),
        ("prone_press_up", _hook_lying(), "position.on_your_front"),
        ("seal_stretch", prone_press_up(_STILL), ""),
        (
            "seal_stretch",
            prone_press_up(_STILL + 30.0),
            "exercises.seal_stretch.start_checks.chest_down",
        ),
        ("standing_back_extension", standing_back_extension(_STILL), ""),
        (
            "standing_back_extension",
            standing_back_extension(_STILL, knee_bend_deg=50.0),
            "exercises.standing_back_extension.start_checks.straighten_knees",
        ),
        (
            "standing_back_extension",
            standing_back_extension(_STILL - 40.0),
            "exercises.standing_back_extension.start_checks.stand_tall",
        ),
        (
            "standing_back_extension",
            standing_back_extension(_STILL + 20.0),
            "exercises.standing_back_extension.start_checks.come_forward",
        ),
        ("standing_back_extension", _hook_lying(), "position.stand_up"),
    ],
)
def test_what_is_wrong_is_named(exercise: str, points: Points, wrong: str) -> None:
    track = _seen(points)
    assert name_wrong_position(track, get_exercise(exercise)) == wrong
    assert name_wrong_position(mirror_picture(track), get_exercise(exercise)) == wrong


def test_nothing_is_said_of_what_passes_or_is_not_seen() -> None:
    watch = PositionWatch(get_exercise("pelvic_tilt"))
    frames = frames_of(_seen(standing_back_extension(_STILL)))
    said = [watch.look(frame) for frame in frames]
    assert said[0] == said[8] == ""
    assert said[-1] == "position.lie_down"
    nobody = np.full_like(_STILL, np.nan)
    assert name_wrong_position(_seen(prone_press_up(nobody)), get_exercise("knee_hug")) == ""


@pytest.fixture(scope="module")
def sample(bundle: Bundle) -> Callable[[str], PoseTrack]:
    """Return what is seen in a sample clip."""

    def read(exercise: str) -> PoseTrack:
        clip = sample_clip(f"{exercise}_good")
        return cached_track(clip, clip_sha256(clip), bundle)

    return read


@pytest.mark.parametrize("name", exercise_names())
def test_whoever_rests_in_the_start_position_is_told_nothing(
    name: str, sample: Callable[[str], PoseTrack]
) -> None:
    track, exercise = sample(name), get_exercise(name)
    done = open_set(track, name)
    rested = 0
    for index in range(track.frame_count):
        hurry = index % _JUDGED_EACH != 0
        state = push(done, track, index, hurry=hurry)
        if state.resting_s > 0.5 and not hurry:
            rested += 1
            assert name_wrong_position(pick(track, slice(index - 9, index)), exercise) == ""
    assert rested


@pytest.mark.parametrize(
    ("name", "shown", "wrong"),
    [
        ("pelvic_tilt", "prone_press_up", "position.on_your_back"),
        ("knee_hug", "seal_stretch", "position.on_your_back"),
        ("prone_press_up", "pelvic_tilt", "position.on_your_front"),
        ("seal_stretch", "standing_back_extension", "position.lie_down"),
        ("standing_back_extension", "knee_hug", "position.stand_up"),
    ],
)
def test_somebody_in_another_position_is_told_which_one_is_meant(
    name: str, shown: str, wrong: str, sample: Callable[[str], PoseTrack]
) -> None:
    assert name_wrong_position(pick(sample(shown), _AT_REST), get_exercise(name)) == wrong
