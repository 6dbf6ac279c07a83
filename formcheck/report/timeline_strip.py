"""The strip along the bottom: repetitions, faults and the moment that is shown."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GOOD, QUIET_TEXT, RAISED, SEVERITY, TEXT, mix
from formcheck.judge.result import Result
from formcheck.report.layout import Layout


class TimelineStrip:
    """Draws a clip's repetitions on one line with a moving mark.

    Parameters
    ----------
    layout : Layout
    result : Result
    duration_s : float
        Time that the whole width stands for.
    """

    def __init__(self, layout: Layout, result: Result, duration_s: float) -> None:
        self._box = layout.timeline
        self._unit = layout.unit
        self._duration_s = max(duration_s, 1e-3)
        self._still = self._render(result)

    def draw(self, canvas: Pixels, time_s: float) -> None:
        """Draw the strip with the mark at ``time_s``."""
        box = self._box
        strip = canvas[box.top : box.bottom, box.left : box.right]
        strip[:] = self._still
        width = max(2, round(2.4 * self._unit))
        left = min(max(self._column(time_s) - width // 2, 0), box.width - width)
        strip[:, left : left + width] = TEXT

    def _column(self, time_s: float) -> int:
        share = min(max(time_s / self._duration_s, 0.0), 1.0)
        return round(share * (self._box.width - 1))

    def _render(self, result: Result) -> Pixels:
        strip = np.empty((self._box.height, self._box.width, 3), np.uint8)
        strip[:] = RAISED
        gap = max(1, round(self._unit))
        low, high = round(0.34 * self._box.height), round(0.80 * self._box.height)
        for rep in result.reps:
            left, right = self._column(rep.start_s) + gap, self._column(rep.end_s) - gap
            # Counted repetitions are full bars, all others low ones.
            top = low if rep.counted else round(0.62 * self._box.height)
            colour = mix(RAISED, GOOD if rep.counted else QUIET_TEXT, 0.75)
            cv2.rectangle(strip, (left, top), (max(left + 1, right), high), colour, -1)
        # Worst last, on top.
        for fault in sorted(result.sure_faults, key=lambda fault: fault.severity):
            if fault.severity > 0:
                self._mark_fault(strip, fault.start_s, SEVERITY[fault.severity])
        return strip

    def _mark_fault(self, strip: Pixels, time_s: float, colour: tuple[int, int, int]) -> None:
        x, half, tall = self._column(time_s), 4.2 * self._unit, 7.0 * self._unit
        corners = np.array([[x - half, 0], [x + half, 0], [x, tall]]) * 16
        cv2.fillPoly(strip, [np.rint(corners).astype(np.int32)], colour, cv2.LINE_AA, 4)
