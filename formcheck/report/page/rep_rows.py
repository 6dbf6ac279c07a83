"""The table of repetitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from formcheck.judge.not_counted import say_why
from formcheck.judge.result import Fault, Rep, Result, Severity
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    format_hold,
    format_moment,
    format_quantity,
    format_size,
    sentence_case,
)


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


def collect_rep_rows(result: Result) -> list[RepRow]:
    """Return one row a repetition, counted or not."""
    # The same fault can be worse in one repetition than in another.
    worst: dict[tuple[int | None, str], Fault] = {}
    for fault in result.faults:
        for key in ((fault.rep, fault.id), (None, fault.id)):
            if key not in worst or worst[key].severity < fault.severity:
                worst[key] = fault
    return [_row(rep, result.signal.unit, worst) for rep in result.reps]


def _row(rep: Rep, unit: str, worst: Mapping[tuple[int | None, str], Fault]) -> RepRow:
    name, remark = str(rep.index), ""
    faults = _faults(rep.faults, rep.index, worst)
    if not rep.counted:
        name, remark = NOT_MEASURED, sentence_case(say_why(rep))
    return RepRow(
        kind=rep.kind,
        name=name,
        remark=remark,
        start_s=rep.start_s,
        end_s=rep.end_s,
        span=f"{format_moment(rep.start_s)} – {format_moment(rep.end_s)}",
        side=rep.side or "",
        variant=sentence_case((rep.variant or "").replace("_", " ")),
        peak=format_size(rep.peak, unit),
        change=format_size(rep.range, unit),
        out=format_quantity(rep.out_s, "s", 1),
        hold=format_hold(rep),
        back=format_quantity(rep.return_s, "s", 1),
        trust=format_quantity(100 * rep.trust, "%"),
        low_trust=not rep.sure,
        doubts=sentence_case(", ".join(rep.doubts)),
        clean=rep.counted and all(fault.severity == 0 for fault in faults),
        faults=faults,
    )


def _faults(
    fault_ids: Sequence[str],
    index: int | None,
    worst: Mapping[tuple[int | None, str], Fault],
) -> tuple[RepFault, ...]:
    found = [worst.get((index, fault_id)) or worst.get((None, fault_id)) for fault_id in fault_ids]
    faults = [RepFault(sentence_case(fault.name), fault.severity) for fault in found if fault]
    return tuple(sorted(faults, key=lambda fault: -fault.severity))
