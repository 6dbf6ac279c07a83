"""Where each kind of fault is seen best: the moment that a still shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.exercises.base import FaultSpec

#: Nothing of these can be seen in one picture: too few repetitions, too short a hold.
_NOT_TO_BE_SEEN = ("dose", "set")


@dataclass(frozen=True)
class SeenFault:
    """A fault of a result, before or after correction; None where a therapist gave no number.

    ``peak_s`` is the top of the repetition that it belongs to.
    """

    id: str
    name: str
    severity: int
    start_s: float
    end_s: float
    value: float | None = None
    threshold: float | None = None
    peak_s: float | None = None


@dataclass(frozen=True)
class WorstMoment:
    """The moment of one kind of fault, seconds into the clip."""

    fault_id: str
    name: str
    time_s: float


def find_worst_moments(
    faults: Iterable[SeenFault], specs: Sequence[FaultSpec]
) -> list[WorstMoment]:
    """Return a moment for each kind of fault that can be seen, the gravest kind first.

    Of each kind it is the time that went furthest beyond its limit; in that, the top of the
    repetition if the fault lasts over it, else the middle.
    """
    about = {spec.id: spec.about for spec in specs}
    worst: dict[str, SeenFault] = {}
    for fault in faults:
        if about.get(fault.id) in _NOT_TO_BE_SEEN:
            continue
        if fault.id not in worst or _excess(fault) > _excess(worst[fault.id]):
            worst[fault.id] = fault
    ordered = sorted(worst.values(), key=lambda fault: (-fault.severity, fault.start_s))
    return [WorstMoment(fault.id, fault.name, _moment_s(fault)) for fault in ordered]


def _excess(fault: SeenFault) -> float:
    """Return how far a fault went beyond its limit, as a share of it."""
    if fault.value is None or fault.threshold is None:
        # A therapist saw it, and gave no number.
        return 0.0
    return abs(fault.value - fault.threshold) / max(abs(fault.threshold), 1e-6)


def _moment_s(fault: SeenFault) -> float:
    if fault.peak_s is not None and fault.start_s <= fault.peak_s <= fault.end_s:
        return fault.peak_s
    return (fault.start_s + fault.end_s) / 2
