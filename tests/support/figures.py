"""Figures of sets made by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from formcheck.history.figures import SetFigures
from tests.support.history import MORNING


def make_figures(number: int, *, days: float = 0.0, **values: Any) -> SetFigures:
    """Return the figures of a set of ten press ups, so many days after a Monday."""
    performed_at = MORNING + timedelta(days=days)
    return SetFigures(
        **{
            "set_id": number,
            "session_id": 1,
            "exercise": "prone_press_up",
            "unit": "deg",
            "performed_at": performed_at,
            "day": performed_at.date(),
            "clip_sha256": f"clip {number}",
            "segment_index": 1,
            "prescribed_reps": 10,
            "prescribed_hold_s": 2.0,
            "not_seen_share": 0.0,
            "reviewed": False,
            "reps_counted": 10,
            "reps_partial": 0,
            "clean_reps": 8,
            "hold_total_s": 20.0,
            "hold_at_least": False,
            "hold_mean_s": 2.0,
            "range_mean": 40.0,
            "range_sd": 2.0,
            "range_best": 43.0,
            "first_three": 42.0,
            "last_three": 38.0,
            "out_mean_s": 1.5,
            "return_mean_s": 1.5,
            "peak_mean": 38.5,
            "peak_left": None,
            "peak_right": None,
            "fault_counts": {},
            "worst_severity": None,
            **values,
        }
    )
