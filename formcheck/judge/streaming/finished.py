"""The result of a set that was judged while it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from formcheck.errors import NothingToScoreError
from formcheck.exercises.loading import get_rules
from formcheck.judge.checker import assemble, judge_whole
from formcheck.judge.faults import rep_at
from formcheck.judge.origin import Origin
from formcheck.judge.repetitions import NumberedRep, collect_reps
from formcheck.judge.result import Fault
from formcheck.judge.scored import ScoredClip
from formcheck.judge.shots import JudgedShot, join_measurements, measure_shots
from formcheck.judge.streaming.decided import Stretch
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.judge.streaming.window import judge_window
from formcheck.kinematics.measurements import Measurements
from formcheck.words import tell


def score_finished(done: StreamingSet, origin: Origin) -> ScoredClip:
    """Return the result of a finished set: what was counted and said while it was done.

    Angles and curves are measured with the whole set at hand, as of a recorded clip.
    Where a recorded clip would have counted otherwise, a remark says so.

    Parameters
    ----------
    done : StreamingSet
        After `StreamingSet.finish`.
    origin : Origin

    Returns
    -------
    ScoredClip

    Raises
    ------
    NothingToScoreError
        Nobody was seen, or never in the exercise's start posture.
    """
    track, settings = done.track, done.settings
    rules = get_rules(done.exercise_name)
    judged, measurements = _look_at_whole(done)
    numbered = done.decided_reps
    counted = sum(item.rep.counted for item in numbered)
    remarks = _remark(counted, _count(collect_reps(judged, track, settings), done.stretches))
    return assemble(
        rules,
        track,
        settings,
        judged,
        measurements,
        numbered,
        collect_finished_faults(done),
        replace(origin, notes=(*origin.notes, *remarks)),
        counted_live=counted,
    )


def _look_at_whole(done: StreamingSet) -> tuple[list[JudgedShot], Measurements]:
    """Look back at the whole set; what was counted meanwhile is kept even if that shows nothing."""
    rules = get_rules(done.exercise_name)
    try:
        return judge_whole(rules, done.track, done.settings)
    except NothingToScoreError as error:
        if not done.decided_reps:
            raise NothingToScoreError(
                "Nothing could be judged in this set, so nothing was saved.",
                "Place the camera so that it sees your whole body from the side.",
            ) from error
    shots = measure_shots(
        done.track,
        done.settings.view,
        causal=True,
        over_cut_aways=rules.holds_over_cuts(done.settings),
    )
    return judge_window(done.track, rules, done.settings).shots, join_measurements(
        done.track, shots
    )


def collect_finished_faults(done: StreamingSet) -> list[Fault]:
    """Return the faults of a set: those of its repetitions, and those outside any.

    The latter, such as the set-up and the whole set's, are told from the set as a whole.
    """
    rules = get_rules(done.exercise_name)
    window = judge_window(done.track, rules, done.settings)
    outside = [
        fault.model_copy(update={"rep": rep_at(done.decided_reps, fault.start_s)})
        for fault in window.other_faults
        if any(
            part.start_s <= fault.end_s and fault.start_s <= part.end_s for part in done.stretches
        )
    ]
    return sorted(
        [*done.decided_faults, *outside],
        key=lambda fault: (fault.start_s, -fault.severity, fault.id),
    )


def _count(numbered: Sequence[NumberedRep], stretches: Sequence[Stretch]) -> int:
    return sum(
        item.rep.counted and any(part.holds(item) for part in stretches) for item in numbered
    )


def _remark(counted: int, looked_back: int) -> list[str]:
    if counted == looked_back:
        return []
    return [tell("formcheck.judge", "looked_back", counted=counted, looked_back=looked_back)]
