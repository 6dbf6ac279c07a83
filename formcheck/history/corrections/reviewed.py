"""A set as it stands after a therapist's corrections; what ``review.json`` holds."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from formcheck.history.corrections.changes import RepKind, RepSide
from formcheck.history.corrections.drawings import ReviewedDrawing
from formcheck.judge.result import Fault, Rep, Result, Severity

SCHEMA_VERSION = 1

#: Who says so.
Origin = Literal["program", "therapist"]
#: ``open``: nobody has looked yet; ``changed``: right, but moved or retyped.
Verdict = Literal["open", "confirmed", "changed", "rejected", "added"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReviewedRep(_Model):
    """One repetition; those that are rejected stay in the list.

    ``index`` numbers the counted ones from 1 after correction. What moved
    keeps the program's peak if that still lies inside. ``hold_at_least``: one end of
    the hold was not seen.
    """

    key: str
    origin: Origin
    verdict: Verdict
    index: int | None
    kind: RepKind
    start_s: float
    peak_s: float
    end_s: float
    side: RepSide | None
    peak: float | None
    range: float | None
    out_s: float | None
    hold_s: float | None
    return_s: float | None
    trust: float
    sure: bool
    faults: list[str]
    hold_at_least: bool = False

    @property
    def stands(self) -> bool:
        """Whether it is there after correction."""
        return self.verdict != "rejected"

    @property
    def counted(self) -> bool:
        """Whether it is there and counts."""
        return self.stands and self.kind == "counted"


class ReviewedFault(_Model):
    """One fault; those that are rejected stay in the list.

    ``rep`` is the index of the counted repetition that it belongs to after
    correction. ``value`` and ``threshold`` are None where a therapist saw it.
    """

    key: str
    origin: Origin
    verdict: Verdict
    id: str
    name: str
    severity: Severity
    rep: int | None
    start_s: float
    end_s: float
    value: float | None
    threshold: float | None
    unit: str
    cue: str
    trust: float
    sure: bool

    @property
    def stands(self) -> bool:
        """Whether it is there after correction; what the program was unsure of needs a yes."""
        return self.verdict != "rejected" and (self.sure or self.verdict != "open")


class Reviewed(_Model):
    """A set after correction.

    ``revision`` counts the changes that are in force and were undone; it grows
    with each. ``finished`` says that nothing is left to look at. ``drawings`` are what the
    therapist drew on frames, in order of time.
    """

    schema_version: int = SCHEMA_VERSION
    clip: str
    clip_sha256: str
    exercise: str
    unit: str
    revision: int
    finished: bool
    reps: list[ReviewedRep]
    faults: list[ReviewedFault]
    drawings: list[ReviewedDrawing] = []

    @property
    def corrected(self) -> bool:
        """Whether a therapist said anything of what the program found."""
        verdicts = {rep.verdict for rep in self.reps} | {fault.verdict for fault in self.faults}
        return not verdicts <= {"open"}

    @property
    def counted(self) -> list[ReviewedRep]:
        """The counted repetitions, in order of time."""
        return [rep for rep in self.reps if rep.counted]

    @property
    def standing_faults(self) -> list[ReviewedFault]:
        """The faults that are there."""
        return [fault for fault in self.faults if fault.stands]

    @property
    def clean(self) -> list[ReviewedRep]:
        """Counted repetitions without a standing fault of severity 1 or more."""
        faulty = {fault.rep for fault in self.standing_faults if fault.severity >= 1}
        return [rep for rep in self.counted if rep.index not in faulty]


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
        hold_at_least=rep.hold_at_least,
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
