"""What the program found, in the form that corrections are made to."""

from __future__ import annotations

from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.judge.result import Fault, Rep, Result


def start_review(result: Result) -> Reviewed:
    """Return a result as a review in which nothing was looked at yet."""
    return Reviewed(
        clip=result.clip.name,
        clip_sha256=result.clip.sha256,
        exercise=result.exercise,
        unit=result.signal.unit,
        revision=0,
        finished=False,
        reps=[_rep(rep, f"rep-{number}") for number, rep in enumerate(result.reps, start=1)],
        faults=[
            _fault(fault, f"fault-{number}") for number, fault in enumerate(result.faults, start=1)
        ],
    )


def _rep(rep: Rep, key: str) -> ReviewedRep:
    return ReviewedRep(
        key=key,
        origin="program",
        verdict="open",
        index=rep.index,
        kind=rep.kind,
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=rep.end_s,
        side=rep.side,
        peak=rep.peak,
        range=rep.range,
        out_s=rep.out_s,
        hold_s=rep.hold_s,
        return_s=rep.return_s,
        trust=rep.trust,
        sure=rep.sure,
        faults=list(rep.faults),
    )


def _fault(fault: Fault, key: str) -> ReviewedFault:
    return ReviewedFault(
        key=key,
        origin="program",
        verdict="open",
        id=fault.id,
        name=fault.name,
        severity=fault.severity,
        rep=fault.rep,
        start_s=fault.start_s,
        end_s=fault.end_s,
        value=fault.value,
        threshold=fault.threshold,
        unit=fault.unit,
        cue=fault.cue,
        trust=fault.trust,
        sure=fault.sure,
    )
