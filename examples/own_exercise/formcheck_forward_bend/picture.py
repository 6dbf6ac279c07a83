"""The forward bend as drawn: upright, and rolled down with the arms hanging."""

from __future__ import annotations

from formcheck.drawing.body import FOREARM, UPPER_ARM, Arrow, Body, StartAndEnd, stretch
from formcheck.exercises.shared.postures import standing, with_arm


def _hanging(body: Body) -> Body:
    return with_arm(body, stretch(body.shoulder, 270.0, UPPER_ARM, FOREARM))


PICTURE = StartAndEnd(
    start=_hanging(standing(lumbar_deg=90.0, chest_deg=90.0, head_deg=84.0, leg_deg=90.0)),
    end=_hanging(standing(lumbar_deg=42.0, chest_deg=-8.0, head_deg=-45.0, leg_deg=96.0)),
    arrows=(Arrow((40, 290), (96, 284), (124, 226)),),
)
