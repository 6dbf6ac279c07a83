"""From the program's result and a therapist's changes to the set as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from formcheck.errors import ReviewError
from formcheck.exercises.base import FaultSpec
from formcheck.exercises.registry import find_exercise
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Change,
    Confirm,
    Finish,
    Move,
    Reject,
    Reopen,
    RetypeFault,
    RetypeRep,
    SetHold,
)
from formcheck.history.corrections.drawings import (
    AddDrawing,
    ChangeDrawing,
    DeleteDrawing,
    ReviewedDrawing,
    apply_drawing,
)
from formcheck.history.corrections.numbering import number_again
from formcheck.history.corrections.reviewed import (
    Reviewed,
    ReviewedFault,
    ReviewedRep,
    start_review,
)
from formcheck.history.corrections.spans import (
    Trace,
    check_span,
    fit_rep,
    new_rep,
    refuse_double,
    refuse_double_fault,
)
from formcheck.judge.result import Result
from formcheck.words import Words


@dataclass
class _Work:
    """The review while changes are made to it."""

    result: Result
    trace: Trace | None
    reps: dict[str, ReviewedRep]
    faults: dict[str, ReviewedFault]
    drawings: dict[str, ReviewedDrawing] = field(default_factory=dict)
    finished: bool = False
    #: Whether what would be there twice is refused.
    checking: bool = True
    #: Faults whose place among the repetitions follows from their times alone.
    placed_by_time: set[str] = field(default_factory=set)


def apply_changes(
    result: Result,
    changes: Iterable[tuple[int, Change]],
    *,
    trace: Trace | None = None,
    revision: int = 0,
    checked_from: int | None = 0,
) -> Reviewed:
    """Return the set after all changes.

    Parameters
    ----------
    result : Result
        What the program found; it stays as it is.
    changes : iterable of (int, Change)
        In the order they were made, each with its number, which names what it adds.
    trace : Trace, optional
        The main signal, from which peaks of moved and added repetitions are read.
    revision : int
        Written into the review.
    checked_from : int or None
        From the change of this number on, nothing may come to be there twice. Those before it,
        with None all, are taken as they were saved.

    Returns
    -------
    Reviewed
        Repetitions and faults in order of time; the counted ones numbered afresh.

    Raises
    ------
    ReviewError
        A change names what is not there, does not fit the clip, or makes what is there already.
    """
    start = start_review(result)
    work = _Work(
        result,
        trace,
        {rep.key: rep for rep in start.reps},
        {fault.key: fault for fault in start.faults},
    )
    for number, change in changes:
        work.checking = checked_from is not None and number >= checked_from
        _apply(work, number, change)
    reps, faults = number_again(
        list(work.reps.values()), list(work.faults.values()), start.reps, work.placed_by_time
    )
    return start.model_copy(
        update={
            "revision": revision,
            "finished": work.finished,
            "reps": reps,
            "faults": faults,
            "drawings": sorted(work.drawings.values(), key=lambda drawing: drawing.time_s),
        }
    )


def _apply(work: _Work, number: int, change: Change) -> None:
    match change:
        case Finish():
            work.finished = True
        case Reopen():
            work.finished = False
        case AddRep():
            _add_rep(work, number, change)
        case AddFault():
            _add_fault(work, number, change)
        case SetHold():
            rep = _rep(work, change.key)
            hold_s = min(change.hold_s, rep.end_s - rep.start_s)
            # Whoever gives it has seen both of its ends.
            _update_rep(work, rep, hold_s=hold_s, hold_at_least=False)
        case RetypeRep():
            _retype_rep(work, change)
        case RetypeFault():
            _retype_fault(work, change)
        case AddDrawing() | ChangeDrawing() | DeleteDrawing():
            apply_drawing(work.drawings, number, change)
        case Confirm() | Reject() | Move():
            _judge(work, change)


def _judge(work: _Work, change: Confirm | Reject | Move) -> None:
    """Confirm, reject or move a repetition or a fault, whichever the key names."""
    if change.key.startswith("rep-"):
        rep = _rep(work, change.key)
        if isinstance(change, Move):
            check_span(change.start_s, change.end_s, work.result)
            _refuse_double_rep(work, rep, change.start_s, change.end_s)
            _update_rep(work, fit_rep(rep, change.start_s, change.end_s, work.trace))
            return
        if isinstance(change, Confirm):
            _refuse_double_rep(work, rep, rep.start_s, rep.end_s)
        work.reps[rep.key] = rep.model_copy(update={"verdict": _verdict(change)})
        return
    fault = _fault(work, change.key)
    if isinstance(change, Move):
        check_span(change.start_s, change.end_s, work.result)
        _refuse_double_fault(work, fault.key, fault.id, change)
        work.placed_by_time.add(fault.key)
        _update_fault(work, fault, start_s=change.start_s, end_s=change.end_s)
        return
    if isinstance(change, Confirm) and not fault.stands:
        _refuse_double_fault(work, fault.key, fault.id, fault)
    work.faults[fault.key] = fault.model_copy(update={"verdict": _verdict(change)})


def _verdict(change: Confirm | Reject) -> str:
    return "confirmed" if isinstance(change, Confirm) else "rejected"


def _retype_rep(work: _Work, change: RetypeRep) -> None:
    rep = _rep(work, change.key).model_copy(update={"kind": change.kind})
    _refuse_double_rep(work, rep, rep.start_s, rep.end_s)
    _update_rep(work, rep, side=change.side or rep.side)


def _add_rep(work: _Work, number: int, change: AddRep) -> None:
    check_span(change.start_s, change.end_s, work.result)
    rep = new_rep(f"rep-c{number}", change, work.result, work.trace)
    _refuse_double_rep(work, rep, change.start_s, change.end_s)
    work.reps[rep.key] = rep


def _add_fault(work: _Work, number: int, change: AddFault) -> None:
    check_span(change.start_s, change.end_s, work.result)
    key = f"fault-c{number}"
    _refuse_double_fault(work, key, change.fault_id, change)
    work.placed_by_time.add(key)
    work.faults[key] = ReviewedFault(
        key=key,
        origin="therapist",
        verdict="added",
        start_s=change.start_s,
        end_s=change.end_s,
        rep=None,
        value=None,
        threshold=None,
        trust=1.0,
        sure=True,
        **describe_fault(work.result, change.fault_id),
    )


def _retype_fault(work: _Work, change: RetypeFault) -> None:
    fault = _fault(work, change.key)
    texts = describe_fault(work.result, change.fault_id)
    _refuse_double_fault(work, fault.key, change.fault_id, fault)
    _update_fault(work, fault, value=None, threshold=None, **texts)


def _refuse_double_rep(work: _Work, rep: ReviewedRep, start_s: float, end_s: float) -> None:
    if work.checking:
        refuse_double(start_s, end_s, rep, work.reps.values())


def _refuse_double_fault(
    work: _Work, key: str, fault_id: str, span: AddFault | Move | ReviewedFault
) -> None:
    if work.checking:
        refuse_double_fault(span.start_s, span.end_s, key, fault_id, work.faults.values())


def _update_rep(work: _Work, rep: ReviewedRep, **values: object) -> None:
    verdict = "added" if rep.origin == "therapist" else "changed"
    work.reps[rep.key] = rep.model_copy(update={"verdict": verdict, **values})


def _update_fault(work: _Work, fault: ReviewedFault, **values: object) -> None:
    verdict = "added" if fault.origin == "therapist" else "changed"
    work.faults[fault.key] = fault.model_copy(update={"verdict": verdict, **values})


def _rep(work: _Work, key: str) -> ReviewedRep:
    if key not in work.reps:
        raise _gone("repetition")
    return work.reps[key]


def _fault(work: _Work, key: str) -> ReviewedFault:
    if key not in work.faults:
        raise _gone("fault")
    return work.faults[key]


def _gone(what: str) -> ReviewError:
    return ReviewError(f"There is no such {what} in this set any more.", "Reload the page.")


def fault_specs(result: Result) -> tuple[FaultSpec, ...]:
    """Return the faults that a set may have, in English as results name them.

    Of an exercise that is not installed these are the ones that the result itself holds.
    """
    exercise = find_exercise(result.exercise)
    if exercise.installed:
        return exercise.in_english().faults
    held = {fault.id: fault for fault in result.faults}
    return tuple(
        FaultSpec(
            fault.id, fault.severity, fault.unit, words=_words_of(fault.id, fault.name, fault.cue)
        )
        for fault in held.values()
    )


def _words_of(fault_id: str, name: str, cue: str = "") -> Words:
    return Words({"faults": {fault_id: {"name": name, "cue": cue}}})


def describe_fault(result: Result, fault_id: str) -> dict[str, Any]:
    """Return id, name, severity, unit and cue of a fault.

    Raises
    ------
    ReviewError
        The exercise has no such fault.
    """
    specs = fault_specs(result)
    spec = next((spec for spec in specs if spec.id == fault_id), None)
    if spec is None:
        exercise = find_exercise(result.exercise)
        if exercise.installed:
            known = ", ".join(spec.id for spec in specs)
            raise ReviewError(f"{exercise.title} has no fault {fault_id}.", f"It has: {known}.")
        # A therapist named it while the exercise was installed: it is worth correcting.
        spec = FaultSpec(fault_id, 1, "", words=_words_of(fault_id, fault_id))
    return {
        "id": spec.id,
        "name": spec.name,
        "severity": spec.severity,
        "unit": spec.unit,
        "cue": spec.cue,
    }
