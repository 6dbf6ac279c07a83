"""From landmarks to measurements: what may not be measured is NaN."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.kinematics.measure import measure
from formcheck.kinematics.settings import ViewSettings
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, pick
from tests.support.synthetic import (
    excursion,
    frame_times,
    lying_still,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)

SETTINGS = ViewSettings()


def standing(camera: Camera | None = None, seconds: float = 6.0) -> PoseTrack:
    time_s, nothing = lying_still(seconds)
    return film(time_s, standing_back_extension(nothing), camera)


def test_the_first_half_second_is_not_measured() -> None:
    shot = measure(standing(), SETTINGS)
    assert not shot.seen[:15].any()
    assert shot.seen[15:].all()
    assert np.isnan(shot.signals["lean_deg"][:15]).all()


def test_the_half_second_after_a_loss_is_not_measured() -> None:
    track = lose(standing(), 2.0, 3.2)
    shot = measure(track, SETTINGS)
    gone = (track.time_s >= 2.0) & (track.time_s < 3.69)
    assert not shot.seen[gone].any()
    assert shot.seen[(track.time_s > 3.72)].all()


def test_a_short_loss_is_bridged_only_when_looking_ahead_is_allowed() -> None:
    frames = np.arange(180)
    track = standing()
    xy_px = track.xy_px.copy()
    xy_px[100:105, 12, 0] = -50.0
    track = pick(track, frames)
    track.xy_px[:] = xy_px
    assert measure(track, SETTINGS).seen[100:105].all()
    assert not measure(track, SETTINGS, causal=True).seen[100:105].any()


def test_a_joint_outside_the_picture_takes_its_signals_only() -> None:
    time_s, nothing = lying_still(3.0)
    track = film(time_s, standing_back_extension(nothing), Camera(shift_px=(0.0, 70.0)))
    shot = measure(track, SETTINGS)
    assert np.isnan(shot.signals["knee_deg"]).all()
    assert np.isfinite(shot.signals["lean_deg"][20:]).all()
    assert shot.seen[20:].all()


@pytest.mark.parametrize(("yaw_deg", "judged"), [(10.0, True), (35.0, True), (45.0, False)])
def test_beyond_the_last_turn_nothing_is_measured(yaw_deg: float, judged: bool) -> None:
    camera = Camera(yaw_deg=yaw_deg, hidden_offset_torso=(0.0, 0.0))
    shot = measure(standing(camera), SETTINGS)
    assert np.isfinite(shot.signals["lean_deg"][20:]).all() == judged
    np.testing.assert_allclose(shot.yaw_deg, yaw_deg, atol=0.5)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize(
    ("position", "side", "posture", "head_direction"),
    [
        (standing_back_extension, "right", "standing", 1),
        (standing_back_extension, "left", "standing", -1),
        (prone_press_up, "right", "prone", 1),
        (prone_press_up, "left", "prone", -1),
        (pelvic_tilt, "right", "supine", -1),
        (pelvic_tilt, "left", "supine", 1),
    ],
)
def test_posture_and_direction(
    position: object, side: Side, posture: str, head_direction: int, causal: bool
) -> None:
    time_s, nothing = lying_still(3.0)
    assert callable(position)
    shot = measure(film(time_s, position(nothing), Camera(side)), SETTINGS, causal=causal)
    assert set(shot.posture[:15]) == {"unknown"}
    assert set(shot.posture[15:]) == {posture}
    assert shot.head_direction == head_direction
    assert shot.near_side == side
    assert shot.torso_px == pytest.approx(120.0)


def test_smoothed_angles_are_right_in_movement() -> None:
    reps = plan_reps(2, 18.0)
    time_s = frame_times(reps)
    lean_deg = excursion(time_s, reps)
    track = film(time_s, standing_back_extension(lean_deg), Camera(jitter_torso=0.003))
    error = measure(track, SETTINGS).signals["lean_deg"][20:] - lean_deg[20:]
    assert np.abs(error).max() < 1.0
    assert abs(error.mean()) < 0.1


def test_causal_measurements_of_the_same_body_do_not_look_ahead() -> None:
    reps = plan_reps(2, 18.0)
    time_s = frame_times(reps)
    track = film(
        time_s, standing_back_extension(excursion(time_s, reps)), Camera(jitter_torso=0.003)
    )
    whole = measure(track, SETTINGS, causal=True)
    part = measure(pick(track, slice(0, 200)), SETTINGS, causal=True)
    # The torso length is a median over the shot; angles do not depend on it but for the filter.
    np.testing.assert_allclose(part.signals["lean_deg"], whole.signals["lean_deg"][:200], atol=0.05)


def test_a_picture_that_is_enlarged_for_a_while_changes_no_measure() -> None:
    plans = plan_reps(2, 30.0)
    time_s = frame_times(plans)
    plain = film(time_s, prone_press_up(excursion(time_s, plans)))
    middle = slice(len(time_s) // 4, len(time_s) // 2)
    xy_px, change = plain.xy_px.copy(), plain.picture_change.copy()
    xy_px[middle] = 1.2 * xy_px[middle] - np.array([60.0, 70.0])
    change[[middle.start, middle.stop]] = 0.06
    zoomed = replace(plain, xy_px=xy_px, picture_change=change)
    wanted, told = (measure(track, SETTINGS) for track in (plain, zoomed))
    for name in ("trunk_inclination_deg", "hip_height_torso", "wrist_height_torso"):
        np.testing.assert_allclose(told.signals[name], wanted.signals[name], atol=0.02)
    np.testing.assert_allclose(told.xy_px[middle][20:-20], xy_px[middle][20:-20], atol=1.0)
