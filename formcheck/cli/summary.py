"""What a person reads in the terminal after a clip was scored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.judge.not_counted import say_why
from formcheck.judge.result import Fault, RecognitionInfo, Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.report.page.outcome import collect_remarks, describe_outcome
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    count_of,
    format_hold,
    format_moment,
    format_size,
    format_span,
    sentence_case,
)
from formcheck.results.files import ANNOTATED_VIDEO, REPORT_HTML
from formcheck.results.segment_folders import segment_folder_name

#: Below this many columns a table breaks its words; a list does not.
_NARROWEST_TABLE = 70


def print_summaries(scored: Sequence[ScoredClip], folder: Path) -> None:
    """Print what came of a clip: of one exercise, or of each of several.

    Parameters
    ----------
    scored : sequence of ScoredClip
        In order of time; at least one.
    folder : Path
        The clip's folder.
    """
    if len(scored) > 1:
        shown = ", ".join(f"{part.exercise.title.lower()} {_span(part.result)}" for part in scored)
        head = f"{scored[0].result.clip.name} shows {len(scored)} exercises: {shown}."
        Console(highlight=False).print(Text(head, style="bold"))
    for part in scored:
        if len(scored) > 1:
            print()
        print_summary(part, folder / segment_folder_name(part.result))


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
    span = f", {_span(result)}" if result.segment else ""
    console.print(Text(f"{result.clip.name} – {scored.exercise.title}{span}", style="bold"))
    if result.recognition:
        console.print(Text(_describe_recognition(result.recognition)))
    console.print(Text(describe_outcome(result.summary)))
    if result.reps:
        shown = _rep_table(result) if console.width >= _NARROWEST_TABLE else _rep_list(result)
        console.print(shown)
    for line in _fault_lines(result):
        console.print(Text(line))
    for remark in collect_remarks(result):
        console.print(Text(f"Note: {remark}"))
    # Paths are never wrapped: people copy them.
    for line in _places(folder, result):
        console.print(Text(line), soft_wrap=True)


def _span(result: Result) -> str:
    """Return from when to when a segment lasts; empty for a whole clip."""
    part = result.segment
    return format_span(part.start_s, part.end_s) if part else ""


def _describe_recognition(recognition: RecognitionInfo) -> str:
    return (
        f"The program recognised the exercise itself, {recognition.confidence:.0%} sure. "
        "If it is wrong, name the right one with -e."
    )


def _rep_table(result: Result) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("No.", justify="right")
    table.add_column("from – to", no_wrap=True)
    sided = any(rep.side for rep in result.reps)
    if sided:
        table.add_column("side")
    table.add_column(result.signal.title, justify="right")
    table.add_column("held", justify="right", no_wrap=True)
    table.add_column("to correct")
    names = {fault.id: fault.name for fault in result.faults}
    for rep in result.reps:
        cells = _cells(rep, names, result.signal.unit)
        if sided:
            cells.insert(2, rep.side or "–")
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _rep_list(result: Result) -> Text:
    """Return the repetitions one below the other, for narrow windows."""
    names = {fault.id: fault.name for fault in result.faults}
    lines = []
    for rep in result.reps:
        number, span, size, held, remarks = _cells(rep, names, result.signal.unit)
        side = f", {rep.side}" if rep.side else ""
        lines.append(f"{number}.  {span}{side}" if rep.counted else f"{number}   {span}{side}")
        facts = [f"{result.signal.title.lower()} {size}"]
        facts += [f"held {held}"] if held != NOT_MEASURED else []
        facts += [remarks] if remarks != NOT_MEASURED else []
        lines.append("    " + "; ".join(facts))
    return Text("\n".join(["", *lines, ""]))


def _cells(rep: Rep, fault_names: dict[str, str], unit: str) -> list[str]:
    remarks = [fault_names.get(fault_id, fault_id) for fault_id in rep.faults]
    if not rep.sure:
        remarks.append("not sure: " + ", ".join(rep.doubts))
    if not rep.counted:
        remarks.insert(0, f"not counted: {say_why(rep)}")
    return [
        str(rep.index) if rep.index is not None else "–",
        f"{format_moment(rep.start_s)} – {format_moment(rep.end_s)}",
        format_size(rep.peak, unit),
        format_hold(rep) if rep.counted or rep.up_s is not None else "–",
        "; ".join(remarks) or "–",
    ]


def _fault_lines(result: Result) -> list[str]:
    """Return one line a kind of fault, the gravest first: what, when, and what to do."""
    kinds: dict[str, list[Fault]] = {}
    for fault in sorted(result.sure_faults, key=lambda fault: (-fault.severity, fault.start_s)):
        kinds.setdefault(fault.id, []).append(fault)
    lines = [
        f"{sentence_case(faults[0].name)} ({_times(faults)}): “{faults[0].cue}”"
        for faults in kinds.values()
    ]
    unsure = dict.fromkeys(fault.name for fault in result.unsure_faults)
    return [*lines, f"Not sure, so not counted: {', '.join(unsure)}."] if unsure else lines


def _times(faults: list[Fault]) -> str:
    if len(faults) == 1:
        return f"at {format_moment(faults[0].start_s)}"
    return f"{count_of(len(faults), 'time')}, first at {format_moment(faults[0].start_s)}"


def _places(folder: Path, result: Result) -> list[str]:
    begins = f" (begins at {format_moment(result.segment.start_s)})" if result.segment else ""
    lines = []
    if (folder / REPORT_HTML).exists():
        lines.append(f"Report: {folder / REPORT_HTML}")
    if (folder / ANNOTATED_VIDEO).exists():
        lines.append(f"Video:  {folder / ANNOTATED_VIDEO}{begins}")
    return [*lines, f"All files: {folder}"]
