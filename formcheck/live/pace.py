"""Whether this computer keeps up with the camera well enough to judge by."""

from __future__ import annotations

from collections import deque

import numpy as np

#: Quick repetitions turn round between pictures that are further apart.
_LONGEST_STEP_S = 0.2
#: It must have been so for so long; loading the model and a program that starts pass by.
_WINDOW_S = 6.0
#: Less of the time than this spent looking at pictures: the camera is slow, not the computer.
_BUSY = 0.7
#: Fewer pictures than this tell nothing.
_FEWEST = 5
#: So often it is worked out anew.
_EVERY_S = 0.5


class PaceWatch:
    """Follows how far apart the pictures are that were looked at, and how long each took.

    Attributes
    ----------
    slow : bool
        The computer is too slow; of a slow camera nothing is said.
    unsure : bool
        It may be, but was not watched for long enough: nothing in its pictures is anybody's fault.
    """

    def __init__(self) -> None:
        self.slow, self.unsure = False, True
        self._recent: deque[tuple[float, float]] = deque()
        self._due_s = -np.inf

    def note(self, time_s: float, work_s: float) -> bool:
        """Take in a picture; return whether the computer is too slow.

        Parameters
        ----------
        time_s : float
            When its work was done, on any clock; increasing.
        work_s : float
            How long it took.
        """
        self._recent.append((time_s, work_s))
        if time_s < self._due_s:
            return self.slow
        self._due_s = time_s + _EVERY_S
        while time_s - self._recent[0][0] > _WINDOW_S:
            self._recent.popleft()
        times_s, works_s = np.array(self._recent).T
        watched_s = float(times_s[-1] - times_s[0])
        strained = watched_s > 0 and (
            # The first one's work was done before.
            float(works_s[1:].sum()) / watched_s > _BUSY
            and float(np.median(np.diff(times_s))) > _LONGEST_STEP_S
        )
        if watched_s < _WINDOW_S / 2:
            self.unsure = self.unsure and (strained or len(self._recent) < _FEWEST)
        else:
            self.slow, self.unsure = strained, False
        return self.slow
