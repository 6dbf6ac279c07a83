"""Standing, lying down, rolling over and turning round are stances of their own."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics.stances import find_stances
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, pick
from tests.support.interruptions import join
from tests.support.synthetic import (
    Points,
    pelvic_tilt,
    prone_press_up,
    standing_back_extension,
)

FRAMES = 120
STILL = np.zeros(FRAMES)
TIME_S = np.arange(FRAMES) / 30.0


def filmed(points: Points, near_side: str = "right") -> PoseTrack:
    side = "right" if near_side == "right" else "left"
    return film(TIME_S, points, Camera(near_side=side))  # type: ignore[arg-type]


def prone() -> Points:
    return prone_press_up(STILL, elbow_deg=65.0 + STILL, hip_rise_torso=STILL)


def test_one_stance_stays_whole() -> None:
    for points in (standing_back_extension(STILL), prone(), pelvic_tilt(STILL)):
        assert find_stances(filmed(points)) == [(0, FRAMES)]


def test_lying_down_after_standing_splits() -> None:
    stances = find_stances(join(filmed(standing_back_extension(STILL)), filmed(prone())))
    assert stances[0][0] == 0
    assert abs(stances[0][1] - FRAMES) <= 16
    assert stances[-1][1] == 2 * FRAMES


def test_rolling_over_splits() -> None:
    # From the back onto the front with the head at the same end: the other side faces the camera.
    on_back, on_front = filmed(pelvic_tilt(STILL)), filmed(prone(), "left")
    borders = find_stances(join(on_back, on_front))
    assert len(borders) >= 2
    assert abs(borders[0][1] - FRAMES) <= 16


def test_turning_round_on_the_mat_splits() -> None:
    borders = find_stances(join(filmed(pelvic_tilt(STILL)), filmed(pelvic_tilt(STILL), "left")))
    assert len(borders) >= 2
    assert abs(borders[0][1] - FRAMES) <= 16


def test_a_back_bend_and_a_press_up_stay_whole() -> None:
    bend = 40.0 * np.sin(np.linspace(0, np.pi, FRAMES))
    assert find_stances(filmed(standing_back_extension(bend))) == [(0, FRAMES)]
    raised = prone_press_up(1.3 * bend, elbow_deg=65.0 + 2 * bend, hip_rise_torso=STILL)
    assert find_stances(filmed(raised)) == [(0, FRAMES)]


def test_a_stance_of_a_second_is_a_moment_on_the_way() -> None:
    upright = filmed(standing_back_extension(STILL))
    short = pick(filmed(prone()), slice(0, 30))
    assert len(find_stances(join(upright, short, upright))) == 1


def test_nobody_is_no_stance() -> None:
    track = lose(filmed(pelvic_tilt(STILL)), 0.0, 99.0)
    assert find_stances(track) == [(0, FRAMES)]
