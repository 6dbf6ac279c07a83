"""The same movement filmed otherwise gives the same count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formcheck.exercises.loading import get_rules
from formcheck.exercises.settings import default_settings
from formcheck.judge.engine import judge_shot
from formcheck.judge.shots import measure_shots
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import JudgedMovement
from tests.support.filming import Camera, lose, mirror_picture, pick, reverse
from tests.support.scenes import SCENES, Scene
from tests.support.scoring import fault_ids, score
from tests.support.synthetic import (
    frame_times,
)

pytestmark = pytest.mark.slow

scenes = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.exercise)
few = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
seeds = st.integers(0, 10_000)


def check(scene: Scene, track: PoseTrack, *, faultless: bool = True) -> None:
    result = score(track, scene.exercise)
    assert result.summary.reps_counted == 3
    if faultless:
        assert fault_ids(result) == set()


@scenes
def test_whole_clip_and_causal_count_agree(scene: Scene) -> None:
    summary = score(scene.film(), scene.exercise).summary
    assert summary.reps_counted == summary.causal_reps_counted == 3
    assert summary.prominence_reps_counted == 3
    assert summary.notes == []


@scenes
def test_mirrored(scene: Scene) -> None:
    track = scene.film()
    plain = score(track, scene.exercise)
    mirrored = score(mirror_picture(track), scene.exercise)
    assert mirrored.view.side != plain.view.side
    assert [rep.kind for rep in mirrored.reps] == [rep.kind for rep in plain.reps]
    for one, other in zip(plain.reps, mirrored.reps, strict=True):
        assert other.start_s == pytest.approx(one.start_s)
        assert other.peak == pytest.approx(one.peak, abs=0.01)


@scenes
@few
@given(scale=st.floats(0.4, 2.5))
def test_other_picture_sizes(scene: Scene, scale: float) -> None:
    camera = Camera(
        torso_px=scene.torso_px * scale, width_px=int(640 * scale), height_px=int(480 * scale)
    )
    check(scene, scene.film(camera=camera))


@scenes
@few
@given(share=st.floats(0.5, 0.95), right=st.floats(-20, 20), down=st.floats(-15, 15))
def test_smaller_and_elsewhere_in_the_picture(
    scene: Scene, share: float, right: float, down: float
) -> None:
    check(
        scene,
        scene.film(camera=Camera(torso_px=share * scene.torso_px, shift_px=(right, down))),
    )


@scenes
@few
@given(fps=st.sampled_from([12.0, 15.0, 23.976, 25.0, 29.97, 50.0, 60.0]))
def test_other_frame_rates(scene: Scene, fps: float) -> None:
    check(scene, scene.film(frame_times(scene.reps, fps=fps)))


@scenes
@few
@given(seed=seeds)
def test_a_variable_frame_rate(scene: Scene, seed: int) -> None:
    end_s = frame_times(scene.reps)[-1]
    steps_s = np.random.default_rng(seed).uniform(1 / 60, 1 / 14, size=int(60 * end_s))
    time_s = np.concatenate(([0.0], np.cumsum(steps_s)))
    check(scene, scene.film(time_s[time_s < end_s]))


@scenes
@few
@given(seed=seeds)
def test_twice_the_jitter_that_was_measured(scene: Scene, seed: int) -> None:
    camera = Camera(torso_px=scene.torso_px, jitter_torso=0.005, seed=seed)
    check(scene, scene.film(camera=camera), faultless=False)


@scenes
@few
@given(seed=seeds, share=st.floats(0.02, 0.3))
def test_dropped_frames(scene: Scene, seed: int, share: float) -> None:
    track = scene.film()
    kept = np.random.default_rng(seed).random(track.frame_count) > share
    kept[0] = True
    check(scene, pick(track, kept))


@scenes
@few
@given(moments=st.lists(st.floats(1.0, 20.0), min_size=1, max_size=4))
def test_short_losses(scene: Scene, moments: list[float]) -> None:
    track = scene.film()
    for moment_s in moments:
        track = lose(track, moment_s, moment_s + 0.1)
    check(scene, track)


@scenes
def test_played_backwards_a_repetition_is_a_repetition(scene: Scene) -> None:
    check(scene, reverse(scene.film()))


@scenes
@few
@given(yaw_deg=st.floats(0.0, 18.0))
def test_a_camera_that_is_a_little_oblique(scene: Scene, yaw_deg: float) -> None:
    camera = Camera(torso_px=scene.torso_px, yaw_deg=yaw_deg)
    check(scene, scene.film(camera=camera), faultless=False)


@scenes
@few
@given(right=st.floats(-0.08, 0.08), up=st.floats(-0.08, 0.08))
def test_a_badly_guessed_hidden_side(scene: Scene, right: float, up: float) -> None:
    camera = Camera(torso_px=scene.torso_px, hidden_offset_torso=(right, up))
    check(scene, scene.film(camera=camera))


def _first_frames(shot: Measurements, count: int) -> Measurements:
    return replace(
        shot,
        time_s=shot.time_s[:count],
        xy_px=shot.xy_px[:count],
        yaw_deg=shot.yaw_deg[:count],
        seen=shot.seen[:count],
        posture=shot.posture[:count],
        signals={name: values[:count] for name, values in shot.signals.items()},
    )


def _settled(movements: list[JudgedMovement], before: int) -> list[JudgedMovement]:
    """Return the movements that had ended for good a moment before a frame."""
    return [
        verdict
        for verdict in movements
        if verdict.movement.ended != "clip_end" and verdict.movement.end < before
    ]


@scenes
@few
@given(share=st.floats(0.2, 1.0), seed=seeds, jitter_torso=st.sampled_from([0.0, 0.002, 0.008]))
def test_a_causal_verdict_never_changes_when_frames_are_appended(
    scene: Scene, share: float, seed: int, jitter_torso: float
) -> None:
    """What the live engine has said of a repetition stays said; each frame knows the past only."""
    camera = Camera(torso_px=scene.torso_px, jitter_torso=jitter_torso, seed=seed)
    (shot,) = measure_shots(scene.film(camera=camera), default_settings().view, causal=True)
    rules, defaults = get_rules(scene.exercise), default_settings()
    now = int(share * len(shot.measurements.time_s))
    whole = judge_shot(rules, shot.measurements, defaults, causal=True)
    part = judge_shot(rules, _first_frames(shot.measurements, now), defaults, causal=True)
    assert whole is not None
    assert part is not None
    # Speeds look one frame ahead, so the newest frames are left out.
    assert _settled(part.movements, now - 15) == _settled(whole.movements, now - 15)
    np.testing.assert_array_equal(part.displacement[:-2], whole.displacement[: now - 2])
