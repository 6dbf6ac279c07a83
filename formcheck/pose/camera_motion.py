"""How the picture as a whole has moved, told from what lies around the person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.video.patch_motion import halve
from formcheck.video.patch_thread import PatchThread

#: The background may move so far, as a share of the picture's width.
_REACH_SHARE = 0.1
_HALF = 0.5


class CameraMotion:
    """Shift and turn of the background since the first picture.

    Where too little of the background can be made out, the camera counts as still.
    """

    def __init__(self) -> None:
        self._background: PatchThread | None = None
        self._middle_px = np.zeros(2)
        self._thread = -1
        self._before = np.zeros(3)
        self._now = np.zeros(3)

    def follow(self, grey: Pixels, time_s: float, mask: Callable[[], Pixels]) -> None:
        """Take the next picture; `mask` gives the background."""
        if self._background is None:
            self._middle_px = np.array(grey.shape[1::-1]) / 2.0
            self._background = PatchThread(_HALF * self._middle_px)
        motion = self._background.follow(
            halve(grey), time_s, lambda: halve(mask()), _REACH_SHARE * grey.shape[1]
        )
        if motion is None:
            return
        if motion.thread != self._thread:
            self._thread, self._before = motion.thread, self._now
        self._now = self._before + np.array([*(motion.shift_px / _HALF), motion.turn_deg])

    @property
    def state(self) -> FloatArray:
        """Shift x, shift y in pixels and turn in degrees, of the picture's middle, (3,)."""
        return self._now

    def since(self, state: FloatArray, place_px: FloatArray) -> FloatArray:
        """Return shift and turn of one place since an earlier `state`, (3,)."""
        change = self._now - state
        arm_px = place_px - self._middle_px
        change[:2] += np.radians(change[2]) * np.array([-arm_px[1], arm_px[0]])
        return change
