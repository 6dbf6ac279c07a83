"""The state of the session at every frame, for drawing and for charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Phase = Literal["not_judged", "ready", "out", "hold", "return"]


@dataclass(frozen=True)
class Timeline:
    """What the program knew at each processed frame.

    Attributes
    ----------
    time_s : (F,) float
        Frame times, seconds after the first frame.
    signal : (F,) float
        Main signal in the unit of ``SignalInfo``; NaN where it was not seen.
    phase : tuple of str, length F
        ``not_judged`` (not seen, or not in position), ``ready``, ``out``,
        ``hold`` or ``return``.
    reps_counted : (F,) int
        Repetitions completed so far.
    hold_s : (F,) float
        Length of the current or just-finished hold; 0 outside repetitions.
    """

    time_s: NDArray[np.float64]
    signal: NDArray[np.float64]
    phase: tuple[Phase, ...]
    reps_counted: NDArray[np.int64]
    hold_s: NDArray[np.float64]
