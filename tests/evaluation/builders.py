"""Scores and labels made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.evaluation.angles import AngleErrors
from formcheck.evaluation.clip_score import ClipScore, EngineScore
from formcheck.evaluation.fault_matching import FaultScore
from formcheck.evaluation.labels import ClipLabel
from formcheck.evaluation.tallies import Errors, Tally


def make_label(**values: Any) -> ClipLabel:
    return ClipLabel.model_validate({"clip": "a.mp4", "exercise": "prone_press_up"} | values)


def make_engine_score(
    true_count: int = 3,
    counted: int = 3,
    *,
    matched: int | None = None,
    bounds: Sequence[float] = (),
    holds: Sequence[float] = (),
    angle: AngleErrors | None = None,
    angles: Mapping[str, AngleErrors] | None = None,
    faults: FaultScore | None = None,
    trusted: Tally | None = None,
    not_seen_s: float = 0.0,
) -> EngineScore:
    return EngineScore(
        counted=counted,
        true_count=true_count,
        reps=Tally(true_count, counted, min(true_count, counted) if matched is None else matched),
        bounds=Errors.of(bounds),
        holds=Errors.of(holds),
        trusted=trusted or Tally(),
        main_angle=angle or AngleErrors(),
        angles=angles or {},
        faults=faults,
        not_seen_s=not_seen_s,
        duration_s=10.0,
    )


def make_clip_score(
    recorded: EngineScore | None = None,
    live: EngineScore | None = None,
    *,
    message: str = "",
    **label: Any,
) -> ClipScore:
    recorded = recorded or make_engine_score()
    reps = [[4.0 * index, 4.0 * index + 3.0] for index in range(recorded.true_count)]
    engines = {"recorded": recorded, "live": live or recorded}
    return ClipScore(make_label(**({"reps": reps} | label)), engines, message)
