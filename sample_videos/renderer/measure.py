"""Truth and labels of a scene, without drawing it."""

from __future__ import annotations

from typing import Any

import numpy as np

from .camera import Camera
from .effects import CameraFaults, frame_times
from .labels import label_clip
from .performer import Performer
from .rotations import Matrix
from .scene import Scene
from .true_faults import TrueFault, find_true_faults
from .truth import Truth, TruthRecorder


def measure_scene(scene: Scene) -> tuple[dict[str, Any], Truth]:
    """Label and truth of a scene without drawing it."""
    performer = Performer(scene)
    camera = camera_of(scene)
    recorder = TruthRecorder(performer.near_side, scene.facing)
    random = np.random.default_rng(scene.seed)
    spread = scene.effects.variable_frame_rate
    for time_s in frame_times(performer.duration_s, scene.frames_per_second, spread, random):
        record_frame(recorder, performer, camera, float(time_s), None)
    truth = recorder.finish()
    faults = faults_of(scene, truth)
    return label_clip(scene, performer, truth, faults), truth


def faults_of(scene: Scene, truth: Truth) -> list[TrueFault]:
    """Find the faults that a scene truly shows."""
    exercise = scene.exercise
    return find_true_faults(
        truth, list(scene.repetition), exercise.name, exercise.variant, exercise.hold_s
    )


def active_frames(truth: Truth, faults: list[TrueFault]) -> dict[str, Any]:
    """For each fault that occurs: in which frames it is there."""
    active: dict[str, Any] = {}
    for fault in faults:
        flags = active.setdefault(fault.id, np.zeros(len(truth.time_s), dtype=bool))
        flags |= (truth.time_s >= fault.start_s) & (truth.time_s <= fault.end_s)
    return active


def camera_of(scene: Scene) -> Camera:
    """Return the camera of a scene; the person's turn stands in for its yaw."""
    place = scene.camera
    ahead = place.aim_ahead_m * (1 if scene.facing == "right" else -1)
    return Camera(
        (ahead, place.height_m, place.distance_m),
        (ahead, place.aim_height_m, 0.0),
        place.field_of_view_deg,
        scene.width,
        scene.height,
        place.roll_deg,
    )


def record_frame(
    recorder: TruthRecorder,
    performer: Performer,
    camera: Camera,
    time_s: float,
    shake: CameraFaults | None,
) -> Matrix:
    """Record the truth of one frame; return where the joints are in the picture."""
    instant, posed = performer.at(time_s)
    own = performer.body.joints(posed)
    room = performer.to_room(own)
    pixels = camera.to_pixels(room)
    if shake is not None:
        matrix = shake.shake(time_s)
        pixels = pixels @ matrix[:, :2].T + matrix[:, 2]
    names = performer.body.rig.names
    index = {name: number for number, name in enumerate(names)}
    recorder.add(time_s, instant, posed, index, own, room, pixels)
    return pixels
