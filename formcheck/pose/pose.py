"""One person's landmarks in one picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.video.geometry import Place


@dataclass(frozen=True)
class Pose:
    """Landmarks of one person.

    Attributes
    ----------
    xy_px : (33, 2) float
        Positions in pixels, x to the right and y down; may lie outside the picture.
    visibility, presence : (33,) float
        The model's own estimates, 0 to 1.
    world_m : (33, 3) float
        Metric coordinates, hip-centred; depth is a guess.
    """

    xy_px: FloatArray
    visibility: FloatArray
    presence: FloatArray
    world_m: FloatArray

    def scaled(self, scale: float) -> Pose:
        """Return the pose in a picture of another size."""
        return self if scale == 1.0 else replace(self, xy_px=scale * self.xy_px)


def keep_outside(pose: Pose | None, place: Place | None, frame_px: tuple[int, int]) -> Pose | None:
    """Return a pose whose landmarks beside the picture lie outside the frame, too.

    Parameters
    ----------
    pose : Pose or None
    place : Place or None
        Where the picture lies in its frame; None if it fills it. What the model sees
        in the black around it was never filmed.
    frame_px : (int, int)
        Width and height of the frame.
    """
    if pose is None or place is None:
        return pose
    corner = np.array([place.left_px, place.top_px], dtype=np.float64)
    opposite = corner + np.array([place.width_px, place.height_px])
    black_before = np.maximum(corner, 0.0)
    black_beyond = np.maximum(np.array(frame_px) - opposite, 0.0)
    xy_px = np.where(pose.xy_px < corner, pose.xy_px - black_before - 1, pose.xy_px)
    xy_px = np.where(pose.xy_px >= opposite, xy_px + black_beyond + 1, xy_px)
    return replace(pose, xy_px=xy_px)
