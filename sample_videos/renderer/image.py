"""The type of a picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Red, green, blue; shape (height, width, 3).
Image = npt.NDArray[np.uint8]
