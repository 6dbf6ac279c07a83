"""What one picture after another says about the film: changes, fades, and where it may be cut."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import Float32Array
from formcheck.pose.fades import FadeWatch
from formcheck.pose.picture_change import picture_change

#: A change of the whole picture that may be a cut: so large, and so many times the usual one
#: of the last second.
_LEAST_CHANGE, _PROMINENCE = 0.04, 5.0
_LOOK_BACK_S = 1.0


@dataclass(frozen=True)
class SceneChange:
    """What a picture says beside the one before.

    Attributes
    ----------
    change : float
        See `formcheck.pose.picture_change`.
    fade_s : float
        See `FadeWatch`.
    may_be_cut : bool
        True if the person may be another one from here on, or elsewhere.
    """

    change: float
    fade_s: float
    may_be_cut: bool


class SceneWatch:
    """Is shown every picture in order; one instance a run of frames."""

    def __init__(self) -> None:
        self._before: Float32Array | None = None
        self._recent: deque[tuple[float, float]] = deque()
        self._fades = FadeWatch()

    def look(self, grey: Float32Array, time_s: float) -> SceneChange:
        """Take the next picture.

        Parameters
        ----------
        grey : (h, w) float32
            From `small_grey`.
        time_s : float
        """
        before, self._before = self._before, grey
        if before is not None and before.shape != grey.shape:
            before = None
        change = picture_change(before, grey)
        usual = float(np.median([old for _, old in self._recent])) if self._recent else 0.0
        while self._recent and time_s - self._recent[0][0] > _LOOK_BACK_S:
            self._recent.popleft()
        self._recent.append((time_s, change))
        fade_s = self._fades.fade_s(grey, time_s)
        sudden = change > _LEAST_CHANGE and change > _PROMINENCE * usual
        return SceneChange(change, fade_s, sudden or fade_s > 0)
