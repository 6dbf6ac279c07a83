"""How long a position was truly held, by the clinical specification's meaning of a hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .truth import Truth

_HOLD_SHARE = 0.80


@dataclass(frozen=True)
class HoldRule:
    """What holding an exercise means.

    Parameters
    ----------
    signal : str
        By which a repetition is followed: one of the truth's signals, or
        "amount", how far the movement itself has come.
    slower_than : float
        Whatever moves faster is not held; in units of the signal a second.
    in_ranges : bool
        The speed counts in ranges of the repetition a second instead.
    interrupted_by : callable, optional
        Frames of a clip in which it is not held, however still.
    """

    signal: str
    slower_than: float = 5.0
    in_ranges: bool = False
    interrupted_by: Callable[[Truth], npt.NDArray[np.bool_]] | None = None

    def follow(self, truth: Truth) -> npt.NDArray[np.float64]:
        """Return the signal by which a repetition is followed, shape (frames,)."""
        return truth.amount if self.signal == "amount" else truth.signals[self.signal]


def find_hold(truth: Truth, number: int, rule: HoldRule) -> npt.NDArray[np.bool_]:
    """Return the frames in which a repetition is held.

    That is at 80 % or more of its range, and as slow as the rule asks for.

    Parameters
    ----------
    truth : Truth
    number : int
        Of the repetition, counted from 1.
    rule : HoldRule

    Returns
    -------
    ndarray of bool, shape (frames,)
    """
    values = rule.follow(truth)
    inside = truth.repetition == number
    base = float(np.median(values[truth.rest]))
    peak = float(np.max(values[inside]))
    speed = np.abs(np.gradient(values, truth.time_s))
    slow = rule.slower_than * (peak - base) if rule.in_ranges else rule.slower_than
    held = inside & (values - base >= _HOLD_SHARE * (peak - base)) & (speed < slow)
    if rule.interrupted_by is not None:
        held &= ~rule.interrupted_by(truth)
    return np.asarray(held)


def hold_length_s(truth: Truth, held: npt.NDArray[np.bool_]) -> float:
    """Return the length of held frames in seconds."""
    return float(np.sum(np.gradient(truth.time_s)[held]))
