"""The picture shows the leg that moves, on whichever side of the body it is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from formcheck.drawing.palette import Stage
from formcheck.drawing.skeleton import Skeleton
from formcheck.judge.scored import ScoredClip
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import Landmark
from formcheck.report.judged_angle import compute_arc
from formcheck.report.moving_side import find_shown_sides, pick_value_deg
from formcheck.report.storyboard import build_storyboard
from tests.support.filming import Camera
from tests.support.hugging import FOOT_FLAT_DEG, film_legs
from tests.support.scoring import score_clip
from tests.support.synthetic import FloatArray, excursion, frame_times, plan_reps

REPS = plan_reps(3, 72.0, hold_s=3.0)
SCALE = (1.0, 1.0)


@pytest.fixture(scope="module")
def scored() -> ScoredClip:
    """Return a near (right) hug, a hidden one and one with both legs."""
    time_s = frame_times(REPS)
    near = excursion(time_s, [REPS[0], REPS[2]])
    hidden = excursion(time_s, REPS[1:])
    track = film_legs(time_s, FOOT_FLAT_DEG + hidden, FOOT_FLAT_DEG + near, camera=Camera("right"))
    return score_clip(track, "knee_hug")


def frame_at(scored: ScoredClip, moment_s: float) -> int:
    return int(np.searchsorted(scored.timeline.time_s, moment_s))


def tops(scored: ScoredClip) -> list[int]:
    return [frame_at(scored, rep.top_s + 1.0) for rep in REPS]


def test_the_near_leg_is_shown_except_for_the_repetition_of_the_other(scored: ScoredClip) -> None:
    is_left = find_shown_sides(scored)
    assert [bool(is_left[frame]) for frame in tops(scored)] == [False, True, False]
    changes_s = scored.timeline.time_s[1:][np.diff(is_left)]
    halfway_s = [(one.end_s + two.start_s) / 2 for one, two in pairwise(REPS)]
    assert changes_s == pytest.approx(halfway_s, abs=0.3)


def test_the_value_and_the_arc_are_those_of_the_leg_that_moves(scored: ScoredClip) -> None:
    is_left, judged = find_shown_sides(scored), scored.exercise.judged_angle
    values = pick_value_deg(judged, scored.measurements, is_left)
    arc = compute_arc(judged, scored.measurements, SCALE, is_left)
    measured = scored.measurements.xy_px
    for frame, hip in zip(
        tops(scored), (Landmark.RIGHT_HIP, Landmark.LEFT_HIP, Landmark.RIGHT_HIP), strict=True
    ):
        assert values[frame] == pytest.approx(FOOT_FLAT_DEG + 72.0, abs=4.0)
        assert arc.vertex_px[frame] == pytest.approx(measured[frame, hip])
        assert abs(np.degrees(arc.sweep_rad[frame])) == pytest.approx(values[frame], abs=0.5)
    words = build_storyboard(scored).moments[tops(scored)[1]].angle
    assert words == f"{values[tops(scored)[1]]:.0f}°"


def draw(measurements: Measurements, frame: int, is_left: np.ndarray | None) -> FloatArray:
    scene = np.zeros((480, 640, 3), np.uint8)
    Skeleton(measurements, Stage(640, 480, SCALE, 1.0), is_left).draw(scene, frame)
    return scene.astype(float)


def test_the_hidden_leg_is_drawn_only_while_it_moves(scored: ScoredClip) -> None:
    is_left, (near, hidden, _) = find_shown_sides(scored), tops(scored)
    measured = scored.measurements
    for frame, drawn in ((near, False), (hidden, True)):
        plain, both = draw(measured, frame, None), draw(measured, frame, is_left)
        x, y = measured.xy_px[frame, Landmark.LEFT_KNEE].astype(int)
        spot = (slice(y - 3, y + 4), slice(x - 3, x + 4))
        assert (np.abs(both[spot] - plain[spot]).sum() > 0) == drawn
        assert (np.abs(both - plain).sum() > 0) == drawn


def test_a_fault_of_the_resting_leg_is_pointed_at_only_where_that_leg_is_the_near_one(
    scored: ScoredClip,
) -> None:
    is_left, (near, hidden, _) = find_shown_sides(scored), tops(scored)
    skeleton = Skeleton(scored.measurements, Stage(640, 480, SCALE, 1.0), is_left)
    assert scored.exercise.fault("KH-2").of_resting_leg
    assert not scored.exercise.fault("KH-1").of_resting_leg
    assert scored.exercise.fault("KH-2").shown_at == ("knee", "ankle")
    assert skeleton.draws_hidden_leg(hidden)
    assert not skeleton.draws_hidden_leg(near)
