"""What lies behind and on the chart's curve: bands of phases, repetitions, faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Rep, Severity
from formcheck.judge.scored import Phase, Timeline
from formcheck.report.page.quantities import format_moment, format_quantity, sentence_case
from formcheck.report.wording import WORDS, fault_name, phase_words, why_not_counted_in_general


@dataclass(frozen=True)
class Band:
    """One phase, for as long as it lasted without a break."""

    phase: Phase
    start_s: float
    end_s: float
    words: str


def find_bands(timeline: Timeline, exercise: Exercise, duration_s: float) -> list[Band]:
    """Return the phases of a clip, one after the other, without gaps between them.

    Parameters
    ----------
    timeline : Timeline
    exercise : Exercise
        For the words of the phases.
    duration_s : float
        Where the last one ends.
    """
    bands: list[Band] = []
    starts_s = [*timeline.time_s.tolist(), duration_s]
    first = 0
    for phase, frames in groupby(timeline.phase):
        stop = first + len(list(frames))
        words = phase_words(exercise, phase)
        bands.append(Band(phase, starts_s[first], starts_s[stop], words))
        first = stop
    return bands


def describe_bands(bands: Sequence[Band]) -> str:
    """Return how long each kind of phase lasted in all, for the chart's description."""
    totals: dict[str, float] = {}
    for band in bands:
        totals[band.words] = totals.get(band.words, 0.0) + band.end_s - band.start_s
    return ", ".join(
        WORDS.text(
            "chart.phase_length", phase=words.lower(), length=format_quantity(total_s, "s", 1)
        )
        for words, total_s in totals.items()
    )


#: The signs that stand for repetitions that were not counted.
_SIGNS = {"not_seen": "?", "other_movement": "×"}


@dataclass(frozen=True)
class RepMark:
    """A repetition's place on the time axis, per cent of the clip."""

    left: float
    width: float
    start_s: float
    kind: str
    label: str
    words: str
    clean: bool


@dataclass(frozen=True)
class FaultMark:
    """One occurrence of a fault on the time axis, per cent of the clip."""

    left: float
    width: float
    start_s: float
    words: str


@dataclass(frozen=True)
class FaultLane:
    """All occurrences of one fault, as a row under the chart."""

    fault_id: str
    name: str
    severity: Severity
    marks: tuple[FaultMark, ...]


def place_reps(reps: Sequence[Rep], duration_s: float, blamed: set[int]) -> list[RepMark]:
    """Return the row of repetitions above the plot.

    Parameters
    ----------
    reps : sequence of Rep
    duration_s : float
        Length of the time axis.
    blamed : set of int
        Numbers of the counted repetitions with a fault worth correcting.
    """
    return [_place_rep(rep, duration_s, blamed) for rep in reps]


def _place_rep(rep: Rep, duration_s: float, blamed: set[int]) -> RepMark:
    clean = rep.counted and rep.index not in blamed
    moment = format_moment(rep.start_s)
    if rep.counted:
        label = str(rep.index)
        key = "marks.clean" if clean else "marks.faulty"
        words = WORDS.text(key, number=rep.index, moment=moment)
    else:
        label = _SIGNS.get(rep.kind) or WORDS.text("marks.part")
        reason = sentence_case(why_not_counted_in_general(rep))
        words = WORDS.text("marks.not_counted", reason=reason, moment=moment)
    return RepMark(
        left=100 * rep.start_s / duration_s,
        width=100 * (rep.end_s - rep.start_s) / duration_s,
        start_s=rep.start_s,
        kind=rep.kind,
        label=label,
        words=words,
        clean=clean,
    )


def place_faults(faults: Sequence[Fault], duration_s: float, exercise: Exercise) -> list[FaultLane]:
    """Return one row for each kind of fault, the most severe first."""
    kinds: dict[tuple[int, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((-fault.severity, fault.id), []).append(fault)
    return [
        FaultLane(
            fault_id=found[0].id,
            name=sentence_case(fault_name(exercise, found[0])),
            severity=found[0].severity,
            marks=tuple(_place_fault(fault, duration_s, exercise) for fault in found),
        )
        for _, found in sorted(kinds.items(), key=lambda item: item[0])
    ]


def _place_fault(fault: Fault, duration_s: float, exercise: Exercise) -> FaultMark:
    key = "marks.fault" if fault.rep is None else "marks.fault_of_repetition"
    name, moment = sentence_case(fault_name(exercise, fault)), format_moment(fault.start_s)
    return FaultMark(
        left=100 * fault.start_s / duration_s,
        width=100 * (fault.end_s - fault.start_s) / duration_s,
        start_s=fault.start_s,
        words=WORDS.text(key, fault=name, number=fault.rep, moment=moment),
    )


def find_blamed(faults: Sequence[Fault]) -> set[int]:
    """Return the numbers of the repetitions that have a fault worth correcting (severity 1 up)."""
    return {fault.rep for fault in faults if fault.rep is not None and fault.severity >= 1}
