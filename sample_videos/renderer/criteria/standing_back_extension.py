"""Criteria SBE-1 to SBE-8."""

from __future__ import annotations

import numpy as np

from ..repetition_view import RepetitionView
from .claim import (
    TEMPO_NEAR,
    Claim,
    Claims,
    beyond,
    not_back_at_rest,
    short_hold,
    short_of,
    where_else_0,
)

TARGET_DEG = 15.0
_LEGS = ("hip", "knee", "ankle")


def find_claims(view: RepetitionView) -> Claims:
    """See `CRITERIA`; SBE-5 needs two repetitions and is found over the whole clip."""
    lean, knee, neck = (view.change(f"{name}_deg") for name in ("lean", "knee", "neck"))
    up = view.during("out", "hold")
    yield Claim("SBE-1", up, beyond(knee, -15.0), knee, -15.0, shortest_s=0.3, joints=_LEGS)
    leading = where_else_0(lean < 8.0, beyond(neck, 25.0))
    further = where_else_0(lean >= 8.0, neck / np.maximum(2.0 * lean, 1.0))
    yield Claim("SBE-2", up, np.maximum(leading, further), neck, 25.0, joints=("ear", "shoulder"))
    yield from _falling_back(view)
    speed = view.speed(lean)
    back, forth = view.peak(speed, "out"), view.peak(-speed, "return")
    fast = view.constant(max(back / 60.0, forth / 90.0))
    yield Claim("SBE-4", view.frames, fast, fast, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "SBE-6", view.prescribed_hold_s - 0.5)
    yield from not_back_at_rest(view, "SBE-7", lean, 5.0)
    rest = view.rest_after
    yield Claim(
        "SBE-7", rest, beyond(lean, -10.0), lean, -10.0, severity=2, certain=not view.is_last
    )
    hands = view.value("wrist_hip_torso")
    yield Claim(
        "SBE-8", view.during("hold"), beyond(hands, 0.45), hands, 0.45, joints=("wrist", "hip")
    )


def _falling_back(view: RepetitionView) -> Claims:
    """SBE-3: the legs tip back, the hips stay closed, or a foot steps."""
    up, lean = view.during("out", "hold"), view.change("lean_deg")
    tip, step = view.change("leg_lean_deg"), view.value("foot_shift_torso")
    yield Claim("SBE-3", up, beyond(tip, 5.0), tip, 5.0, joints=_LEGS)
    # A bent knee closes the hip by itself; that is SBE-1.
    judged = (lean > 8.0) & (view.change("knee_deg") > -15.0)
    share = view.change("hip_deg") / np.maximum(lean, 1.0)
    yield Claim("SBE-3", up, where_else_0(judged, short_of(share, 0.30)), share, 0.30)
    yield Claim("SBE-3", view.frames, beyond(step, 0.15), step, 0.15, joints=("foot_index",))
