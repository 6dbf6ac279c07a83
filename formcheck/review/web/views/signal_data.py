"""The main signal and the phases of a set, read from its ``frames.csv``."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import find_exercise
from formcheck.judge.result import Result
from formcheck.judge.scored import Phase
from formcheck.report.page.chart import find_count_level
from formcheck.report.page.quantities import unit_suffix
from formcheck.report.wording import phase_words

_MAIN_SIGNAL = "main_signal_"


@dataclass(frozen=True)
class Frames:
    """Times, main signal (None where not seen) and phase of every frame."""

    time_s: list[float]
    signal: list[float | None]
    phase: list[str]


def read_frames(path: Path) -> Frames:
    """Return what the chart needs of a ``frames.csv``; nothing if the file is damaged."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return _read_rows(csv.reader(file))
    except (OSError, UnicodeDecodeError, ValueError, IndexError, StopIteration, csv.Error):
        return Frames([], [], [])


def _read_rows(rows: Iterable[list[str]]) -> Frames:
    remaining = iter(rows)
    header = next(remaining)
    signal = next(at for at, name in enumerate(header) if name.startswith(_MAIN_SIGNAL))
    columns = itemgetter(header.index("time_s"), signal, header.index("phase"))
    found = [columns(row) for row in remaining]
    return Frames(
        [round(float(time_s), 3) for time_s, _, _ in found],
        [round(float(value), 2) if value else None for _, value, _ in found],
        [phase for _, _, phase in found],
    )


def describe_signal(frames: Frames, result: Result) -> dict[str, Any]:
    """Return what the page draws the chart from."""
    baseline = result.signal.baseline
    end_s = max(result.clip.duration_s, frames.time_s[-1] if frames.time_s else 0.0)
    return {
        "title": result.signal.title,
        "suffix": unit_suffix(result.signal.unit),
        "baseline": baseline,
        "count_level": find_count_level(result.settings, result.exercise, baseline),
        "time_s": frames.time_s,
        "value": frames.signal,
        "phases": _phases(frames, find_exercise(result.exercise), end_s),
    }


def _phases(
    frames: Frames, exercise: Exercise, end_s: float
) -> list[tuple[float, float, str, str]]:
    """Start, end, keyword and words of each stretch of one phase."""
    starts_s = [*frames.time_s, end_s]
    stretches: list[tuple[float, float, str, str]] = []
    first = 0
    for phase, group in groupby(frames.phase):
        stop = first + len(list(group))
        stretches.append((starts_s[first], starts_s[stop], phase, _words(exercise, phase)))
        first = stop
    return stretches


def _words(exercise: Exercise, phase: str) -> str:
    known = next((each for each in get_args(Phase) if each == phase), None)
    return phase if known is None else phase_words(exercise, known)
