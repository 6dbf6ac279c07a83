"""Postures that exercises begin in, as bodies seen from the side; lying, the head is left."""

from __future__ import annotations

from formcheck.drawing.body import (
    FOOT,
    FOREARM,
    LIMB_HALF,
    NECK,
    SHANK,
    THIGH,
    TRUNK,
    TRUNK_HALF,
    UPPER_ARM,
    Body,
    Leg,
    Limb,
    middle,
    reach,
    step,
    stretch,
)


def on_the_back(gap: float) -> Body:
    """Return a body in hook-lying, with so large a gap under the waist."""
    hip = (0.0, TRUNK_HALF)
    shoulder = (-TRUNK, TRUNK_HALF)
    heel = (62.0, LIMB_HALF)
    legs = [
        Leg(reach(hip, (heel[0] + aside, heel[1]), THIGH, SHANK, 1), (heel[0] + aside + FOOT, 5.0))
        for aside in (0.0, 12.0)
    ]
    elbow = (-52.0, LIMB_HALF)
    return Body(
        hip=hip,
        waist=(-38.0, TRUNK_HALF + gap),
        shoulder=shoulder,
        head=(-TRUNK - NECK, TRUNK_HALF + 4.0),
        near_arm=Limb(shoulder, elbow, (-86.0, 34.0)),
        near_leg=legs[0],
        far_leg=legs[1],
    )


def on_the_front(
    lumbar_deg: float = 180.0, chest_deg: float = 180.0, head_deg: float = 180.0
) -> Body:
    """Return a body on its front; 180 degrees is flat, less is raised."""
    hip = (0.0, TRUNK_HALF)
    waist = step(hip, TRUNK / 2, lumbar_deg)
    shoulder = step(waist, TRUNK / 2, chest_deg)
    legs = [
        Leg(
            stretch((hip[0], LIMB_HALF + lift), 0.0, THIGH, SHANK),
            (THIGH + SHANK + FOOT, 5.0 + lift),
        )
        for lift in (0.0, 4.0)
    ]
    return Body(
        hip=hip,
        waist=waist,
        shoulder=shoulder,
        head=step((shoulder[0], shoulder[1] + 4.0), NECK, head_deg),
        near_arm=stretch(shoulder, 0.0, UPPER_ARM, FOREARM),
        near_leg=legs[0],
        far_leg=legs[1],
    )


def standing(lumbar_deg: float, chest_deg: float, head_deg: float, leg_deg: float) -> Body:
    """Return a body that looks to the right."""
    ankle = (0.0, LIMB_HALF)
    hip = step(ankle, THIGH + SHANK, leg_deg)
    knee = step(ankle, SHANK, leg_deg)
    waist = step(hip, TRUNK / 2, lumbar_deg)
    shoulder = step(waist, TRUNK / 2, chest_deg)
    leg = Leg(Limb(hip, knee, ankle), (ankle[0] + FOOT, 5.0))
    far = Leg(
        Limb(hip, (knee[0] + 6, knee[1]), (ankle[0] + 8, ankle[1])), (ankle[0] + 8 + FOOT, 5.0)
    )
    hand = middle(hip, waist)
    return Body(
        hip=hip,
        waist=waist,
        shoulder=shoulder,
        head=step(shoulder, NECK, head_deg),
        near_arm=reach(shoulder, (hand[0] - 13.0, hand[1]), UPPER_ARM * 0.8, FOREARM * 0.7, -1),
        near_leg=leg,
        far_leg=far,
    )


def with_arm(body: Body, arm: Limb) -> Body:
    """Return the body with another near arm."""
    return Body(
        hip=body.hip,
        waist=body.waist,
        shoulder=body.shoulder,
        head=body.head,
        near_arm=arm,
        near_leg=body.near_leg,
        far_leg=body.far_leg,
    )
