"""The own tilt from three guided ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.calibration import Prompt, calibrate
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, pick
from tests.support.picture_motion import with_picture
from tests.support.synthetic import PlannedRep, excursion, pelvic_tilt

RELAX_S, FLATTEN_S, TORSO_PX = 3.0, 3.0, 180.0
#: So far the hips of the stick person slide in one typical tilt.
SLIDE_TORSO = 0.048
PROMPTS: list[Prompt] = [
    (first_s, first_s + RELAX_S, first_s + RELAX_S + FLATTEN_S) for first_s in (3.0, 9.0, 15.0)
]


def _film(sizes: tuple[float, float, float], late_s: float = 0.0, hold_s: float = 2.1) -> PoseTrack:
    """Return three tilts, in typical tilts, done when they were asked for or so much later."""
    time_s = np.arange(round(23.0 * 20)) / 20
    tilts = sum(
        excursion(time_s, [PlannedRep(flatten_s + late_s, size, 0.7, hold_s, 0.7)])
        for size, (_, flatten_s, _) in zip(sizes, PROMPTS, strict=True)
    )
    track = film(time_s, pelvic_tilt(SLIDE_TORSO * np.asarray(tilts)), Camera(torso_px=TORSO_PX))
    return with_picture(track, np.asarray(tilts), torso_px=TORSO_PX)


def _own(track: PoseTrack, prompts: list[Prompt] = PROMPTS) -> float:
    calibration = calibrate("pelvic_tilt", track, default_settings(), prompts)
    assert calibration.own_size is not None
    assert calibration.movements_seen == 3
    return calibration.own_size


@pytest.mark.parametrize("size", [0.7, 1.0, 1.5])
def test_tilts_of_a_known_size(size: float) -> None:
    assert _own(_film((size, size, size))) == pytest.approx(size, rel=0.12)


def test_the_middle_one_of_three_counts() -> None:
    assert _own(_film((0.8, 1.0, 1.5))) == pytest.approx(1.0, rel=0.12)


@pytest.mark.parametrize("late_s", [0.25, 0.5])
def test_who_follows_late_is_measured_as_well(late_s: float) -> None:
    in_time = _own(_film((1.0, 1.0, 1.0)))
    assert _own(_film((1.0, 1.0, 1.0), late_s)) == pytest.approx(in_time, rel=0.1)


def test_who_follows_late_and_lets_go_late_too() -> None:
    """More than half of the time between two tilts the back is flat; reaction time tells why."""
    assert _own(_film((1.0, 1.0, 1.0), 0.7, hold_s=3.0)) == pytest.approx(1.0, rel=0.15)


def test_tilts_too_small_to_see() -> None:
    assert (
        calibrate("pelvic_tilt", _film((0.02, 0.02, 0.02)), default_settings(), PROMPTS).own_size
        is None
    )
    two = calibrate("pelvic_tilt", _film((1.0, 0.02, 1.0)), default_settings(), PROMPTS)
    assert (two.own_size is not None, two.movements_seen) == (True, 2)
    one = calibrate("pelvic_tilt", _film((1.0, 0.02, 0.02)), default_settings(), PROMPTS)
    assert (one.own_size, one.movements_seen) == (None, 1)


def test_nobody_there_and_nothing_asked() -> None:
    track = _film((1.0, 1.0, 1.0))
    gone = replace(lose(track, 0.0, 99.0), image_motion=None)
    assert calibrate("pelvic_tilt", gone, default_settings(), PROMPTS).movements_seen == 0
    assert calibrate("pelvic_tilt", track, default_settings(), []).own_size is None
    short = pick(track, slice(0, 3))
    assert calibrate("pelvic_tilt", short, default_settings(), PROMPTS).own_size is None


def test_a_clock_that_began_long_ago() -> None:
    """The track begins when the camera does, a long time after the program."""
    later = replace(_film((1.0, 1.0, 1.0)), time_s=np.arange(460) / 20 + 500.0)
    prompts = [(one + 500.0, two + 500.0, three + 500.0) for one, two, three in PROMPTS]
    assert _own(later, prompts) == pytest.approx(1.0, rel=0.12)
