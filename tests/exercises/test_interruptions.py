"""A set is counted right whatever happens around it and between its repetitions."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.interruptions import (
    join,
    leave_and_return,
    move_hand,
    talk,
    walk_between,
)
from tests.support.scenes import SCENES, Scene
from tests.support.scoring import counted, fault_ids, score
from tests.support.synthetic import frame_times, standing_back_extension

pytestmark = pytest.mark.slow

scenes = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.exercise)
lying = pytest.mark.parametrize("scene", SCENES[1:], ids=lambda scene: scene.exercise)


def between(scene: Scene) -> float:
    """Return a moment of rest between the second and the third repetition."""
    return (scene.reps[1].end_s + scene.reps[2].start_s) / 2


def standing(scene: Scene, seconds: float, near_side: str) -> PoseTrack:
    times = np.arange(round(seconds * 30)) / 30.0
    side = "left" if near_side == "left" else "right"
    camera = Camera(near_side=side, torso_px=0.6 * scene.torso_px)  # type: ignore[arg-type]
    return film(times, standing_back_extension(np.zeros_like(times)), camera)


def check(scene: Scene, track: PoseTrack) -> None:
    result = score(track, scene.exercise)
    assert len(counted(result)) == 3
    assert fault_ids(result, at_least=1) == set()


@lying
@pytest.mark.parametrize("near_side", ["left", "right"])
def test_lying_down_before_and_getting_up_after(scene: Scene, near_side: str) -> None:
    upright, exercise = standing(scene, 4.0, near_side), scene.film()
    check(
        scene,
        join(
            upright,
            walk_between(upright, exercise, 2.0),
            exercise,
            walk_between(exercise, upright, 2.0),
            upright,
        ),
    )


@scenes
@pytest.mark.parametrize("away_s", [3.0, 12.0])
def test_leaving_and_returning(scene: Scene, away_s: float) -> None:
    check(scene, leave_and_return(scene.film(), between(scene), away_s, shift_px=14.0))


@scenes
def test_facing_the_camera_to_talk_between_repetitions(scene: Scene) -> None:
    first = [*scene.reps[:2]]
    track = scene.film()
    cut = int(np.searchsorted(track.time_s, first[1].end_s + 0.8))
    facing = scene.film_rest(4.0, Camera(torso_px=scene.torso_px, yaw_deg=70.0))
    before = Scene(scene.exercise, first, scene.move, scene.torso_px)
    after = Scene(scene.exercise, first[:1], scene.move, scene.torso_px)
    assert cut > 0
    check(
        scene,
        join(
            before.film(frame_times(first, tail_s=1.5)),
            facing,
            after.film(frame_times(first[:1])),
        ),
    )


@scenes
def test_scratching_between_repetitions(scene: Scene) -> None:
    spans = [
        (before.end_s + 0.2, after.start_s - 0.2)
        for before, after in zip(scene.reps, scene.reps[1:], strict=False)
    ]
    result = score(move_hand(scene.film(), spans, 0.3 * scene.torso_px), scene.exercise)
    assert len(counted(result)) == 3


@scenes
@pytest.mark.parametrize("seed", [1, 2])
def test_talking_all_the_time(scene: Scene, seed: int) -> None:
    result = score(talk(scene.film(), seed, scene.torso_px), scene.exercise)
    assert len(counted(result)) == 3
    assert fault_ids(result, at_least=2) == set()


@scenes
def test_portrait_video(scene: Scene) -> None:
    camera = Camera(torso_px=0.6 * scene.torso_px, width_px=480, height_px=848)
    check(scene, scene.film(camera=camera))


@lying
@pytest.mark.parametrize("end", ["head", "feet"])
def test_head_or_feet_out_of_the_picture(scene: Scene, end: str) -> None:
    track = scene.film()
    joints = [7, 8] if end == "head" else [27, 28]
    near = track.xy_px[:, joints, 0].mean()
    # Shift until the head or the ankles lie 12 pixels beyond the edge.
    edge = track.width_px + 12.0 if near > track.width_px / 2 else -12.0
    moved = scene.film(camera=Camera(torso_px=scene.torso_px, shift_px=(float(edge - near), 0.0)))
    check(scene, moved)


@scenes
def test_lying_or_standing_still_counts_nothing(scene: Scene) -> None:
    result = score(scene.film_rest(20.0), scene.exercise)
    assert counted(result) == []
    # A tilt that was never seen is asked for; nothing else is said.
    assert fault_ids(result, at_least=1) <= {"PT-2"}
