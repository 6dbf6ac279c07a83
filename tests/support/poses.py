"""Poses and pictures of stick people, and a model that recognises them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

BACKGROUND = 90
PERSON = 200


def standing_pose(x_px: float, feet_y_px: float, height_px: float) -> Pose:
    """Return an upright person seen from the side, a quarter as wide as tall."""
    heights = np.full(33, 0.95)
    heights[Landmark.LEFT_SHOULDER : Landmark.LEFT_HIP] = 0.8
    heights[Landmark.LEFT_HIP : Landmark.LEFT_KNEE] = 0.5
    heights[Landmark.LEFT_KNEE : Landmark.LEFT_ANKLE] = 0.25
    heights[Landmark.LEFT_ANKLE :] = 0.0
    across = np.where(np.arange(33) % 2 == 0, 0.125, -0.125)
    return Pose(
        xy_px=np.stack([x_px + across * height_px, feet_y_px - heights * height_px], axis=1),
        visibility=np.ones(33),
        presence=np.ones(33),
        world_m=np.zeros((33, 3)),
    )


def picture_of(people: list[Pose], width_px: int = 640, height_px: int = 480) -> NDArray[np.uint8]:
    """Draw each person as a block whose level tells the order, the first the brightest."""
    picture = np.full((height_px, width_px, 3), BACKGROUND, np.uint8)
    for rank, person in enumerate(people):
        x0, y0 = np.maximum(person.xy_px.min(axis=0), 0).astype(int)
        x1, y1 = person.xy_px.max(axis=0).astype(int)
        picture[y0:y1, x0:x1] = PERSON - 20 * rank
    return picture


class BlockLandmarker:
    """Finds the brightest block of `picture_of`, as a model for one person would.

    Once it has found a block it stays with the one nearest to it, like a model
    in video mode; a new one begins afresh.
    """

    def __init__(self, *, follows: bool = False) -> None:
        self._follows = follows
        self._last_x_px: float | None = None
        self.calls = 0
        self.closed = False

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[Pose]:
        """Return the pose that fills the chosen block."""
        self.calls += 1
        blocks = [
            _pose_of_block(rgb[..., 0] == level)
            for level in range(PERSON, PERSON - 80, -20)
            if np.count_nonzero(rgb[..., 0] == level) > 400
        ]
        if not blocks:
            return []
        chosen = blocks[0]
        if self._follows:
            last_x_px = self._last_x_px
            if last_x_px is not None:
                chosen = min(blocks, key=lambda pose: abs(pose.xy_px[:, 0].mean() - last_x_px))
            self._last_x_px = float(chosen.xy_px[:, 0].mean())
        return [chosen]

    def close(self) -> None:
        """Note that it was closed."""
        self.closed = True


def _pose_of_block(block: NDArray[np.bool_]) -> Pose:
    rows, columns = np.nonzero(block)
    height_px = (rows.max() - rows.min() + 1) / 0.95
    return standing_pose((columns.min() + columns.max()) / 2, rows.max() + 1, height_px)
