"""Opinions that do not flicker."""

from __future__ import annotations

from collections import deque

import numpy as np


class Steady:
    """A yes or no that changes only when the new answer has lasted.

    Parameters
    ----------
    on_after_s, off_after_s : float
        How long a yes, or a no, must last before it is believed.
    """

    def __init__(self, on_after_s: float, off_after_s: float) -> None:
        self._after_s = {True: on_after_s, False: off_after_s}
        self._since_s: float | None = None
        self.on = False

    def update(self, now: bool, time_s: float) -> bool:
        """Take the answer of one moment; return the steady one."""
        if now == self.on:
            self._since_s = None
            return self.on
        if self._since_s is None:
            self._since_s = time_s
        if time_s - self._since_s >= self._after_s[now]:
            self.on, self._since_s = now, None
        return self.on


class SteadyBound:
    """Whether a quantity lies beyond a bound: yes from one value on, no from a milder one.

    The quantity is a quantile of the last moments; while it is not known, the
    answer stays.

    Parameters
    ----------
    begins_at, ends_at : float
        If the first is the larger one, large values are beyond, else small ones.
    window_s : float
        Length of the moments.
    quantile : float
        0.5 is the median; a low one of a quantity that passing movements raise.
    """

    def __init__(
        self, begins_at: float, ends_at: float, window_s: float, *, quantile: float = 0.5
    ) -> None:
        self._sign = 1.0 if begins_at > ends_at else -1.0
        self._begins_at, self._ends_at = self._sign * begins_at, self._sign * ends_at
        self._window_s = window_s
        self._quantile = quantile if begins_at > ends_at else 1.0 - quantile
        self._recent: deque[tuple[float, float]] = deque()
        self.on = False

    def update(self, value: float, time_s: float) -> bool:
        """Take the value of one moment, NaN if unknown; return the steady answer."""
        if np.isfinite(value):
            self._recent.append((time_s, self._sign * value))
        while self._recent and self._recent[0][0] < time_s - self._window_s:
            self._recent.popleft()
        # One value alone may be a stray one; half a window tells.
        if self._recent and time_s - self._recent[0][0] >= self._window_s / 2:
            usual = float(np.quantile([known for _, known in self._recent], self._quantile))
            self.on = usual > (self._ends_at if self.on else self._begins_at)
        return self.on
