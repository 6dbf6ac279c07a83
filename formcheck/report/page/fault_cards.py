"""The list of faults, grouped by how much they matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Severity
from formcheck.report.page.quantities import (
    format_against,
    format_moment,
    format_quantity,
    sentence_case,
)
from formcheck.report.wording import WORDS, fault_cue, fault_name, severity_words


@dataclass(frozen=True)
class Occurrence:
    """One time that a fault was seen."""

    start_s: float
    moment: str
    where: str
    value: str
    threshold: str
    lasted: str


@dataclass(frozen=True)
class FaultCard:
    """One kind of fault with all its occurrences."""

    fault_id: str
    name: str
    why: str
    cue: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class FaultGroup:
    """Faults of one severity."""

    severity: Severity
    title: str
    meaning: str
    cards: tuple[FaultCard, ...]


@dataclass(frozen=True)
class Unsure:
    """A fault that may be there: its name, and (seconds, in words) of each moment."""

    name: str
    moments: tuple[tuple[float, str], ...]


def group_faults(faults: Sequence[Fault], exercise: Exercise) -> list[FaultGroup]:
    """Return the faults by severity, the gravest first, each kind once."""
    groups = []
    for severity in sorted({fault.severity for fault in faults}, reverse=True):
        kinds: dict[str, list[Fault]] = {}
        for fault in faults:
            if fault.severity == severity:
                kinds.setdefault(fault.id, []).append(fault)
        title, meaning = severity_words(severity)
        cards = tuple(_card(found, exercise) for found in kinds.values())
        groups.append(FaultGroup(severity, title, meaning, cards))
    return groups


def collect_unsure(faults: Sequence[Fault], exercise: Exercise) -> list[Unsure]:
    """Return the faults that are not sure, each kind once, in order of their first moment."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.id, []).append(fault)
    return [
        Unsure(
            name=sentence_case(fault_name(exercise, found[0])),
            moments=tuple((fault.start_s, format_moment(fault.start_s)) for fault in found),
        )
        for found in kinds.values()
    ]


def _card(found: Sequence[Fault], exercise: Exercise) -> FaultCard:
    first = found[0]
    why = next((spec.why for spec in exercise.faults if spec.id == first.id), "")
    return FaultCard(
        fault_id=first.id,
        name=sentence_case(fault_name(exercise, first)),
        why=why,
        cue=fault_cue(exercise, first),
        occurrences=tuple(_occurrence(fault) for fault in found),
    )


def _occurrence(fault: Fault) -> Occurrence:
    value, threshold = format_against(fault.value, fault.threshold, fault.unit)
    # A fault that is itself a time would name two of them.
    length_s = 0.0 if fault.unit == "s" else fault.end_s - fault.start_s
    return Occurrence(
        start_s=fault.start_s,
        moment=format_moment(fault.start_s),
        where="" if fault.rep is None else WORDS.text("faults.repetition", number=fault.rep),
        value=value,
        threshold=threshold,
        lasted=format_quantity(length_s, "s", 1) if length_s >= 0.05 else "",
    )
