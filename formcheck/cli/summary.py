"""What a person reads in the terminal after a clip was scored."""

from __future__ import annotations

from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.report.page.outcome import collect_remarks, describe_outcome
from formcheck.report.page.quantities import (
    count_of,
    format_moment,
    format_quantity,
    sentence_case,
)
from formcheck.scoring import ANNOTATED_VIDEO, REPORT_HTML
from formcheck.session.result import Fault, Rep, Result
from formcheck.session.scored import ScoredClip

_NOT_COUNTED = {
    "partial": "too small or cut off",
    "not_seen": "lost from view",
    "other_movement": "another movement",
}


def print_summary(scored: ScoredClip, folder: Path) -> None:
    """Print what came of a clip and where its files are.

    Parameters
    ----------
    scored : ScoredClip
    folder : Path
        The folder that its files are in.
    """
    console = Console(highlight=False)
    result = scored.result
    console.print(Text(f"{result.clip.name} – {scored.exercise.title}", style="bold"))
    console.print(Text(describe_outcome(result.summary)))
    if result.reps:
        console.print(_rep_table(result))
    for line in _fault_lines(result):
        console.print(Text(line))
    for remark in collect_remarks(result):
        console.print(Text(f"Note: {remark}"))
    # Paths are never wrapped: people copy them.
    for line in _places(folder):
        console.print(Text(line), soft_wrap=True)


def _rep_table(result: Result) -> Table:

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("No.", justify="right")
    table.add_column("from – to", no_wrap=True)
    table.add_column(result.signal.title, justify="right")
    table.add_column("held", justify="right", no_wrap=True)
    table.add_column("to correct")
    names = {fault.id: fault.name for fault in result.faults}
    for rep in result.reps:
        table.add_row(*(Text(cell) for cell in _cells(rep, names, result.signal.unit)))
    return table


def _cells(rep: Rep, fault_names: dict[str, str], unit: str) -> list[str]:
    remarks = [fault_names.get(fault_id, fault_id) for fault_id in rep.faults]
    if not rep.counted:
        remarks.insert(0, f"not counted: {_NOT_COUNTED.get(rep.kind, rep.kind)}")
    return [
        str(rep.index) if rep.index is not None else "–",
        f"{format_moment(rep.start_s)} – {format_moment(rep.end_s)}",
        format_quantity(rep.peak, unit),
        f"{rep.hold_s:.1f} s" if rep.counted else "–",
        "; ".join(remarks) or "–",
    ]


def _fault_lines(result: Result) -> list[str]:
    """Return one line a kind of fault, the gravest first: what, when, and what to do."""
    kinds: dict[str, list[Fault]] = {}
    for fault in sorted(result.faults, key=lambda fault: (-fault.severity, fault.start_s)):
        kinds.setdefault(fault.id, []).append(fault)
    return [
        f"{sentence_case(faults[0].name)} ({_times(faults)}): “{faults[0].cue}”"
        for faults in kinds.values()
    ]


def _times(faults: list[Fault]) -> str:
    if len(faults) == 1:
        return f"at {format_moment(faults[0].start_s)}"
    return f"{count_of(len(faults), 'time')}, first at {format_moment(faults[0].start_s)}"


def _places(folder: Path) -> list[str]:
    lines = []
    if (folder / REPORT_HTML).exists():
        lines.append(f"Report: {folder / REPORT_HTML}")
    if (folder / ANNOTATED_VIDEO).exists():
        lines.append(f"Video:  {folder / ANNOTATED_VIDEO}")
    return [*lines, f"All files: {folder}"]
