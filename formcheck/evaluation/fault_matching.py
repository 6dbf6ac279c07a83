"""Which reported fault is which real one, and which cues were wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.evaluation.labels import FaultLabel
from formcheck.evaluation.matching import (
    TimeSpan,
    match_by_score,
    overlap_s,
    place_in_reps,
)
from formcheck.evaluation.tallies import Tally
from formcheck.exercises.base import FaultSpec
from formcheck.judge.result import Fault

#: A fault at the very end of a repetition may be labelled in the rest after it, and the reverse.
TOLERANCE_S = 0.5

#: The faults of an exercise by their ids.
FaultSpecs = Mapping[str, FaultSpec]

#: Groups that severities are counted in.
SEVERITY_GROUPS: Mapping[str, tuple[int, ...]] = {
    "serious": (2, 3),
    "quality": (1,),
    "information": (0,),
}


@dataclass(frozen=True)
class Occurrence:
    """A fault of one kind at one place; several of a kind within a repetition are one.

    Attributes
    ----------
    id : str
    severity : int
        The greatest, where several were merged.
    span : (start_s, end_s)
    rep : int or None
        Index of the true repetition that it belongs to.
    """

    id: str
    severity: int
    span: TimeSpan
    rep: int | None


@dataclass(frozen=True)
class FaultScore:
    """How well the faults of one clip were found.

    Attributes
    ----------
    by_id : mapping of str to Tally
    by_severity : mapping of str to Tally
        Keys of `SEVERITY_GROUPS`. A fault that was found counts in the group
        that its label has.
    clean_reps : int
        True repetitions without any labelled fault of severity 1 or more.
    wrong_cues : tuple of Occurrence
        Faults of severity 1 or more reported on those.
    """

    by_id: Mapping[str, Tally]
    by_severity: Mapping[str, Tally]
    clean_reps: int
    wrong_cues: tuple[Occurrence, ...]


def score_faults(
    true: Sequence[Occurrence],
    found: Sequence[Occurrence],
    rep_count: int,
    close_calls: Sequence[Occurrence] = (),
) -> FaultScore:
    """Compare the faults of one clip.

    Two occurrences agree if they are of the same kind and belong to the same
    repetition, or overlap in time within `TOLERANCE_S`.

    Parameters
    ----------
    true, found : sequence of Occurrence
        From `place_labels` and `place_reports`.
    rep_count : int
        Number of true repetitions.
    close_calls : sequence of Occurrence
        A report that agrees with one of these, and with no true fault, is left out.

    Returns
    -------
    FaultScore
    """
    found = _without_close_calls(true, found, close_calls)
    by_id: dict[str, Tally] = {}
    by_severity = dict.fromkeys(SEVERITY_GROUPS, Tally())
    for fault_id in sorted({item.id for item in [*true, *found]}):
        there = [item for item in true if item.id == fault_id]
        said = [item for item in found if item.id == fault_id]
        pairs = _pair(there, said)
        by_id[fault_id] = Tally(len(there), len(said), len(pairs))
        matched = {column: row for row, column in pairs}
        missed = [item for row, item in enumerate(there) if row not in matched.values()]
        for column, item in enumerate(said):
            hit = column in matched
            group = _group((there[matched[column]] if hit else item).severity)
            by_severity[group] += Tally(int(hit), 1, int(hit))
        for item in missed:
            by_severity[_group(item.severity)] += Tally(1, 0, 0)
    faulty = {item.rep for item in true if item.severity >= 1}
    clean = set(range(rep_count)) - faulty
    wrong = tuple(item for item in found if item.severity >= 1 and item.rep in clean)
    return FaultScore(by_id, by_severity, len(clean), wrong)


def _without_close_calls(
    true: Sequence[Occurrence], found: Sequence[Occurrence], close_calls: Sequence[Occurrence]
) -> list[Occurrence]:
    return [
        item
        for item in found
        if any(_agree(other, item) for other in true)
        or not any(_agree(other, item) for other in close_calls)
    ]


def _agree(there: Occurrence, said: Occurrence) -> bool:
    return there.id == said.id and _agreement(there, said) > 0


def place_labels(
    faults: Sequence[FaultLabel], reps: Sequence[TimeSpan], specs: FaultSpecs
) -> list[Occurrence]:
    """Return the labelled faults by repetition.

    Parameters
    ----------
    faults : sequence of FaultLabel
    reps : sequence of (start_s, end_s)
        The true repetitions.
    specs : mapping of str to FaultSpec
        Of the exercise; a fault that it does not know counts as quality.
    """
    return _merge(
        Occurrence(
            fault.id,
            _severity(fault, specs),
            fault.span,
            rep,
        )
        for fault in faults
        for rep in _reps_of_span(_is_once(fault.id, specs), fault.span, reps)
    )


def place_reports(
    faults: Sequence[Fault],
    reps: Sequence[TimeSpan],
    matched: Mapping[int, int],
    specs: FaultSpecs,
) -> list[Occurrence]:
    """Return the reported faults by true repetition.

    Parameters
    ----------
    faults : sequence of Fault
    reps : sequence of (start_s, end_s)
        The true repetitions.
    matched : mapping of int to int
        From the number of a counted repetition to the index of the true one.
    specs : mapping of str to FaultSpec
        Of the exercise.
    """
    return _merge(
        Occurrence(fault.id, fault.severity, (fault.start_s, fault.end_s), rep)
        for fault in faults
        for rep in _reps_of(fault, reps, matched, specs)
    )


def _severity(fault: FaultLabel, specs: FaultSpecs) -> int:
    if fault.severity is not None:
        return fault.severity
    return specs[fault.id].severity if fault.id in specs else 1


def _is_once(fault_id: str, specs: FaultSpecs) -> bool:
    """Whether a fault is said once in a clip, however long it lasts."""
    return fault_id in specs and specs[fault_id].once


def _reps_of(
    fault: Fault, reps: Sequence[TimeSpan], matched: Mapping[int, int], specs: FaultSpecs
) -> Sequence[int | None]:
    once = _is_once(fault.id, specs)
    if not once and fault.rep is not None and fault.rep in matched:
        return [matched[fault.rep]]
    return _reps_of_span(once, (fault.start_s, fault.end_s), reps)


def _reps_of_span(once: bool, span: TimeSpan, reps: Sequence[TimeSpan]) -> Sequence[int | None]:
    if once and reps:
        return [0]
    return place_in_reps(span, reps, TOLERANCE_S) or (None,)


def _merge(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Make one of several of a kind within the same repetition."""
    merged: list[Occurrence] = []
    place: dict[tuple[str, int], int] = {}
    for item in occurrences:
        key = None if item.rep is None else (item.id, item.rep)
        if key is not None and key in place:
            merged[place[key]] = _join(merged[place[key]], item)
            continue
        if key is not None:
            place[key] = len(merged)
        merged.append(item)
    return merged


def _join(a: Occurrence, b: Occurrence) -> Occurrence:
    span = (min(a.span[0], b.span[0]), max(a.span[1], b.span[1]))
    return Occurrence(a.id, max(a.severity, b.severity), span, a.rep)


def _pair(there: Sequence[Occurrence], said: Sequence[Occurrence]) -> list[tuple[int, int]]:
    scores = np.array([[_agreement(one, other) for other in said] for one in there])
    return match_by_score(scores.reshape(len(there), len(said)))


def _agreement(there: Occurrence, said: Occurrence) -> float:
    if there.rep is not None and there.rep == said.rep:
        return 2.0
    # Two faults of neighbouring repetitions are not the same because they are close.
    near_s = 0.0 if there.rep is not None and said.rep is not None else TOLERANCE_S
    return 1.0 if overlap_s(there.span, said.span) >= -near_s else 0.0


def _group(severity: int) -> str:
    return next(name for name, held in SEVERITY_GROUPS.items() if severity in held)
