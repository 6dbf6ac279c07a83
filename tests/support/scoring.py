"""Scoring a synthetic track, and comparing it with what was acted out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.exercises.settings import Settings
from formcheck.judge.checker import score_track
from formcheck.judge.origin import Origin
from formcheck.judge.result import ClipInfo, ModelInfo, Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.pose.track import PoseTrack

MODEL = ModelInfo(variant="synthetic", sha256="0" * 64)


def describe(track: PoseTrack) -> ClipInfo:
    """Return the clip information of a track that was never a file."""
    duration_s = float(track.time_s[-1]) if track.frame_count else 0.0
    return ClipInfo(
        name="synthetic",
        sha256="0" * 64,
        duration_s=duration_s,
        width=track.width_px,
        height=track.height_px,
        frames=track.frame_count,
        fps=(track.frame_count - 1) / duration_s if duration_s else 0.0,
    )


def origin_of(track: PoseTrack, *notes: str) -> Origin:
    """Return the origin of a track that was never a file."""
    return Origin(describe(track), MODEL, notes)


def score_clip(
    track: PoseTrack, exercise: str, settings: Mapping[str, Any] | None = None
) -> ScoredClip:
    """Return the scored clip of a synthetic track."""
    return score_track(track, exercise, Settings.from_mapping(settings or {}), origin_of(track))


def score(track: PoseTrack, exercise: str, settings: Mapping[str, Any] | None = None) -> Result:
    """Return the result of a synthetic track."""
    return score_clip(track, exercise, settings).result


def counted(result: Result) -> list[Rep]:
    """Return the counted repetitions."""
    return [rep for rep in result.reps if rep.counted]


def kinds(result: Result) -> list[str]:
    """Return the kind of every movement, in order of time."""
    return [rep.kind for rep in result.reps]


def fault_ids(result: Result, *, at_least: int = 0) -> set[str]:
    """Return the faults that were reported, of a severity of `at_least`."""
    return {fault.id for fault in result.faults if fault.severity >= at_least}


def only(items: Sequence[Any]) -> Any:
    """Return the one item."""
    assert len(items) == 1, items
    return items[0]
