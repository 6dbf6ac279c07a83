"""How much of the past is judged again: a long set costs no more per frame than a short one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

#: Rest before a movement that is kept in view, however long the movement lasts.
_REST_BEFORE_S = 10.0
#: The beginning moves on in steps: what was judged from the same frame stays the same.
_STEP_S = 5.0
#: A window that finds no rest to begin with grows to so many times its length.
_LONGEST = 3.0


class LookBack:
    """Where the judged window begins: with a rest, for every level is told from rests.

    Parameters
    ----------
    look_back_s : float
        Least length of the window, once there is so much.
    """

    def __init__(self, look_back_s: float) -> None:
        self._look_back_s = look_back_s
        self.start = 0

    def move_on(
        self, time_s: FloatArray, rests_s: Sequence[float], movement_start_s: float | None
    ) -> None:
        """Let the window begin later if that cuts nothing off that is under way.

        Parameters
        ----------
        time_s : (F,) float
            Times of all frames so far, at least one.
        rests_s : sequence of float
            When rests began, in order.
        movement_start_s : float or None
            Begin of the movement that is under way.
        """
        wanted_s = float(time_s[-1]) - self._look_back_s
        if movement_start_s is not None:
            wanted_s = min(wanted_s, movement_start_s - _REST_BEFORE_S)
        begun_s = float(time_s[self.start])
        if wanted_s - begun_s < _STEP_S:
            return
        usable = [rest_s for rest_s in rests_s if begun_s + _STEP_S <= rest_s <= wanted_s]
        if usable:
            self.start = int(np.searchsorted(time_s, usable[-1]))
        elif wanted_s - begun_s > (_LONGEST - 1.0) * self._look_back_s:
            self.start = int(np.searchsorted(time_s, wanted_s))
