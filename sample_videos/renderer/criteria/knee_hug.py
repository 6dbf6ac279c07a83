"""Criteria KH-1 to KH-9."""

from __future__ import annotations

import numpy as np

from ..repetition_view import RepetitionView
from .claim import TEMPO_NEAR, Claim, Claims, beyond, either, short_hold, short_of


def find_claims(view: RepetitionView) -> Claims:
    """See `CRITERIA`; KH-6 and KH-8 are found over the whole clip."""
    leg, closing = view.plan.leg, view.value("knee_to_chest_deg")
    lifted = (("ear_rise_torso", 0.10), ("shoulder_rise_torso", 0.08))
    yield from either(
        view, "KH-1", view.frames, *lifted, shortest_s=0.5, joints=("ear", "shoulder")
    )
    if leg != "both":
        yield _other_leg(view)
    rise, most = view.value("hip_rise_torso"), 0.12 if leg == "both" else 0.08
    yield Claim("KH-3", view.frames, beyond(rise, most), rise, most)
    hold = view.during("hold")
    # Each leg by itself: where another leg's turn begins, the moving leg's angle jumps.
    speeds = [view.speed(view.value(f"{side}_knee_to_chest_deg")) for side in _moving(leg)]
    pull = max(view.peak(speed, "out") for speed in speeds)
    drop = max(view.peak(-speed, "return") for speed in speeds)
    spread = float(np.std(closing[hold])) if hold.sum() > 3 else 0.0
    jerk = view.constant(max(pull / 120.0, spread / 3.0))
    yield Claim("KH-4", view.frames, jerk, jerk, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "KH-5", view.prescribed_hold_s - 1.0)
    grip = view.value(f"{'right' if leg == 'both' else leg}_wrist_knee_torso")
    yield Claim(
        "KH-7",
        hold,
        short_of(grip, 0.08),
        grip,
        0.08,
        joints=("wrist", "knee"),
        # Hands that pull on the thigh come as near to the knee; which side of it, the scene knows.
        certain=bool(view.plan.faults.get("on_kneecap")),
    )
    fast = view.constant(drop)
    yield Claim("KH-9", view.during("return"), beyond(fast, 150.0), fast, 150.0, near=TEMPO_NEAR)


def _moving(leg: str) -> tuple[str, ...]:
    return ("left", "right") if leg == "both" else (leg,)


def _other_leg(view: RepetitionView) -> Claim:
    """KH-2: the resting leg bends along or, where it lies straight, lifts."""
    other = "left" if view.plan.leg == "right" else "right"
    if view.variant == "other_leg_straight":
        name = "ankle_rise_torso" if other == view.truth.near_side else "other_ankle_rise_torso"
        moved, threshold = view.value(name), 0.10
    else:
        moved, threshold = view.change(f"{other}_knee_to_chest_deg"), 12.0
    # Only plain to see where the legs are apart; the far leg hides behind the near one.
    return Claim("KH-2", view.frames, beyond(moved, threshold), moved, threshold)
