"""The seal stretch as drawn: flat on the front, and the chest propped on the forearms."""

from __future__ import annotations

from formcheck.drawing.body import FOREARM, LIMB_HALF, Arrow, Body, Limb, StartAndEnd
from formcheck.exercises.shared.postures import on_the_front, with_arm


def _on_forearms(body: Body, elbow_across: float) -> Body:
    """Lay the forearm flat, the elbow so far beside the shoulder."""
    elbow = (body.shoulder[0] + elbow_across, LIMB_HALF)
    return with_arm(body, Limb(body.shoulder, elbow, (elbow[0] - FOREARM, LIMB_HALF)))


PICTURE = StartAndEnd(
    start=_on_forearms(on_the_front(), 8),
    end=_on_forearms(on_the_front(lumbar_deg=162.0, chest_deg=136.0, head_deg=124.0), -2),
    arrows=(Arrow((-160, 36), (-170, 62), (-152, 86)),),
)
