"""The prone press up as drawn: flat on the front, and the chest pressed up."""

from __future__ import annotations

from formcheck.drawing.body import (
    FOREARM,
    LIMB_HALF,
    UPPER_ARM,
    Arrow,
    Body,
    Limb,
    StartAndEnd,
    reach,
)
from formcheck.exercises.shared.postures import on_the_front, with_arm

#: Seen from the side, arms that are bent outwards look short.
_SHORTENED = 0.78


def _lying() -> Body:
    flat = on_the_front()
    elbow, hand = (flat.shoulder[0] + 34, 40.0), (flat.shoulder[0] - 2, LIMB_HALF)
    return with_arm(flat, Limb(flat.shoulder, elbow, hand))


def _pressed_up() -> Body:
    raised = on_the_front(lumbar_deg=148.0, chest_deg=112.0, head_deg=108.0)
    hand = (raised.shoulder[0] - 24, LIMB_HALF)
    return with_arm(
        raised, reach(raised.shoulder, hand, UPPER_ARM * _SHORTENED, FOREARM * _SHORTENED, 1)
    )


PICTURE = StartAndEnd(
    start=_lying(),
    end=_pressed_up(),
    arrows=(Arrow((-126, 40), (-134, 75), (-114, 106)),),
)
