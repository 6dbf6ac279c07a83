"""From runs of movements to segments: which exercise, from when to when, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.arrays import FloatArray
from formcheck.exercises.base import NONE
from formcheck.recognition.sequence import Run

#: From this belief on the answer is taken; below it the person is asked.
SURE = 0.6
#: Less than this is not worth a question.
_POSSIBLE = 0.25
#: A single movement, no clearer and no longer than this, may be a chance one: it does not
#: make a segment beside an exercise of so many repetitions.
_CHANCE_SHARE, _CHANCE_S, _MANY_TIMES = 0.9, 6.0, 3


@dataclass(frozen=True)
class Segment:
    """A stretch of the clip that shows one exercise.

    Attributes
    ----------
    exercise : str
    start, stop : int
        Frames of the clip; `stop` is not included.
    start_s, end_s : float
        Times of the first and the last frame.
    confidence : float
        0 to 1.
    runner_up : str or None
        The exercise that is next likely, if it is at all.
    """

    exercise: str
    start: int
    stop: int
    start_s: float
    end_s: float
    confidence: float
    runner_up: str | None


def find_segments(
    runs: Sequence[Run], shots: Sequence[tuple[int, int]], time_s: FloatArray
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments that are sure, and those that are doubtful.

    Parameters
    ----------
    runs : sequence of Run
        In order of time.
    shots : sequence of (start, stop)
        Frames of each shot; `stop` is not included.
    time_s : (F,) float

    Returns
    -------
    sure, doubtful : tuple of Segment
        In order of time; of the sure ones, neighbours of one exercise are one.
    """
    sure: list[Segment] = []
    doubtful: list[Segment] = []
    most = max((len(run.items) for run in runs if run.answer != NONE), default=0)
    for number, run in enumerate(runs):
        if run.answer == NONE or (most >= _MANY_TIMES and _may_be_chance(run, time_s)):
            continue
        start, stop = _bounds(runs, number, shots)
        segment = _build(run, start, stop, time_s)
        if segment.confidence >= SURE:
            sure.append(segment)
        elif segment.confidence >= _POSSIBLE:
            doubtful.append(segment)
    return tuple(_join_equal(sure)), tuple(doubtful)


def _may_be_chance(run: Run, time_s: FloatArray) -> bool:
    if len(run.items) > 1:
        return False
    only = run.items[0].evidence
    short = time_s[only.end] - time_s[only.start] < _CHANCE_S
    return bool(short and only.share(run.answer) < _CHANCE_SHARE)


def _bounds(runs: Sequence[Run], number: int, shots: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the frames of a run: halfway to its neighbours, but within its own shots."""
    run = runs[number]
    first, last = run.items[0], run.items[-1]
    start, stop = shots[first.shot][0], shots[last.shot][1]
    if number > 0 and (before := runs[number - 1].items[-1]).shot == first.shot:
        start = (before.evidence.end + first.evidence.start) // 2
    if number + 1 < len(runs) and (after := runs[number + 1].items[0]).shot == last.shot:
        stop = (last.evidence.end + after.evidence.start) // 2
    return start, stop


def _build(run: Run, start: int, stop: int, time_s: FloatArray) -> Segment:
    others = {name: belief for name, belief in run.beliefs.items() if name != NONE}
    confidence = others.pop(run.answer)
    runner_up = max(others, key=lambda name: others[name], default=None)
    return Segment(
        exercise=run.answer,
        start=start,
        stop=stop,
        start_s=float(time_s[start]),
        end_s=float(time_s[stop - 1]),
        confidence=confidence,
        runner_up=runner_up,
    )


def _join_equal(segments: Sequence[Segment]) -> list[Segment]:
    joined: list[Segment] = []
    for segment in segments:
        if joined and joined[-1].exercise == segment.exercise:
            joined[-1] = _join(joined[-1], segment)
        else:
            joined.append(segment)
    return joined


def _join(before: Segment, after: Segment) -> Segment:
    surer = before if before.confidence >= after.confidence else after
    return replace(
        before,
        stop=after.stop,
        end_s=after.end_s,
        confidence=surer.confidence,
        runner_up=surer.runner_up,
    )
