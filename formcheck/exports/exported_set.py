"""What an export is made from: a result with all that lies beside it."""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from formcheck.arrays import FloatArray
from formcheck.errors import InputError
from formcheck.history.corrections.reviewed import Reviewed, start_review
from formcheck.history.intake.found import find_landmarks, find_own_landmarks, read_found
from formcheck.history.models import Landmarks
from formcheck.history.regular_files import read_regular
from formcheck.history.set_folder import FRAMES_CSV, REVIEW_JSON, read_tag
from formcheck.judge.result import Result
from formcheck.kinematics.legs import VISIBILITY_SIGNALS
from formcheck.kinematics.signals import SIGNALS
from formcheck.results.result_json import render_result

#: A review is never larger than the result that it corrects, by far.
_LARGEST_REVIEW_BYTES = 16_000_000
_NAME_LENGTH = 12
_UNITS = (("_deg", "deg"), ("_torso", "torso"), ("_0_to_1", "1"))


@dataclass(frozen=True)
class Signals:
    """The measured signals of every frame that was judged; F frames.

    Attributes
    ----------
    time_s : (F,) float
        Seconds after the first frame of the clip.
    values : dict of str to (F,) float
        By name, in the order of ``frames.csv``; NaN where not seen.
    """

    time_s: FloatArray
    values: Mapping[str, FloatArray]


@dataclass(frozen=True)
class PainScore:
    """How much pain somebody said, 0 to 10, and when (with its time zone)."""

    score: int
    answered_at: datetime


@dataclass(frozen=True)
class ExportedSet:
    """One result, ready to be written in another form.

    Attributes
    ----------
    result : Result
    reviewed : Reviewed
        The result after a therapist's corrections, or untouched.
    signals : Signals or None
        None if ``frames.csv`` is not there.
    landmarks : Landmarks or None
        None if they were not kept.
    performed_at : datetime or None
        With its time zone; None where only the history would know.
    pain : tuple of PainScore
        What the person said about this set.
    """

    result: Result
    reviewed: Reviewed
    signals: Signals | None
    landmarks: Landmarks | None = None
    performed_at: datetime | None = None
    pain: tuple[PainScore, ...] = ()

    @property
    def name(self) -> str:
        """A name for files: it tells the clip by its hash, and nobody's name."""
        digest = self.result.clip.sha256 or hashlib.sha256(_bytes_of(self.result)).hexdigest()
        parts = [digest[:_NAME_LENGTH], self.result.exercise]
        if self.result.segment is not None:
            parts.append(str(self.result.segment.index))
        return "_".join(parts)


def _bytes_of(result: Result) -> bytes:
    return render_result(result).encode("utf-8", "replace")


def read_set(folder: Path, *, with_landmarks: bool = True) -> ExportedSet:
    """Read a folder that ``formcheck score`` or the history has written.

    Parameters
    ----------
    folder : Path
    with_landmarks : bool
        Whether landmarks are looked for; they are by far the most of it.

    Returns
    -------
    ExportedSet
        Its landmarks are those beside the result, or those that this computer kept.

    Raises
    ------
    InputError
        The result, the table of frames or the review in it cannot be read.
    """
    result = read_found(folder).result
    tag = read_tag(folder)
    landmarks = None
    if with_landmarks:
        landmarks = find_own_landmarks(folder) or find_landmarks(result)
    return ExportedSet(
        result=result,
        reviewed=_read_review(folder / REVIEW_JSON, result),
        signals=read_signals(folder / FRAMES_CSV),
        landmarks=landmarks,
        performed_at=None if tag is None else tag.performed_at,
    )


def _read_review(path: Path, result: Result) -> Reviewed:
    if not path.is_file():
        return start_review(result)
    try:
        return Reviewed.model_validate_json(read_regular(path, _LARGEST_REVIEW_BYTES))
    except ValidationError as error:
        raise InputError(
            f"“{path}” is no review of formcheck, or damaged.",
            "Open the set in “formcheck review” once: that writes it anew.",
        ) from error


def read_signals(path: Path) -> Signals | None:
    """Return the signals of a ``frames.csv``; None if there is no such file.

    Raises
    ------
    InputError
        It is damaged.
    """
    if not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows)
            columns = list(zip(*rows, strict=True)) or [()] * len(header)
        cells = dict(zip(header, columns, strict=True))
        time_s = _numbers(cells["time_s"])
        if not np.isfinite(time_s).all() or (np.diff(time_s) <= 0).any():
            raise ValueError("times")
        named = itertools.chain(SIGNALS, VISIBILITY_SIGNALS)
        return Signals(time_s, {name: _numbers(cells[name]) for name in named if name in cells})
    except (OSError, ValueError, KeyError, StopIteration, csv.Error) as error:
        raise InputError(f"“{path}” is damaged.", "Score its clip again.") from error


def _numbers(cells: tuple[str, ...]) -> FloatArray:
    return np.array([float(cell) if cell else np.nan for cell in cells], dtype=float)


def signal_unit(name: str) -> str:
    """Return the unit of a signal by the end of its name: ``deg``, ``torso`` or ``1``."""
    return next((unit for end, unit in _UNITS if name.endswith(end)), "")


def seen_only(landmarks: Landmarks) -> FloatArray:
    """Return positions, (F, 33, 2) px, that are NaN outside the picture too.

    The model invents what it cannot see there.
    """
    xy_px = landmarks.xy_px
    size_px = (landmarks.width_px, landmarks.height_px)
    with np.errstate(invalid="ignore"):
        inside = np.all((xy_px >= 0) & (xy_px <= size_px), axis=-1, keepdims=True)
    return np.where(inside, xy_px, np.nan)
