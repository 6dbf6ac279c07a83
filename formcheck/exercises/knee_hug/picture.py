"""The knee hug as drawn: lying on the back, and one knee held to the chest."""

from __future__ import annotations

from dataclasses import replace

from formcheck.drawing.body import (
    FOOT,
    FOREARM,
    SHANK,
    THIGH,
    UPPER_ARM,
    Arrow,
    Body,
    Leg,
    Limb,
    StartAndEnd,
    reach,
    step,
)
from formcheck.exercises.shared.postures import on_the_back

_THIGH_DEG, _SHANK_DEG, _FOOT_DEG = 138.0, 18.0, 84.0
#: The hands hold the shin so far below the knee.
_CLASP = 22.0


def _hugging() -> Body:
    lying = on_the_back(gap=2.0)
    knee = step(lying.hip, THIGH, _THIGH_DEG)
    ankle = step(knee, SHANK, _SHANK_DEG)
    leg = Leg(Limb(lying.hip, knee, ankle), step(ankle, FOOT, _FOOT_DEG))
    hands = step(knee, _CLASP, _SHANK_DEG)
    return replace(
        lying,
        near_arm=reach(lying.shoulder, hands, UPPER_ARM, FOREARM, -1),
        near_leg=leg,
        far_leg=lying.near_leg,
    )


PICTURE = StartAndEnd(
    start=on_the_back(gap=4.0),
    end=_hugging(),
    arrows=(Arrow((52, 108), (30, 132), (-6, 128)),),
)
