"""Motion of thigh, pelvis and chest from the picture itself, while somebody lies with bent knees.

A pelvic tilt moves the landmarks by hardly more than their jitter; the picture
shows it several times as clearly. Nothing here looks ahead, so live pictures
can be watched as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from formcheck.arrays import Float32Array, FloatArray, Pixels
from formcheck.pose.camera_motion import CameraMotion
from formcheck.pose.hook_lying import (
    Capsule,
    lies_with_bent_knees,
    place_arms,
    place_body,
    place_patches,
    torso_of,
)
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.landmarks import Side, landmark_of
from formcheck.pose.pose import Pose
from formcheck.video.patch_motion import draw_capsules, to_grey
from formcheck.video.patch_thread import PatchThread, ThreadMotion

Row = Float32Array

#: So often is enough for movements of a second: half of the frames of most clips.
_INTERVAL_S = 0.06
#: A patch may move so far before it is another place of the picture.
_REACH_TORSO = 0.2
_SIDES: tuple[Side, Side] = ("left", "right")
_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")


@dataclass
class _Patch:
    """A patch with the state of the camera when its thread began."""

    thread: PatchThread = field(default_factory=PatchThread)
    number: int = -1
    camera: FloatArray = field(default_factory=lambda: np.zeros(3))


class ImageMotionWatcher:
    """Follows the patches of one person through the frames of a clip or a camera.

    Nothing is measured while nobody lies with bent knees, and no more often than
    about 16 times a second.
    """

    def __init__(self) -> None:
        self._patches = {name: _Patch() for name in PATCHES}
        self._camera = CameraMotion()
        self._due_s = -np.inf
        self._visibility: dict[Side, float] = dict.fromkeys(_SIDES, 0.0)

    def watch(self, rgb: Pixels, time_s: float, pose: Pose | None) -> Row:
        """Take the next frame.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
        time_s : float
            Later than that of the frame before.
        pose : Pose or None
            The person in it.

        Returns
        -------
        (patches, 5) float32
            Columns as in `formcheck.pose.image_layout`; NaN where not measured.
        """
        row = np.full((len(PATCHES), COLUMNS), np.nan, dtype=np.float32)
        if pose is None or time_s < self._due_s:
            return row
        side = self._note_near_side(pose)
        if not lies_with_bent_knees(pose, side):
            return row
        self._due_s = time_s + _INTERVAL_S
        grey, scale = to_grey(rgb)
        pose = pose.scaled(scale)
        self._camera.follow(grey, time_s, lambda: _draw_background(grey, pose, side))
        for index, (name, capsule) in enumerate(place_patches(pose, side).items()):
            motion = self._patches[name].thread.follow(
                grey,
                time_s,
                _drawing(grey, pose, side, capsule),
                _REACH_TORSO * torso_of(pose, side),
            )
            if motion is not None:
                row[index] = self._steady(self._patches[name], motion, capsule, scale)
        return row

    def _note_near_side(self, pose: Pose) -> Side:
        for side in _SIDES:
            columns = [landmark_of(joint, side) for joint in _SIDE_JOINTS]
            self._visibility[side] += float(np.mean(pose.visibility[columns]))
        return "left" if self._visibility["left"] >= self._visibility["right"] else "right"

    def _steady(
        self, patch: _Patch, motion: ThreadMotion, capsule: Capsule, scale: float
    ) -> FloatArray:
        """Return a row of the layout: the motion without that of the camera."""
        if motion.thread != patch.number:
            patch.number, patch.camera = motion.thread, self._camera.state
        start, end, _ = capsule
        camera = self._camera.since(patch.camera, (start + end) / 2)
        shift_px = (motion.shift_px - camera[:2]) / scale
        turn_deg = motion.turn_deg - camera[2]
        return np.array([*shift_px, turn_deg, motion.kept_share, motion.thread])


def _drawing(grey: Pixels, pose: Pose, side: Side, capsule: Capsule) -> Callable[[], Pixels]:
    return lambda: draw_capsules(grey.shape, [capsule], place_arms(pose, side))


def _draw_background(grey: Pixels, pose: Pose, side: Side) -> Pixels:
    return ~draw_capsules(grey.shape, place_body(pose, side), [])
