"""Render one scene to a clip, its truth and its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from formcheck.files import partial_path, remove_partial

from .acting.actor import performer_of
from .camera import Image
from .draw import Stage
from .effects import average
from .figure import Figure
from .measure import camera_of, describe, filmed, in_picture, record_frame
from .obstacles import Obstacles
from .performer import Performer
from .props import Props
from .rig import PosedBones
from .room import RoomBuilder
from .rotations import Matrix
from .scene import Scene
from .take import light_of
from .truth import TruthRecorder

_TIME_BASE = Fraction(1, 90_000)
_BLUR_STEPS = 4
_BLUR_MIN_PX = 0.8
Progress = Callable[[int, int], None]


def render_clip(
    scene: Scene, folder: Path, progress: Progress = lambda done, total: None
) -> dict[str, Any]:
    """Render a scene.

    Writes ``<name>.mp4`` and ``<name>.truth.npz``; each appears under its final
    name only when complete.

    Parameters
    ----------
    scene : Scene
    folder : Path
        Made if absent.
    progress : callable
        Told how many frames of how many are done.

    Returns
    -------
    dict
        The clip's entry for a labels file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    performer = performer_of(scene)
    with Stage(scene.width, scene.height) as stage:
        shoot = Shoot(scene, performer, stage)
        look = (scene.frames_per_second, scene.width, scene.height, scene.effects.compression)
        with open_writer(folder / f"{scene.name}.mp4", *look) as write:
            for number, time_s in enumerate(shoot.times_s):
                write(shoot.frame(number), float(time_s))
                progress(number + 1, len(shoot.times_s))
    label, _ = describe(scene, performer, shoot.recorder.finish(), folder)
    return label


class Shoot:
    """A scene on the stage: gives the picture of each frame and records its truth."""

    def __init__(self, scene: Scene, performer: Performer, stage: Stage) -> None:
        self.scene, self.performer, self.stage = scene, performer, stage
        self.times_s, self._faults = filmed(scene, performer)
        self.recorder = TruthRecorder(performer.near_side, scene.facing)
        RoomBuilder(stage, scene.room, scene.camera.yaw_deg).build()
        self._obstacles = Obstacles(stage, scene, performer)
        self._props = Props(stage, scene, performer)
        self._figure = Figure(stage, performer.body, scene.look)
        self._last_pixels: Matrix | None = None

    def frame(self, number: int) -> Image:
        """Draw frame ``number`` and record its truth."""
        time_s = float(self.times_s[number])
        camera = camera_of(self.scene, time_s)
        pixels = record_frame(self.recorder, self.performer, camera, time_s, self._faults)
        return self._picture(time_s, pixels)

    def picture(self, time_s: float) -> Image:
        """Draw any moment of the scene, recording nothing."""
        _, posed = self.performer.at(time_s)
        joints = self.performer.to_room(self.performer.body.joints(posed))
        camera = camera_of(self.scene, time_s)
        return self._picture(time_s, in_picture(joints, camera, time_s, self._faults))

    def _picture(self, time_s: float, pixels: Matrix) -> Image:
        images = [self._draw(moment) for moment in self._shutter(time_s, pixels)]
        self._last_pixels = pixels
        image = images[0] if len(images) == 1 else average(images)
        return self._faults.apply(image, time_s)

    def still(self, posed: PosedBones, time_s: float = 0.0) -> Image:
        """Draw the person in a pose of their own, as the camera sees it; nothing is recorded."""
        return self._faults.apply(self._draw_posed(posed, time_s), time_s)

    def _draw(self, time_s: float) -> Image:
        _, posed = self.performer.at(time_s)
        return self._draw_posed(posed, time_s)

    def _draw_posed(self, posed: PosedBones, time_s: float) -> Image:
        placed: PosedBones = self.performer.in_room(posed)
        self._figure.follow(placed, self.performer.breath_m(time_s))
        self._obstacles.move(time_s)
        self._props.move(time_s)
        x, y, z = placed.heads.mean(axis=0)
        centre = (float(x) * 0.5, min(float(y), 0.9), float(z) * 0.5)
        return self.stage.draw(camera_of(self.scene, time_s), light_of(self.scene, time_s), centre)

    def _shutter(self, time_s: float, pixels: Matrix) -> list[float]:
        """Moments that the open shutter sees; one is enough while nothing moves."""
        share = self.scene.effects.motion_blur
        if share <= 0 or self._last_pixels is None:
            return [time_s]
        moved = float(np.max(np.linalg.norm(pixels - self._last_pixels, axis=1))) * share
        if moved < _BLUR_MIN_PX:
            return [time_s]
        open_s = share / self.scene.frames_per_second
        return list(time_s + open_s * (np.arange(_BLUR_STEPS) / (_BLUR_STEPS - 1) - 0.5))


@contextmanager
def open_writer(
    path: Path, frames_per_second: float, width: int, height: int, compression: int
) -> Iterator[Callable[[Image, float], None]]:
    """Open a clip to write pictures to, each with its time; it appears when all are written."""
    partial = partial_path(path)
    options = {"crf": str(compression), "preset": "medium"}
    try:
        with av.open(str(partial), "w", format="mp4", options={"movflags": "+faststart"}) as file:
            stream = file.add_stream("libx264", rate=round(frames_per_second), options=options)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.codec_context.time_base = _TIME_BASE
            # One thread, so that the same scene always gives the same bytes.
            stream.codec_context.thread_count = 1

            def write(image: Image, time_s: float) -> None:
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
                frame.pts = round(time_s / _TIME_BASE)
                frame.time_base = _TIME_BASE
                file.mux(stream.encode(frame))

            yield write
            file.mux(stream.encode(None))
        partial.replace(path)
    except BaseException:
        remove_partial(partial)
        raise
