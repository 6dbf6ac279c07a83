"""The main signal of a clip over time, to read a repetition's peak from after it was moved."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_COLUMN = "main_signal_"


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


def _number(cell: str) -> float:
    return float(cell) if cell else math.nan
