"""The folders and the index of a clip that shows several exercises."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from formcheck.exercises.registry import exercise_names
from formcheck.files import write_text
from formcheck.judge.result import Result

SEGMENTS_JSON = "segments.json"
SCHEMA_VERSION = 1

_DECIMALS = 4


def segment_folder_name(result: Result) -> str:
    """Return the name of a segment's folder, ``2_NAME``; empty for a whole clip."""
    return f"{result.segment.index}_{result.exercise}" if result.segment else ""


def find_earlier_files(folder: Path, names: Collection[str]) -> list[str]:
    """Return the files of earlier segments in a clip's folder, relative to it.

    Parameters
    ----------
    folder : Path
        The clip's folder; need not exist.
    names : collection of str
        Every file that a result may consist of.
    """
    pattern = re.compile(rf"\d+_({'|'.join(exercise_names())})")
    inside = [] if not folder.is_dir() else sorted(folder.iterdir())
    return [
        f"{part.name}/{name}"
        for part in inside
        if pattern.fullmatch(part.name) and part.is_dir()
        for name in names
        if (part / name).is_file()
    ]


def write_segments(results: Sequence[Result], path: Path) -> None:
    """Write the index of a clip's segments as JSON.

    Parameters
    ----------
    results : sequence of Result
        Of every segment, in order of time.
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    document = {
        "schema_version": SCHEMA_VERSION,
        "clip": results[0].clip.model_dump(),
        "segments": [_describe(result) for result in results],
    }
    write_text(path, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _describe(result: Result) -> dict[str, object]:
    segment, recognition = result.segment, result.recognition
    assert segment is not None
    return {
        "index": segment.index,
        "folder": segment_folder_name(result),
        "exercise": result.exercise,
        "start_s": round(segment.start_s, _DECIMALS),
        "end_s": round(segment.end_s, _DECIMALS),
        "confidence": None if recognition is None else round(recognition.confidence, _DECIMALS),
        "runner_up": None if recognition is None else recognition.runner_up,
        "reps_counted": result.summary.reps_counted,
    }
