"""The newest picture of the camera, and what is drawn onto it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import Side


@dataclass(frozen=True)
class LiveView:
    """A picture and the person in it; it is shown mirrored.

    Attributes
    ----------
    rgb : (H, W, 3) uint8
        As the camera saw it.
    xy_px : (33, 2) float or None
        Landmarks in pixels of `rgb`; what is NaN is not drawn. None if nobody was found.
    near_side : {"left", "right"} or None
        The side whose bones are drawn; None draws both.
    problem : bool
        Something keeps the program from judging: the bones and the frame say so.
    """

    rgb: NDArray[np.uint8]
    xy_px: NDArray[np.float64] | None = None
    near_side: Side | None = None
    problem: bool = False
