"""All clips together: in total, by exercise, by condition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from formcheck.evaluation.clip_score import (
    ClipScore,
    EngineScore,
    LeftOut,
    compute_recognition_metrics,
)
from formcheck.evaluation.metrics import GroupMetrics, compute_engine_metrics
from formcheck.evaluation.prediction import ENGINES
from formcheck.files import write_text
from formcheck.version import __version__

SCHEMA_VERSION = 1

_DECIMALS = 4


@dataclass(frozen=True)
class Evaluation:
    """The figures of a set of labelled clips.

    Attributes
    ----------
    scores : list of ClipScore
    left_out : list of LeftOut
    total : GroupMetrics
    by_exercise, by_condition : dict of str to GroupMetrics
        Sorted by name. A clip counts under each of its conditions.
    """

    scores: list[ClipScore]
    left_out: list[LeftOut]
    total: GroupMetrics
    by_exercise: dict[str, GroupMetrics]
    by_condition: dict[str, GroupMetrics]


def summarise(outcomes: Sequence[ClipScore | LeftOut]) -> Evaluation:
    """Return the figures of all clips."""
    scores = [item for item in outcomes if isinstance(item, ClipScore)]
    return Evaluation(
        scores=scores,
        left_out=[item for item in outcomes if isinstance(item, LeftOut)],
        total=_group(scores),
        by_exercise=_group_by(scores, lambda score: [score.label.exercise]),
        by_condition=_group_by(scores, lambda score: score.label.conditions),
    )


def _group_by(
    scores: Sequence[ClipScore], names_of: Callable[[ClipScore], Iterable[str]]
) -> dict[str, GroupMetrics]:
    members: dict[str, list[ClipScore]] = {}
    for score in scores:
        for name in set(names_of(score)):
            members.setdefault(name, []).append(score)
    return {name: _group(members[name]) for name in sorted(members)}


def _group(scores: Sequence[ClipScore]) -> GroupMetrics:
    alike = sum(
        score.engines["recorded"].counted == score.engines["live"].counted for score in scores
    )
    return GroupMetrics(
        clips=len(scores),
        not_scored=sum(bool(score.message) for score in scores),
        same_count_share=alike / len(scores) if scores else None,
        recognition=compute_recognition_metrics(scores),
        recorded=compute_engine_metrics([score.engines["recorded"] for score in scores]),
        live=compute_engine_metrics([score.engines["live"] for score in scores]),
    )


def describe(
    evaluation: Evaluation,
    *,
    labels_name: str,
    model: Mapping[str, str],
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """Return an evaluation as plain values, as the JSON file holds it.

    Parameters
    ----------
    evaluation : Evaluation
    labels_name : str
        Name of the labels file.
    model : mapping
        ``variant`` and ``sha256`` of the pose model.
    settings : mapping
        Every threshold that was in force.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "formcheck_version": __version__,
        "labels": labels_name,
        "model": dict(model),
        "total": _clean(asdict(evaluation.total)),
        "by_exercise": _clean(
            {name: asdict(group) for name, group in evaluation.by_exercise.items()}
        ),
        "by_condition": _clean(
            {name: asdict(group) for name, group in evaluation.by_condition.items()}
        ),
        "clips": [_clean(_describe_clip(score)) for score in evaluation.scores],
        "left_out": [
            {"clip": item.label.clip, "exercise": item.label.exercise, "reason": item.reason}
            for item in evaluation.left_out
        ],
        "settings": dict(settings),
    }


def write_evaluation(described: Mapping[str, Any], path: Path) -> None:
    """Write a described evaluation as JSON; errors as `formcheck.files.open_for_replacing`."""
    write_text(path, json.dumps(described, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def _describe_clip(score: ClipScore) -> dict[str, Any]:
    label = score.label
    return {
        "clip": label.clip,
        "exercise": label.exercise,
        "role": label.role,
        "conditions": label.conditions,
        "person": label.person,
        "message": score.message,
        "true_reps": len(label.reps),
        "recognised": list(score.recognised),
    } | {engine: _describe_engine(score.engines[engine]) for engine in ENGINES}


def _describe_engine(score: EngineScore) -> dict[str, Any]:
    faults: dict[str, Any] | None = None
    if score.faults is not None:
        faults = {
            "by_id": {name: asdict(tally) for name, tally in score.faults.by_id.items()},
            "clean_reps": score.faults.clean_reps,
            "wrong_cues": [
                {"id": cue.id, "start_s": cue.span[0], "end_s": cue.span[1]}
                for cue in score.faults.wrong_cues
            ],
        }
    return {
        "counted": score.counted,
        "rep_f1": score.reps.f1,
        "boundary_error_s": score.bounds.mean_absolute,
        "hold_error_s": score.holds.mean_absolute,
        "angle_mae_deg": score.main_angle.absolute.mean_absolute,
        "angle_change_mae_deg": score.main_angle.change.mean_absolute,
        "faults": faults,
        "not_seen_share": score.not_seen_s / score.duration_s if score.duration_s else None,
    }


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    if isinstance(value, float):
        return round(value, _DECIMALS) + 0.0 if isfinite(value) else None
    return value
