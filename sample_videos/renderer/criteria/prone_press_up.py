"""Criteria PPU-1 to PPU-8."""

from __future__ import annotations

import numpy as np

from ..repetition_view import RepetitionView
from .claim import (
    TEMPO_NEAR,
    Claim,
    Claims,
    beyond,
    feet_up,
    hips_up,
    not_back_at_rest,
    short_hold,
    where_else_0,
)

_ARM = ("shoulder", "elbow", "wrist")


def find_claims(view: RepetitionView) -> Claims:
    """See `CRITERIA`; PPU-9 and PPU-10 are found over the whole clip."""
    trunk, raised = view.value("trunk_inclination_deg"), view.change("trunk_inclination_deg")
    elbow, opened = view.value("elbow_deg"), view.change("elbow_deg")
    yield hips_up(view, "PPU-1", 0.06, 8.0)
    rise = view.value("hip_rise_torso")
    plank = where_else_0((trunk < 20.0) & (elbow > 140.0), beyond(rise, 0.20))
    yield Claim("PPU-2", view.frames, plank, rise, 0.20)
    idle = where_else_0(opened < 10.0, beyond(raised, 10.0))
    yield Claim("PPU-3", view.during("out", "hold"), idle, raised, 10.0, joints=_ARM)
    yield from not_back_at_rest(view, "PPU-4", raised, 8.0)
    neck = view.change("neck_deg")
    yield Claim(
        "PPU-5",
        view.during("out", "hold"),
        beyond(neck, 40.0),
        neck,
        40.0,
        joints=("ear", "shoulder", "hip"),
    )
    speed = view.peak(np.abs(view.speed(trunk)))
    fast = view.constant(max(speed / 60.0, 1.0 / max(view.plan.out_s, 0.1)))
    yield Claim("PPU-6", view.frames, fast, fast, 1.0, near=TEMPO_NEAR)
    yield short_hold(view, "PPU-6", view.prescribed_hold_s - 0.5)
    if view.number == 1:
        start = view.value("wrist_ahead_torso")[view.truth.rest]
        place = view.constant(abs(float(np.median(start))))
        yield Claim(
            "PPU-7", view.frames, beyond(place, 0.35), place, 0.35, joints=("shoulder", "wrist")
        )
    yield from feet_up(view, "PPU-8")
