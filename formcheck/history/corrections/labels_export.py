"""Reviewed sets as labels: the therapist's work measures the program."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.errors import ReviewError
from formcheck.files import write_text
from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.judge.result import Result

_DECIMALS = 3


@dataclass(frozen=True)
class LabelSource:
    """A finished set and where its clip lies.

    ``others`` are the repetitions of other exercises in the same clip, where it shows several.
    """

    clip: Path
    person: str
    result: Result
    reviewed: Reviewed
    others: Sequence[ReviewedRep] = ()


def write_labels(sources: Sequence[LabelSource], path: Path) -> int:
    """Write what therapists found as labels for ``formcheck evaluate``.

    Parameters
    ----------
    sources : sequence of LabelSource
    path : Path
        The labels file; clips are named relative to its folder.

    Returns
    -------
    int
        How many clips it lists.

    Raises
    ------
    ReviewError
        There is nothing to write.
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    if not sources:
        raise ReviewError(
            "No finished set has its clip at hand.", "Finish the review of one, then try again."
        )
    entries = [_entry(source, path.parent) for source in sources]
    write_text(path, json.dumps({"clips": entries}, indent=2, ensure_ascii=False) + "\n")
    return len(entries)


def _entry(source: LabelSource, folder: Path) -> dict[str, Any]:
    reviewed = source.reviewed
    counted = reviewed.counted
    standing = [rep for rep in reviewed.reps if rep.stands]
    others = [rep for rep in standing if rep.kind == "other_movement"] + list(source.others)
    return {
        "clip": _relative(source.clip, folder),
        "exercise": reviewed.exercise,
        "reps": [_span(rep) for rep in counted],
        "partial_reps": [_span(rep) for rep in standing if rep.kind in ("partial", "not_seen")],
        "lookalike_movements": sorted(_span(rep) for rep in others),
        "holds_s": [None if rep.hold_s is None else round(rep.hold_s, 2) for rep in counted],
        "faults": [_fault(fault) for fault in reviewed.standing_faults],
        "prescribed": _prescribed(source.result),
        "person": source.person,
        "notes": "Reviewed by a therapist who saw what the program said.",
        "uncertainty_s": 0.3,
    }


def _relative(clip: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(clip, folder)).as_posix()
    except ValueError:  # another drive
        return clip.as_posix()


def _span(rep: ReviewedRep) -> list[float]:
    return [round(rep.start_s, _DECIMALS), round(rep.end_s, _DECIMALS)]


def _fault(fault: ReviewedFault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "start_s": round(fault.start_s, _DECIMALS),
        "end_s": round(fault.end_s, _DECIMALS),
        "severity": fault.severity,
    }


def _prescribed(result: Result) -> dict[str, Any]:
    dose = result.settings.get(result.exercise, {}).get("dose", {})
    return {name: dose[name] for name in ("reps", "hold_s") if name in dose}
