"""Criteria SS-1 to SS-8."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..repetition_view import RepetitionView, Values
from .claim import Claim, Claims, beyond, either, feet_up, hips_up, short_hold

_ARM = ("shoulder", "elbow", "wrist")
_HEAD = ("ear", "shoulder")
_LEAST_NECK = 0.80
_SWING_DEG, _SWINGS = 4.0, 3


def find_claims(view: RepetitionView) -> Claims:
    """See `CRITERIA`."""
    hold = view.during("hold")
    yield hips_up(view, "SS-1", 0.05, 6.0)
    if view.variant == "":
        yield from _forearms(view)
    tipped = (("change:neck_deg", 40.0), ("nose_above_ear_torso", 0.12))
    yield from either(view, "SS-4", hold, *tipped, joints=(*_HEAD, "hip"))
    yield from feet_up(view, "SS-5")
    length, rising = view.value("ear_shoulder_torso"), view.during("out")
    if rising.any():
        longest = float(np.max(length[rising]))
        lost = (1.0 - length / longest) / (1.0 - _LEAST_NECK)
        yield Claim("SS-3", hold, lost, length, _LEAST_NECK * longest, shortest_s=1.0, joints=_HEAD)
    if hold.sum() > 3:
        yield from _unsteady(view)


def _forearms(view: RepetitionView) -> Claims:
    hold, elbow = view.during("hold"), view.value("elbow_ahead_torso")
    yield Claim("SS-2", hold, beyond(elbow, 0.25), elbow, 0.25, severity=0, joints=_ARM)
    yield Claim("SS-2", hold, beyond(elbow, -0.12), elbow, -0.12, joints=_ARM)
    lifted = (("elbow_deg", 120.0), ("elbow_above_wrist_torso", 0.12))
    yield from either(view, "SS-6", hold, *lifted, joints=_ARM)


def _unsteady(view: RepetitionView) -> Claims:
    """SS-7 by sinking or ending early, SS-8 by rocking."""
    hold, trunk = view.during("hold"), view.value("trunk_inclination_deg")
    held = trunk[hold]
    sink = float(np.median(held)) - trunk
    # Slow sinking is not rocking: the straight trend is taken out first.
    steps = np.arange(len(held))
    spread = float(np.std(held - np.polyval(np.polyfit(steps, held, 1), steps)))
    rocking = max(spread / 3.0, _count_swings(held) / _SWINGS)
    still = rocking <= 1.0
    yield Claim("SS-8", hold, view.constant(rocking), view.constant(spread), 3.0)
    yield Claim("SS-7", hold, beyond(sink, 6.0), sink, 6.0, certain=still)
    # How long somebody held who rocks to and fro is a matter of taste.
    yield replace(short_hold(view, "SS-7", 0.8 * view.prescribed_hold_s), certain=still)


def _count_swings(values: Values) -> int:
    """Count the ways up or down of more than 4 degrees."""
    count, direction = 0, 0
    low = high = float(values[0])
    for value in values:
        low, high = min(low, value), max(high, value)
        if direction <= 0 and value - low > _SWING_DEG:
            count, direction, high = count + 1, 1, value
        elif direction >= 0 and high - value > _SWING_DEG:
            count, direction, low = count + 1, -1, value
    return count
