"""From findings in frames to the faults of the result, in words and seconds."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.exercises.base import Exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.result import Fault
from formcheck.judge.shots import JudgedShot, Shot
from formcheck.judge.trust import (
    TRUNK_JOINTS,
    UNCERTAINTY,
    Trust,
    combine,
    doubt_margin,
    doubt_sight,
    doubt_view,
    temper,
)
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import Finding


def collect_faults(
    exercise: Exercise,
    judged: Sequence[JudgedShot],
    numbered: Sequence[NumberedRep],
    track: PoseTrack,
    settings: Settings,
) -> list[Fault]:
    """Return every fault of a clip, in order of time.

    Parameters
    ----------
    exercise : Exercise
        Knows name, severity, unit and cue of each fault.
    judged : sequence of JudgedShot
    numbered : sequence of NumberedRep
    track : PoseTrack
    settings : Settings

    Returns
    -------
    list of Fault
        Those of a movement carry its number if it was counted; the others
        carry the number of the counted repetition during which they began.
    """
    shots = {item.shot.start: item.shot for item in judged}
    found = [
        (shots[item.offset], finding, item.rep.index)
        for item in numbered
        for finding in item.verdict.findings
    ]
    found += [
        (item.shot, finding, rep_at(numbered, float(track.time_s[finding.start + start])))
        for start, item in zip(shots, judged, strict=True)
        for finding in item.judgement.findings
    ]
    faults = [
        _with_trust(
            _build_fault(exercise, finding, shot.start, track, rep),
            _weigh(exercise, finding, shot, track, settings),
            settings,
        )
        for shot, finding, rep in found
    ]
    return sorted(faults, key=lambda fault: (fault.start_s, -fault.severity, fault.id))


def _weigh(
    exercise: Exercise, finding: Finding, shot: Shot, track: PoseTrack, settings: Settings
) -> Trust:
    """Return the trust in a finding from sight, view and its distance from the bound."""
    spec = exercise.fault(finding.fault_id)
    span = (finding.start, finding.end)
    unit = spec.unit if finding.unit is None else finding.unit
    view = doubt_view(shot.measurements.yaw_deg[span[0] : span[1] + 1], settings.view)
    return combine(
        [
            *doubt_sight(
                shot.measurements,
                track.visibility[shot.start :],
                span,
                spec.joints or TRUNK_JOINTS,
            ),
            temper(view, finding.value, finding.threshold),
            doubt_margin(finding.value, finding.threshold, UNCERTAINTY.get(unit, 0.0)),
        ]
    )


def _with_trust(fault: Fault, trust: Trust, settings: Settings) -> Fault:
    sure = trust.value >= settings.trust.sure_from
    return fault.model_copy(update={"trust": trust.value, "sure": sure})


def rep_at(numbered: Sequence[NumberedRep], time_s: float) -> int | None:
    """Return the number of the counted repetition under way at a moment; None without one."""
    for item in numbered:
        if item.rep.counted and item.rep.start_s < time_s <= item.rep.end_s:
            return item.rep.index
    return None


def _build_fault(
    exercise: Exercise, finding: Finding, offset: int, track: PoseTrack, rep: int | None
) -> Fault:
    spec = exercise.in_english().fault(finding.fault_id)
    return Fault(
        id=spec.id,
        name=spec.name,
        severity=spec.severity if finding.severity is None else finding.severity,
        rep=rep,
        start_s=float(track.time_s[finding.start + offset]),
        end_s=float(track.time_s[finding.end + offset]),
        value=finding.value,
        threshold=finding.threshold,
        unit=spec.unit if finding.unit is None else finding.unit,
        cue=spec.cue,
    )
