"""The pelvic tilt as drawn: the gap under the waist, and the waist on the floor."""

from __future__ import annotations

from formcheck.drawing.body import Arrow, StartAndEnd
from formcheck.exercises.shared.postures import on_the_back

PICTURE = StartAndEnd(
    start=on_the_back(gap=7.0),
    end=on_the_back(gap=0.0),
    arrows=(Arrow((-46, 62), (-48, 45), (-46, 28)), Arrow((26, 12), (30, 30), (12, 37))),
)
