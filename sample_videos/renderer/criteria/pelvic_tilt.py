"""Criteria PT-1 to PT-8."""

from __future__ import annotations

import numpy as np

from ..repetition_view import RepetitionView
from .claim import TEMPO_NEAR, Claim, Claims, beyond, either, not_back_at_rest, short_hold, short_of

_RIGHT_ANGLE_DEG, _LEAST_DEG, _MOST_DEG = 90.0, 60.0, 110.0
_SHORTEST_PERIOD_S = 2.0


def find_claims(view: RepetitionView) -> Claims:
    """See `CRITERIA`."""
    hip, slide = view.change("shoulder_hip_knee_deg"), view.value("hip_slide_torso")
    bridged = (("hip_rise_torso", 0.07), ("change:shoulder_hip_knee_deg", 15.0))
    yield from either(view, "PT-1", view.frames, *bridged)
    if not view.plan.faults.get("arch_deg"):
        share = view.constant(view.plan.depth)
        yield Claim("PT-2", view.frames, short_of(share, 0.5), share, 0.5)
    arched = np.minimum(beyond(hip, -2.5), beyond(slide, -0.02))
    yield Claim("PT-3", view.frames, arched, hip, -2.5)
    shift, knee = view.value("knee_shift_torso"), np.abs(view.change("knee_deg"))
    legs = ("hip", "knee", "ankle")
    yield Claim("PT-4", view.frames, beyond(shift, 0.06), shift, 0.06, joints=legs)
    yield Claim("PT-4", view.frames, beyond(knee, 8.0), knee, 8.0, joints=legs)
    lifted = (("ear_rise_torso", 0.08), ("shoulder_rise_torso", 0.06))
    yield from either(view, "PT-5", view.frames, *lifted, joints=("ear", "shoulder"))
    yield short_hold(view, "PT-6", view.prescribed_hold_s - 1.0)
    period = view.constant(view.plan.moving_s + view.plan.rest_s)
    yield Claim(
        "PT-6",
        view.frames,
        short_of(period, _SHORTEST_PERIOD_S),
        period,
        _SHORTEST_PERIOD_S,
        near=TEMPO_NEAR,
    )
    if view.number == 1:
        yield _feet(view)
    share_left = np.maximum(view.constant(view.plan.rest_amount), 0.0)
    yield from not_back_at_rest(view, "PT-8", share_left, 0.25)


def _feet(view: RepetitionView) -> Claim:
    """PT-7: how far the knees are from a right angle before the first tilt."""
    start = float(np.median(view.value("knee_deg")[view.truth.rest]))
    near = (_RIGHT_ANGLE_DEG - start) / (_RIGHT_ANGLE_DEG - _LEAST_DEG)
    far = (start - _RIGHT_ANGLE_DEG) / (_MOST_DEG - _RIGHT_ANGLE_DEG)
    threshold = _LEAST_DEG if near > far else _MOST_DEG
    ratio, value = view.constant(max(near, far)), view.constant(start)
    return Claim("PT-7", view.frames, ratio, value, threshold, joints=("hip", "knee", "ankle"))
