"""One person's landmarks in one picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.arrays import FloatArray


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
