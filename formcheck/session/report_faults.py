"""From findings in frames to the faults of the result, in words and seconds."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.exercises.base import Exercise
from formcheck.pose.track import PoseTrack
from formcheck.session.judgement import Finding
from formcheck.session.repetitions import NumberedRep
from formcheck.session.result import Fault
from formcheck.session.shots import JudgedShot


def collect_faults(
    exercise: Exercise,
    judged: Sequence[JudgedShot],
    numbered: Sequence[NumberedRep],
    track: PoseTrack,
) -> list[Fault]:
    """Return every fault of a clip, in order of time.

    Parameters
    ----------
    exercise : Exercise
        Knows name, severity, unit and cue of each fault.
    judged : sequence of JudgedShot
    numbered : sequence of NumberedRep
    track : PoseTrack

    Returns
    -------
    list of Fault
        Those of a movement carry its number if it was counted; the others
        carry the number of the counted repetition during which they began.
    """
    faults = []
    for item in numbered:
        faults += [
            _build_fault(exercise, finding, item.offset, track, item.rep.index)
            for finding in item.verdict.findings
        ]
    for shot in judged:
        for finding in shot.judgement.findings:
            start = finding.start + shot.shot.start
            rep = _rep_at(numbered, float(track.time_s[start]))
            faults.append(_build_fault(exercise, finding, shot.shot.start, track, rep))
    return sorted(faults, key=lambda fault: (fault.start_s, -fault.severity, fault.id))


def _rep_at(numbered: Sequence[NumberedRep], time_s: float) -> int | None:
    for item in numbered:
        if item.rep.counted and item.rep.start_s < time_s <= item.rep.end_s:
            return item.rep.index
    return None


def _build_fault(
    exercise: Exercise, finding: Finding, offset: int, track: PoseTrack, rep: int | None
) -> Fault:
    spec = exercise.fault(finding.fault_id)
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
