"""The table of repetitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Rep, Result, Severity
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    format_hold,
    format_moment,
    format_quantity,
    format_size,
    sentence_case,
)
from formcheck.report.wording import WORDS, fault_name, retell, why_not_counted


@dataclass(frozen=True)
class RepFault:
    """A fault of a repetition by its plain name."""

    name: str
    severity: Severity


@dataclass(frozen=True)
class RepRow:
    """A row of the table; every cell is ready to be read."""

    kind: str
    name: str
    remark: str
    start_s: float
    end_s: float
    span: str
    side: str
    variant: str
    peak: str
    change: str
    out: str
    hold: str
    back: str
    trust: str
    low_trust: bool
    doubts: str
    clean: bool
    faults: tuple[RepFault, ...]


def collect_rep_rows(result: Result, exercise: Exercise) -> list[RepRow]:
    """Return one row a repetition, counted or not."""
    # The same fault can be worse in one repetition than in another.
    worst: dict[tuple[int | None, str], Fault] = {}
    for fault in result.faults:
        for key in ((fault.rep, fault.id), (None, fault.id)):
            if key not in worst or worst[key].severity < fault.severity:
                worst[key] = fault
    return [_row(rep, result.signal.unit, exercise, worst) for rep in result.reps]


def _row(
    rep: Rep, unit: str, exercise: Exercise, worst: Mapping[tuple[int | None, str], Fault]
) -> RepRow:
    name, remark = str(rep.index), ""
    faults = _faults(rep, exercise, worst)
    if not rep.counted:
        name, remark = NOT_MEASURED, sentence_case(why_not_counted(rep, exercise.name))
    return RepRow(
        kind=rep.kind,
        name=name,
        remark=remark,
        start_s=rep.start_s,
        end_s=rep.end_s,
        span=f"{format_moment(rep.start_s)} – {format_moment(rep.end_s)}",
        side=side_words(rep.side),
        variant=_variant(rep, exercise),
        peak=format_size(rep.peak, unit),
        change=format_size(rep.range, unit),
        out=format_quantity(rep.out_s, "s", 1),
        hold=format_hold(rep),
        back=format_quantity(rep.return_s, "s", 1),
        trust=format_quantity(100 * rep.trust, "%"),
        low_trust=not rep.sure,
        doubts=sentence_case(", ".join(retell(doubt, exercise.name) for doubt in rep.doubts)),
        clean=rep.counted and all(fault.severity == 0 for fault in faults),
        faults=faults,
    )


def side_words(side: str | None) -> str:
    """Return what a side is called; empty for none."""
    return "" if side is None else WORDS.text(f"repetitions.sides.{side}")


def _variant(rep: Rep, exercise: Exercise) -> str:
    name = rep.variant or ""
    return sentence_case(exercise.variants.get(name, name.replace("_", " ")))


def _faults(
    rep: Rep, exercise: Exercise, worst: Mapping[tuple[int | None, str], Fault]
) -> tuple[RepFault, ...]:
    found = [worst.get((rep.index, name)) or worst.get((None, name)) for name in rep.faults]
    faults = [
        RepFault(sentence_case(fault_name(exercise, fault)), fault.severity)
        for fault in found
        if fault
    ]
    return tuple(sorted(faults, key=lambda fault: -fault.severity))
