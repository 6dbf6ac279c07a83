"""Following one patch for as long as it can be seen, over several anchors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.video.patch_motion import Anchor, PatchMotion

#: With fewer of its corners than this an anchor is renewed, if it lasts
_WORN_SHARE = 0.3
#: for so long: light and folds have changed. What merely passes in front is gone by then.
_WORN_S = 0.6
#: A patch that was not seen for longer begins a new thread: where it went is not known.
_LOST_S = 1.5


@dataclass(frozen=True)
class ThreadMotion:
    """How far a patch has moved since its thread began.

    Attributes
    ----------
    shift_px : (2,) float
        x to the right, y down.
    turn_deg : float
        + clockwise on the screen.
    kept_share : float
        Share of the corners that agree.
    thread : int
        Motion cannot be compared between threads.
    """

    shift_px: FloatArray
    turn_deg: float
    kept_share: float
    thread: int


class PatchThread:
    """Follows one patch through pictures in the order of time.

    Parameters
    ----------
    place_px : (2,) float, optional
        Where in the picture the shift is taken; the middle of the patch without it.
    """

    def __init__(self, place_px: FloatArray | None = None) -> None:
        self._place_px = place_px
        self._anchor: Anchor | None = None
        self._thread = -1
        self._shift_px = np.zeros(2)
        self._turn_deg = 0.0
        self._fresh_s = self._seen_s = -np.inf

    def follow(
        self, grey: Pixels, time_s: float, mask: Callable[[], Pixels], reach_px: float
    ) -> ThreadMotion | None:
        """Take the next picture; None if the patch cannot be made out in it.

        Parameters
        ----------
        grey : (h, w) uint8
        time_s : float
        mask : callable
            Gives the patch as it is now; only asked where an anchor is dropped.
        reach_px : float
            How far the patch may move from its anchor.
        """
        motion = None if self._anchor is None else self._anchor.follow(grey)
        if motion is None or self._anchor is None:
            if time_s - self._seen_s <= _LOST_S:
                return None
            return self._begin(Anchor.drop(grey, mask(), reach_px), time_s)
        measured = self._measured(self._anchor, motion)
        self._seen_s = time_s
        if motion.kept_share >= _WORN_SHARE:
            self._fresh_s = time_s
        elif time_s - self._fresh_s > _WORN_S:
            self._renew(Anchor.drop(grey, mask(), reach_px), measured, time_s)
        return measured

    def _measured(self, anchor: Anchor, motion: PatchMotion) -> ThreadMotion:
        place_px = anchor.centre_px if self._place_px is None else self._place_px
        return ThreadMotion(
            self._shift_px + motion.shift_at(place_px),
            self._turn_deg + motion.turn_deg,
            motion.kept_share,
            self._thread,
        )

    def _begin(self, anchor: Anchor | None, time_s: float) -> ThreadMotion | None:
        self._anchor = anchor
        if anchor is None:
            return None
        self._thread += 1
        self._shift_px, self._turn_deg = np.zeros(2), 0.0
        self._fresh_s = self._seen_s = time_s
        return ThreadMotion(np.zeros(2), 0.0, 1.0, self._thread)

    def _renew(self, anchor: Anchor | None, measured: ThreadMotion, time_s: float) -> None:
        if anchor is not None:
            self._anchor, self._fresh_s = anchor, time_s
            self._shift_px, self._turn_deg = measured.shift_px, measured.turn_deg
