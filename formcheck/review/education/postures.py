"""Start and end of each exercise as a body; people lie with the head to the left."""

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
    Arrow,
    Body,
    Leg,
    Limb,
    Picture,
    middle,
    reach,
    step,
    stretch,
)


def picture_pair(exercise: str) -> tuple[Picture, Picture]:
    """Return the start and the end of an exercise; KeyError if there is no such exercise."""
    return _PICTURES[exercise]()


def _pelvic_tilt() -> tuple[Picture, Picture]:
    start = Picture(
        _on_the_back(gap=7.0),
        "Start: let go",
        "A person lies on the back, knees bent, feet flat; there is a small gap under the waist.",
    )
    end = Picture(
        _on_the_back(gap=0.0),
        "Flatten and hold",
        "The same, with the small of the back pressed onto the floor; the hips stay down.",
        (Arrow((-46, 62), (-48, 45), (-46, 28)), Arrow((26, 12), (30, 30), (12, 37))),
    )
    return start, end


def _knee_hug() -> tuple[Picture, Picture]:
    start = Picture(
        _on_the_back(gap=4.0),
        "Start",
        "A person lies on the back, knees bent, feet flat.",
    )
    lying = _on_the_back(gap=2.0)
    thigh_deg = 138.0
    knee = step(lying.hip, THIGH, thigh_deg)
    ankle = step(knee, SHANK, 18.0)
    leg = Leg(Limb(lying.hip, knee, ankle), step(ankle, FOOT, 84.0))
    hands = step(knee, 22.0, 18.0)
    body = Body(
        hip=lying.hip,
        waist=lying.waist,
        shoulder=lying.shoulder,
        head=lying.head,
        near_arm=reach(lying.shoulder, hands, UPPER_ARM, FOREARM, -1),
        near_leg=leg,
        far_leg=lying.near_leg,
    )
    end = Picture(
        body,
        "Draw one knee in and hold",
        "One knee is drawn to the chest with both hands; head, back and the other foot stay down.",
        (Arrow((52, 108), (30, 132), (-6, 128)),),
    )
    return start, end


def _prone_press_up() -> tuple[Picture, Picture]:
    flat = _on_the_front()
    # Seen from the side, the arms that are bent outwards look short.
    elbow, hand = (flat.shoulder[0] + 34, 40.0), (flat.shoulder[0] - 2, LIMB_HALF)
    start = Picture(
        _with_arm(flat, Limb(flat.shoulder, elbow, hand)),
        "Start",
        "A person lies face down, hands flat beside the shoulders.",
    )
    raised = _on_the_front(lumbar_deg=148.0, chest_deg=112.0, head_deg=108.0)
    hand = (raised.shoulder[0] - 24, LIMB_HALF)
    arm = reach(raised.shoulder, hand, UPPER_ARM * 0.78, FOREARM * 0.78, 1)
    end = Picture(
        _with_arm(raised, arm),
        "Press up, belt on the mat",
        "The arms have pushed the chest up; hips and legs stay on the floor.",
        (Arrow((-126, 40), (-134, 75), (-114, 106)),),
    )
    return start, end


def _seal_stretch() -> tuple[Picture, Picture]:
    flat = _on_the_front()
    elbow = (flat.shoulder[0] + 8, LIMB_HALF)
    start = Picture(
        _with_arm(flat, Limb(flat.shoulder, elbow, (elbow[0] - FOREARM, LIMB_HALF))),
        "Start",
        "A person lies face down, forearms flat on the floor.",
    )
    raised = _on_the_front(lumbar_deg=162.0, chest_deg=136.0, head_deg=124.0)
    elbow = (raised.shoulder[0] - 2, LIMB_HALF)
    end = Picture(
        _with_arm(raised, Limb(raised.shoulder, elbow, (elbow[0] - FOREARM, LIMB_HALF))),
        "Prop up and stay",
        "The chest rests propped on the forearms, elbows under the shoulders; the hips stay down.",
        (Arrow((-160, 36), (-170, 62), (-152, 86)),),
    )
    return start, end


def _standing_back_extension() -> tuple[Picture, Picture]:
    start = Picture(
        _standing(lumbar_deg=90.0, chest_deg=90.0, head_deg=84.0, leg_deg=90.0),
        "Start",
        "A person stands side-on, knees straight, hands on the low back.",
    )
    end = Picture(
        _standing(lumbar_deg=101.0, chest_deg=123.0, head_deg=112.0, leg_deg=85.0),
        "Bend back over your hands",
        "The trunk bends back over the hands; the hips come forward a little, knees stay straight.",
        (Arrow((-10, 306), (-52, 312), (-88, 280)),),
    )
    return start, end


def _on_the_back(gap: float) -> Body:
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


def _on_the_front(
    lumbar_deg: float = 180.0, chest_deg: float = 180.0, head_deg: float = 180.0
) -> Body:
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


def _standing(lumbar_deg: float, chest_deg: float, head_deg: float, leg_deg: float) -> Body:
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


def _with_arm(body: Body, arm: Limb) -> Body:
    return Body(
        hip=body.hip,
        waist=body.waist,
        shoulder=body.shoulder,
        head=body.head,
        near_arm=arm,
        near_leg=body.near_leg,
        far_leg=body.far_leg,
    )


_PICTURES = {
    "pelvic_tilt": _pelvic_tilt,
    "knee_hug": _knee_hug,
    "prone_press_up": _prone_press_up,
    "seal_stretch": _seal_stretch,
    "standing_back_extension": _standing_back_extension,
}
