"""The standing back extension as drawn: upright, and bent back over the hands."""

from __future__ import annotations

from formcheck.drawing.body import Arrow, StartAndEnd
from formcheck.exercises.shared.postures import standing

PICTURE = StartAndEnd(
    start=standing(lumbar_deg=90.0, chest_deg=90.0, head_deg=84.0, leg_deg=90.0),
    end=standing(lumbar_deg=101.0, chest_deg=123.0, head_deg=112.0, leg_deg=85.0),
    arrows=(Arrow((-10, 306), (-52, 312), (-88, 280)),),
)
