"""Telling pictures in which nothing about the person has moved since the model last looked.

Brightness is compared cell by cell with the picture of the last look, not with the one
before, so slow movement adds up. What is left out is safe whatever the comparison says:
the model looks ten times a second anyway, which is more than any movement of an exercise needs.
"""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, Float32Array, Pixels
from formcheck.pose.people import bounds_px
from formcheck.pose.picture_change import small_grey
from formcheck.pose.pose import Pose

#: However still the pictures are, looks do not lie further apart, unless pictures do.
LONGEST_WITHOUT_A_LOOK_S = 0.1
#: Presentation times are rounded, in some files to milliseconds.
_ROUNDING_S = 0.002

#: Along the longer side of the picture: cells of 8 pixels where it is 640 wide.
_CELLS = 80
_WHITE = 255.0
#: A body reaches past its landmarks: hair, fingers, the flesh around the joints.
_MARGIN_TORSO = 0.25

#: So many pictures are looked at before the noise of the film is known.
_NOISE_PICTURES = 8
#: Weight of the newest picture in the noise of a cell.
_NOISE_SHARE = 0.1
#: In one picture a cell's change counts for at most so many times what is usual about the
#: person: movement is no noise.
_LOUDEST_TIMES_USUAL = 3.0
#: Noise alone changes a cell by more than so many times its mean change hardly once in a million.
_NOISE_TIMES = 6.0
#: Grey levels. A contour that differs by forty from what lies behind it changes the cells along
#: it by so much when it moves by a pixel and a half; pictures that are stored with loss change
#: by half of it without any movement.
_LEAST_LEVELS = 8.0
#: What moves has a contour that is longer than this; noise and loss flicker in single cells.
_FEWEST_CELLS = 6


class StillnessWatch:
    """Compares each picture with the one that was last looked at; one instance a run of frames."""

    def __init__(self) -> None:
        self._cells: Float32Array | None = None
        self._noise = np.zeros(0, dtype=np.float32)
        self._pictures = 0
        self._before_s = -np.inf
        self._frame_px = (0, 0)
        self._seen_cells: Float32Array | None = None
        self._seen_s = -np.inf
        self._about_person: BoolArray | None = None

    def is_as_before(self, rgb: Pixels, time_s: float) -> bool:
        """Take the next picture and tell whether what the last look saw holds for it, too.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
        time_s : float
            Later than that of the picture before.

        Returns
        -------
        bool
            False where something about the person has changed by more than the film's own
            noise, nobody was there at the last look, it would be longer ago at the next picture
            than `LONGEST_WITHOUT_A_LOOK_S`, or the noise is not known yet.
        """
        before, self._cells = self._cells, _cells_of(rgb)
        self._frame_px = (rgb.shape[1], rgb.shape[0])
        if before is None:
            self._noise, self._before_s = np.zeros_like(self._cells), time_s
            return False
        self._learn_noise(np.abs(self._cells - before))
        # The next picture will come as long after this one as this one after the last.
        next_s = time_s + (time_s - self._before_s)
        self._before_s = time_s
        due = next_s - self._seen_s > LONGEST_WITHOUT_A_LOOK_S + _ROUNDING_S
        return self._pictures >= _NOISE_PICTURES and not due and not self._has_changed()

    def note_look(self, time_s: float, pose: Pose | None) -> None:
        """Note that the model has looked at the picture that was taken last, and whom it saw."""
        self._seen_cells, self._seen_s = self._cells, time_s
        self._about_person = None if pose is None else self._cells_about(pose)

    def _learn_noise(self, change: Float32Array) -> None:
        self._pictures += 1
        inside = change if self._about_person is None else change[self._about_person]
        loudest = _LOUDEST_TIMES_USUAL * np.median(inside) if inside.size else 0.0
        share = max(_NOISE_SHARE, 1.0 / self._pictures)
        self._noise += np.float32(share) * (np.minimum(change, np.float32(loudest)) - self._noise)

    def _has_changed(self) -> bool:
        if self._cells is None or self._seen_cells is None or self._about_person is None:
            return True
        allowed = np.maximum(_NOISE_TIMES * self._noise, _LEAST_LEVELS)
        moved = np.abs(self._cells - self._seen_cells) > allowed
        return int(np.count_nonzero(moved & self._about_person)) >= _FEWEST_CELLS

    def _cells_about(self, pose: Pose) -> BoolArray:
        """Return which cells lie in the box about a person."""
        inside = np.zeros(self._noise.shape, dtype=np.bool_)
        cells_a_pixel = np.array(inside.shape[::-1]) / self._frame_px
        corner, opposite = bounds_px(pose, self._frame_px, _MARGIN_TORSO) * cells_a_pixel
        left, top = np.floor(corner).astype(int)
        right, bottom = np.ceil(opposite).astype(int)
        inside[top:bottom, left:right] = True
        return inside


def _cells_of(rgb: Pixels) -> Float32Array:
    """Return the mean brightness of the cells of a picture, in grey levels."""
    height_px, width_px = rgb.shape[:2]
    columns = max(1, round(_CELLS * width_px / max(height_px, width_px)))
    return np.asarray(_WHITE * small_grey(rgb, columns), dtype=np.float32)
