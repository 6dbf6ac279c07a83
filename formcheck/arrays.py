"""What the arrays that pass between the stages hold.

The shape of an array is said where it is taken or returned; these names say what
its entries are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Times, angles, coordinates; NaN is "not seen".
FloatArray = NDArray[np.float64]
#: Landmarks and picture motion, in the precision that they are found and kept in.
Float32Array = NDArray[np.float32]
#: One answer a frame, mostly.
BoolArray = NDArray[np.bool_]
#: Counts and the numbers of frames.
IntArray = NDArray[np.int64]
#: Points as OpenCV draws them, in fractions of a pixel.
Int32Array = NDArray[np.int32]
#: A picture: (height, width, 3) in red, green and blue, or (height, width) in grey.
Pixels = NDArray[np.uint8]
