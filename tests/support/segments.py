"""A segment of the scored clip made by hand, as scoring a part of a clip gives it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from formcheck.judge.result import RecognitionInfo, SegmentInfo
from formcheck.judge.scored import ScoredClip
from formcheck.judge.shots import cut_track
from tests.support.scored import make_scored

START_S, END_S = 2.0, 12.0

_Arrays = TypeVar("_Arrays")


def make_segment(index: int, of: int) -> ScoredClip:
    """Return the clip from `START_S` to `END_S`, recognised; times are those of the clip."""
    whole = make_scored()
    start, last = np.searchsorted(whole.track.time_s, [START_S, END_S])
    span = slice(int(start), int(last) + 1)
    result = whole.result.model_copy(
        update={
            "exercise_source": "recognised",
            "recognition": RecognitionInfo(confidence=0.97, runner_up="seal_stretch"),
            "segment": SegmentInfo(index=index, of=of, start_s=START_S, end_s=END_S),
            "reps": [rep for rep in whole.result.reps if START_S <= rep.start_s < END_S - 1],
            "faults": [fault for fault in whole.result.faults if fault.end_s < END_S],
        }
    )
    measured = replace(whole.measurements, signals=_cut_all(whole.measurements.signals, span))
    return ScoredClip(
        result,
        whole.exercise,
        cut_track(whole.track, span.start, span.stop),
        _cut(measured, span),
        _cut(whole.timeline, span),
    )


def _cut(values: _Arrays, span: slice) -> _Arrays:
    """Return a record with every array and every tuple of frames cut."""
    parts = {
        item.name: getattr(values, item.name)[span]
        for item in fields(values)  # type: ignore[arg-type]
        if isinstance(getattr(values, item.name), np.ndarray | tuple)
    }
    return replace(values, **parts)  # type: ignore[type-var]


def _cut_all(signals: object, span: slice) -> dict[str, np.ndarray]:
    assert isinstance(signals, dict)
    return {name: values[span] for name, values in signals.items()}
