"""Truth and labels of a scene, without drawing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .acting.actor import performer_of
from .camera import Camera
from .effects import CameraFaults, frame_times
from .labels import label_clip
from .performer import Performer
from .rotations import Matrix, about_y
from .scene import Scene
from .take import moved_camera
from .true_faults import TrueFault
from .truth import Truth, TruthRecorder
from .verdict import judge_clip


def measure_scene(scene: Scene, folder: Path | None = None) -> tuple[dict[str, Any], Truth]:
    """Label and truth of a scene without drawing it.

    Parameters
    ----------
    scene : Scene
    folder : Path, optional
        Where the truth is written, beside the clip.
    """
    performer = performer_of(scene)
    return describe(scene, performer, record_all(scene, performer), folder)


def record_all(scene: Scene, performer: Performer) -> Truth:
    """Record the truth of every frame, drawing none."""
    recorder = TruthRecorder(performer.near_side, scene.facing)
    times_s, shaking = filmed(scene, performer)
    for time_s in times_s:
        camera = camera_of(scene, float(time_s))
        record_frame(recorder, performer, camera, float(time_s), shaking)
    return recorder.finish()


def filmed(scene: Scene, performer: Performer) -> tuple[npt.NDArray[np.float64], CameraFaults]:
    """Return when each frame is taken, and what the camera does to it."""
    effects = scene.effects
    random = np.random.default_rng(scene.seed)
    times_s = frame_times(
        performer.duration_s, scene.frames_per_second, effects.variable_frame_rate, random
    )
    return times_s, CameraFaults(effects, scene.width, scene.height, random)


def describe(
    scene: Scene, performer: Performer, truth: Truth, folder: Path | None = None
) -> tuple[dict[str, Any], Truth]:
    """Label a clip whose frames are all recorded; write its truth when given a folder."""
    verdict = judge_clip(scene, performer, truth)
    if folder is not None:
        path = folder / f"{scene.name}.truth.npz"
        truth.save(path, active_frames(truth, verdict.faults))
    return label_clip(scene, performer, truth, verdict), truth


def active_frames(truth: Truth, faults: list[TrueFault]) -> dict[str, Any]:
    """For each fault that is there: in which frames."""
    active: dict[str, Any] = {}
    for fault in (fault for fault in faults if fault.there):
        flags = active.setdefault(fault.id, np.zeros(len(truth.time_s), dtype=bool))
        flags |= (truth.time_s >= fault.start_s) & (truth.time_s <= fault.end_s)
    return active


def camera_of(scene: Scene, time_s: float = 0.0) -> Camera:
    """Return the camera of a scene at a time; the person's turn stands in for its yaw."""
    place = scene.camera
    towards = 1 if scene.facing == "right" else -1
    moved = moved_camera(scene, time_s)
    ahead = (place.aim_ahead_m + moved.aim_ahead_m) * towards
    target = np.array([ahead, place.aim_height_m + moved.aim_up_m, 0.0])
    way = np.array([0.0, place.height_m - place.aim_height_m, place.distance_m])
    eye = target + about_y(moved.orbit_deg) @ way * moved.closer
    return Camera(
        (float(eye[0]), max(0.05, float(eye[1])), float(eye[2])),
        (float(target[0]), float(target[1]), float(target[2])),
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
    camera_faults: CameraFaults,
) -> Matrix:
    """Record the truth of one frame; return where the joints are in the picture."""
    instant, posed = performer.at(time_s)
    own = performer.body.joints(posed)
    room = performer.to_room(own)
    pixels = in_picture(room, camera, time_s, camera_faults)
    names = performer.body.rig.names
    index = {name: number for number, name in enumerate(names)}
    recorder.add(time_s, instant, posed, index, own, room, pixels)
    return pixels


def in_picture(
    places: Matrix, camera: Camera, time_s: float, camera_faults: CameraFaults
) -> Matrix:
    """Where places of the room are in the picture, shape (n, 2), in pixels."""
    pixels = camera.to_pixels(places)
    if camera_faults.shakes:
        matrix = camera_faults.shake(time_s)
        pixels = pixels @ matrix[:, :2].T + matrix[:, 2]
    return pixels
