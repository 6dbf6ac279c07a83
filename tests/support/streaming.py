"""Playing a synthetic track to the judge of a running set, frame by frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.propping import holds
from tests.support.scenes import SCENES, Scene
from tests.support.synthetic import excursion, frame_times, plan_reps, prone_press_up

SCENE_OF: Mapping[str, Scene] = {scene.exercise: scene for scene in SCENES} | {
    "seal_stretch": replace(
        next(scene for scene in SCENES if scene.exercise == "seal_stretch"), reps=holds(2, 26.0)
    )
}


@dataclass(frozen=True)
class Played:
    """A set that was played to its end, with the state after each frame."""

    done: StreamingSet
    states: list[SetState]
    last: SetState


def pose_at(track: PoseTrack, index: int) -> Pose | None:
    """Return the pose of one frame, None where nobody was found."""
    if not track.detected[index]:
        return None
    return Pose(
        track.xy_px[index], track.visibility[index], track.presence[index], track.world_m[index]
    )


def open_set(
    track: PoseTrack, exercise: str, settings: Settings | None = None, *, counting: bool = True
) -> StreamingSet:
    """Return a set for the frames of a track; by default all of it counts."""
    done = StreamingSet(
        exercise, settings or default_settings(), width_px=track.width_px, height_px=track.height_px
    )
    if counting:
        done.start_counting(-np.inf)
    return done


def push(done: StreamingSet, track: PoseTrack, index: int, *, hurry: bool = False) -> SetState:
    """Give one frame of a track to a set, as a camera would."""
    motion = track.image_motion
    return done.push(
        float(track.time_s[index]),
        pose_at(track, index),
        picture_change=float(track.picture_change[index]),
        image_motion=None if motion is None else motion[index].astype(np.float32),
        people=int(track.people[index]),
        hurry=hurry,
    )


def play(
    track: PoseTrack,
    exercise: str,
    *,
    settings: Settings | None = None,
    judged_every_s: float = 0.0,
    done: StreamingSet | None = None,
) -> Played:
    """Play a track; `judged_every_s` leaves the frames in between for later, as in a hurry."""
    done = done or open_set(track, exercise, settings)
    states, due_s = [], -np.inf
    for index, time_s in enumerate(track.time_s):
        hurry = bool(time_s < due_s)
        states.append(push(done, track, index, hurry=hurry))
        due_s = due_s if hurry else time_s + judged_every_s
    return Played(done, states, done.finish())


def film_scene(exercise: str, fps: float = 15.0, camera: Camera | None = None) -> PoseTrack:
    """Return the landmarks of a faultless set of two or three repetitions."""
    scene = SCENE_OF[exercise]
    return scene.film(frame_times(scene.reps, fps=fps), camera)


def film_faulty_press_ups(count: int = 3, fps: float = 15.0) -> PoseTrack:
    """Return press ups of which all but the first lift the hips."""
    reps = plan_reps(count, 45.0)
    time_s = frame_times(reps, fps=fps)
    up = excursion(time_s, reps)
    lifted = np.where(time_s > reps[1].start_s, up / 45.0, 0.0)
    points = prone_press_up(up, elbow_deg=65.0 + 2 * up, hip_rise_torso=0.2 * lifted)
    return film(time_s, points, Camera(torso_px=120.0))
