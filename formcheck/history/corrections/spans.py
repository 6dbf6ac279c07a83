"""The bounds of a repetition in time: checked, moved, and its peak read from the main signal."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.errors import ReviewError
from formcheck.history.corrections.changes import AddRep
from formcheck.history.corrections.reviewed import ReviewedFault, ReviewedRep
from formcheck.judge.result import Result

_COLUMN = "main_signal_"
#: Repetitions that share this much of the time of both together are one and the same.
_SAME_SHARE = 0.5
#: A clip's last frame is shown until a little after its time.
_END_TOLERANCE_S = 0.5


@dataclass(frozen=True)
class Trace:
    """The main signal; F frames.

    Attributes
    ----------
    time_s : (F,) float
    signal : (F,) float
        In the exercise's unit; NaN where it was not seen.
    """

    time_s: FloatArray
    signal: FloatArray

    def peak(self, start_s: float, end_s: float) -> tuple[float, float] | None:
        """Return time and value of the greatest signal within bounds; None if it was not seen."""
        inside = (self.time_s >= start_s) & (self.time_s <= end_s) & np.isfinite(self.signal)
        if not inside.any():
            return None
        index = int(np.argmax(np.where(inside, self.signal, -np.inf)))
        return float(self.time_s[index]), float(self.signal[index])


def read_trace(path: Path | None) -> Trace | None:
    """Read the main signal from ``frames.csv``; None if it is not there or not as expected."""
    if path is None:
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows, [])
            column = next(i for i, name in enumerate(header) if name.startswith(_COLUMN))
            time_column = header.index("time_s")
            pairs = [(float(row[time_column]), _number(row[column])) for row in rows]
    except (OSError, ValueError, IndexError, StopIteration):
        return None
    values = np.array(pairs, dtype=float).reshape(-1, 2)
    return Trace(values[:, 0], values[:, 1])


def check_span(start_s: float, end_s: float, result: Result) -> None:
    """Raise `ReviewError` if bounds lie outside the clip."""
    if start_s >= result.clip.duration_s or end_s > result.clip.duration_s + _END_TOLERANCE_S:
        raise ReviewError(
            f"The clip ends at {result.clip.duration_s:.1f} s.", "Choose moments within it."
        )


def refuse_double(
    start_s: float, end_s: float, moved: ReviewedRep, others: Iterable[ReviewedRep]
) -> None:
    """Raise `ReviewError` if a counted repetition would be counted twice."""
    if moved.kind != "counted":
        return
    for other in others:
        if other.key == moved.key or not other.counted:
            continue
        common_s = min(end_s, other.end_s) - max(start_s, other.start_s)
        together_s = max(end_s, other.end_s) - min(start_s, other.start_s)
        if common_s > _SAME_SHARE * together_s:
            raise ReviewError(
                f"Repetition {other.index or ''} is there already, from {other.start_s:.1f} to "
                f"{other.end_s:.1f} s.".replace("  ", " "),
                "Move that one instead, or reject it first.",
            )


def refuse_double_fault(
    start_s: float, end_s: float, key: str, fault_id: str, others: Iterable[ReviewedFault]
) -> None:
    """Raise `ReviewError` if a fault would stand twice at one moment.

    Parameters
    ----------
    start_s, end_s : float
    key, fault_id : str
        Of the fault that would come to stand there.
    others : iterable of ReviewedFault
        It may be among them.
    """
    for other in others:
        if other.key == key or other.id != fault_id or not other.stands:
            continue
        if min(end_s, other.end_s) > max(start_s, other.start_s):
            raise ReviewError(
                f"“{other.name}” is there already, from {other.start_s:.1f} to "
                f"{other.end_s:.1f} s.",
                "Move that one instead, or reject it first.",
            )


def fit_rep(rep: ReviewedRep, start_s: float, end_s: float, trace: Trace | None) -> ReviewedRep:
    """Return a repetition with other bounds.

    The peak is read afresh from the signal; without one the old peak stays if
    it still lies inside. The ways out and back grow or shrink by what the bounds moved.
    """
    peak = trace.peak(start_s, end_s) if trace else None
    if peak is not None:
        peak_s, value = peak
        rest = None if rep.peak is None or rep.range is None else rep.peak - rep.range
        measured = {"peak_s": peak_s, "peak": value, "range": _minus(value, rest)}
    elif start_s <= rep.peak_s <= end_s:
        measured = {}
    else:
        measured = {"peak_s": (start_s + end_s) / 2, "peak": None, "range": None}
    return rep.model_copy(
        update={
            "start_s": start_s,
            "end_s": end_s,
            "out_s": _longer(rep.out_s, rep.start_s - start_s),
            "return_s": _longer(rep.return_s, end_s - rep.end_s),
            "hold_s": None if rep.hold_s is None else min(rep.hold_s, end_s - start_s),
            **measured,
        }
    )


def new_rep(key: str, change: AddRep, result: Result, trace: Trace | None) -> ReviewedRep:
    """Return the repetition that a therapist adds, with its peak read from the signal."""
    found = trace.peak(change.start_s, change.end_s) if trace else None
    peak_s, peak = found if found else ((change.start_s + change.end_s) / 2, None)
    hold_s = change.hold_s
    return ReviewedRep(
        key=key,
        origin="therapist",
        verdict="added",
        index=None,
        kind=change.kind,
        start_s=change.start_s,
        peak_s=peak_s,
        end_s=change.end_s,
        side=change.side,
        peak=peak,
        range=None if peak is None else _minus(peak, result.signal.baseline),
        out_s=None,
        hold_s=None if hold_s is None else min(hold_s, change.end_s - change.start_s),
        return_s=None,
        trust=1.0,
        sure=True,
        faults=[],
    )


def _minus(value: float, rest: float | None) -> float | None:
    return None if rest is None else value - rest


def _longer(duration_s: float | None, by_s: float) -> float | None:
    return None if duration_s is None else max(0.0, duration_s + by_s)


def _number(cell: str) -> float:
    return float(cell) if cell else math.nan
