"""Criteria that need several repetitions: SBE-5, PPU-9, PPU-10, KH-6, KH-8."""

from __future__ import annotations

import numpy as np

from ..repetition_view import RepetitionView
from .claim import TEMPO_NEAR, Claim, Claims, beyond, short_of
from .standing_back_extension import TARGET_DEG

LEAST_HUG_DEG = 95.0
_TWICE = 2
_FEWEST_FOR_FATIGUE = 6
_FEWEST_FOR_LOW = 4


def find_standing_claims(views: list[RepetitionView]) -> Claims:
    """SBE-5: two repetitions below 60 % of the target."""
    peaks = [view.peak(view.change("lean_deg")) for view in views]
    yield from _too_small("SBE-5", views, peaks, 0.60 * TARGET_DEG, _TWICE)


def find_hug_claims(views: list[RepetitionView]) -> Claims:
    """KH-6: two repetitions below 80 % of the own best; KH-8: the sides differ."""
    peaks = [view.peak(view.value("knee_to_chest_deg")) for view in views]
    yield from _too_small("KH-6", views, peaks, 0.80 * max(peaks, default=1.0), _TWICE)
    sides = {
        side: [
            peak
            for peak, view in zip(peaks, views, strict=True)
            if view.plan.leg == side and peak >= LEAST_HUG_DEG
        ]
        for side in ("left", "right")
    }
    if all(sides.values()):
        uneven = abs(float(np.mean(sides["left"]) - np.mean(sides["right"])))
        for view in views[:1]:
            value = view.constant(uneven)
            yield Claim("KH-8", view.frames, beyond(value, 15.0), value, 15.0)


def find_press_up_claims(views: list[RepetitionView]) -> Claims:
    """PPU-9: the last three fall below 80 % of the best; PPU-10: one below 60 % of it."""
    peaks = [view.peak(view.change("trunk_inclination_deg")) for view in views]
    if len(peaks) >= _FEWEST_FOR_FATIGUE:
        best, last = float(np.mean(sorted(peaks)[-3:])), float(np.mean(peaks[-3:]))
        value, least = views[-1].constant(last), 0.80 * best
        yield Claim("PPU-9", views[-1].frames, short_of(value, least), value, least)
    if len(peaks) >= _FEWEST_FOR_LOW:
        yield from _too_small("PPU-10", views, peaks, 0.60 * max(peaks), 1)


def _too_small(
    fault_id: str, views: list[RepetitionView], peaks: list[float], least: float, fewest: int
) -> Claims:
    certain = sum(peak < least for peak in peaks) >= fewest
    for view, peak in zip(views, peaks, strict=True):
        value = view.constant(peak)
        yield Claim(
            fault_id,
            view.frames,
            short_of(value, least),
            value,
            least,
            near=TEMPO_NEAR,
            certain=certain,
        )
