"""A bumped camera is taken back; a body that moves is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.kinematics.bumps import compute_bump_offset
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.scoring import fault_ids, score
from tests.support.synthetic import excursion, frame_times, plan_reps, prone_press_up

REPS = plan_reps(3, 38.0)
TIME_S = frame_times(REPS)
TORSO_PX = 150.0


def press_ups() -> PoseTrack:
    trunk_deg = excursion(TIME_S, REPS)
    points = prone_press_up(
        trunk_deg, elbow_deg=65.0 + 2.5 * trunk_deg, hip_rise_torso=0.001 * trunk_deg
    )
    return film(TIME_S, points, Camera(torso_px=TORSO_PX))


def bump(track: PoseTrack, at_s: float, shift_px: tuple[float, float]) -> PoseTrack:
    """Move the picture within five frames."""
    first = int(np.searchsorted(track.time_s, at_s))
    step_px = np.zeros((track.frame_count, 2))
    step_px[first : first + 5] = np.array(shift_px) / 5
    moved = track.xy_px + np.cumsum(step_px, axis=0)[:, None]
    return replace(track, xy_px=moved, camera_step_px=step_px)


def test_the_offset_is_what_the_picture_moved() -> None:
    track = bump(press_ups(), 6.0, (12.0, -30.0))
    offset = compute_bump_offset(track, TORSO_PX)
    assert np.all(offset[track.time_s < 5.9] == 0)
    np.testing.assert_allclose(offset[-1], (12.0, -30.0))


def test_nobody_looked() -> None:
    assert not compute_bump_offset(press_ups(), TORSO_PX).any()


def test_a_shift_that_the_body_does_not_share_is_no_bump() -> None:
    track = bump(press_ups(), 6.0, (12.0, -30.0))
    fooled = replace(press_ups(), camera_step_px=track.camera_step_px)
    assert not compute_bump_offset(fooled, TORSO_PX).any()


def test_a_tremble_is_no_bump() -> None:
    assert not compute_bump_offset(bump(press_ups(), 6.0, (1.0, 1.0)), TORSO_PX).any()


def test_repetitions_survive_a_bump_half_way() -> None:
    for at_s in (3.2, 5.0, 8.0, 12.5):
        result = score(bump(press_ups(), at_s, (12.0, -30.0)), "prone_press_up")
        assert result.summary.reps_counted == 3
        assert fault_ids(result) == set()
