"""What is drawn of every frame: the main signal with its phases, and the landmarks.

The signal is read from a set's ``frames.csv``. Landmarks go out as bytes that the page
reads without parsing them. Little-endian: ``FCL1``; frames, width and height (uint32);
times (float32, F); x and y (int16, F x 33 x 2, quarters of a pixel); visibility (uint8,
F x 33, 0 to 255).
"""

from __future__ import annotations

import csv
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import isfinite
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args

import numpy as np

from formcheck.errors import StoreError
from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import find_exercise
from formcheck.history.models import Landmarks
from formcheck.judge.result import Result
from formcheck.judge.scored import Phase
from formcheck.report.page.chart import find_count_level
from formcheck.report.page.quantities import unit_suffix
from formcheck.report.wording import phase_words

MAGIC = b"FCL1"
#: Quarters of a pixel: finer than the model is, and enough for pictures of 8,000 pixels.
STEPS_PER_PX = 4
#: Stands for a landmark that was not seen.
NOT_SEEN = -32_768

_MAIN_SIGNAL = "main_signal_"
_PHASES: tuple[Phase, ...] = get_args(Phase)
#: What the last frame of a part of a clip may lack of the part's end.
_END_SLACK_S = 1.0


@dataclass(frozen=True)
class Frames:
    """Times, main signal (None where not seen) and phase of every frame."""

    time_s: list[float]
    signal: list[float | None]
    phase: list[Phase]


def read_frames(path: Path, result: Result) -> Frames:
    """Return what the chart needs of a ``frames.csv``.

    Parameters
    ----------
    path : Path
    result : Result
        Of the same set: it tells how many frames there must be.

    Raises
    ------
    StoreError
        The file cannot be read, holds something else, or lacks a part.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            frames = _read_rows(csv.reader(file))
        _check_whole(frames, result)
    except (OSError, ValueError, IndexError, StopIteration, csv.Error):
        raise StoreError(
            "The signal of this set cannot be read: its file is damaged.",
            "Repetitions, faults and corrections are whole. Score the clip again with --patient "
            "to have the curve back.",
        ) from None
    return frames


def _read_rows(rows: Iterable[list[str]]) -> Frames:
    remaining = iter(rows)
    header = next(remaining)
    signal = next(at for at, name in enumerate(header) if name.startswith(_MAIN_SIGNAL))
    columns = itemgetter(header.index("time_s"), signal, header.index("phase"))
    found = [columns(row) for row in remaining]
    return Frames(
        [round(_finite(time_s), 3) for time_s, _, _ in found],
        [round(_finite(value), 2) if value else None for _, value, _ in found],
        [_PHASES[_PHASES.index(phase)] for _, _, phase in found],
    )


def _finite(cell: str) -> float:
    value = float(cell)
    if not isfinite(value):
        raise ValueError(cell)
    return value


def _check_whole(frames: Frames, result: Result) -> None:
    """Raise `ValueError` if frames are missing or out of order."""
    if any(later < earlier for earlier, later in pairwise(frames.time_s)):
        raise ValueError("frames out of order")
    if result.segment is None:
        missing = len(frames.time_s) != result.clip.frames
    else:
        missing = not frames.time_s or frames.time_s[-1] < result.segment.end_s - _END_SLACK_S
    if missing:
        raise ValueError("frames are missing")


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
        stretches.append((starts_s[first], starts_s[stop], phase, phase_words(exercise, phase)))
        first = stop
    return stretches


def pack_landmarks(landmarks: Landmarks) -> bytes:
    """Return landmarks as bytes for the page."""
    steps = np.rint(landmarks.xy_px * STEPS_PER_PX)
    seen = np.isfinite(steps)
    places = np.where(seen, np.clip(np.nan_to_num(steps), NOT_SEEN + 1, 32_767), NOT_SEEN)
    visibility = np.rint(255 * np.clip(np.nan_to_num(landmarks.visibility), 0.0, 1.0))
    head = struct.pack(
        "<4sIII", MAGIC, len(landmarks.time_s), landmarks.width_px, landmarks.height_px
    )
    return b"".join(
        (
            head,
            landmarks.time_s.astype("<f4").tobytes(),
            places.astype("<i2").tobytes(),
            visibility.astype(np.uint8).tobytes(),
        )
    )
