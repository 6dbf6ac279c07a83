"""What a person reads in the terminal after a clip was scored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.cli.wrapping import print_wrapped
from formcheck.judge.result import Fault, RecognitionInfo, Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.report.page.outcome import collect_remarks, describe_outcome
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    format_hold,
    format_moment,
    format_size,
    format_span,
    sentence_case,
)
from formcheck.report.wording import fault_cue, fault_name, retell, signal_title, why_not_counted
from formcheck.results.files import ANNOTATED_VIDEO, REPORT_HTML
from formcheck.results.segment_folders import segment_folder_name
from formcheck.words import read_words, within_sentence

_WORDS = read_words("formcheck.cli")
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
        name = scored[0].result.clip.name
        shown = ", ".join(map(_part, scored))
        head = _WORDS.text("summary.several", clip=name, number=len(scored), exercises=shown)
        console = Console(highlight=False)
        print_wrapped(console, head, style="bold")
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
    print_wrapped(console, _title(scored), style="bold")
    if result.recognition:
        print_wrapped(console, _describe_recognition(result.recognition))
    print_wrapped(console, describe_outcome(result.summary))
    if result.reps:
        make = _rep_table if console.width >= _NARROWEST_TABLE else _rep_list
        console.print(make(scored))
    for line in _fault_lines(scored):
        print_wrapped(console, line)
    for remark in collect_remarks(result):
        print_wrapped(console, _WORDS.text("summary.note", remark=remark))
    # Paths are never wrapped: people copy them.
    for line in _places(folder, result):
        console.print(Text(line), soft_wrap=True)


def _part(scored: ScoredClip) -> str:
    title = within_sentence(scored.exercise.title)
    return _WORDS.text("summary.part", exercise=title, span=_span(scored.result))


def _title(scored: ScoredClip) -> str:
    key = "summary.title_of_part" if scored.result.segment else "summary.title"
    clip, title = scored.result.clip.name, scored.exercise.title
    return _WORDS.text(key, clip=clip, exercise=title, span=_span(scored.result))


def _span(result: Result) -> str:
    """Return from when to when a segment lasts; empty for a whole clip."""
    part = result.segment
    return format_span(part.start_s, part.end_s) if part else ""


def _describe_recognition(recognition: RecognitionInfo) -> str:
    return _WORDS.text("summary.recognised", percent=f"{100 * recognition.confidence:.0f}")


def _rep_table(scored: ScoredClip) -> Table:
    result = scored.result
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(_WORDS.text("summary.column.number"), justify="right")
    table.add_column(_WORDS.text("summary.column.span"), no_wrap=True)
    sided = any(rep.side for rep in result.reps)
    if sided:
        table.add_column(_WORDS.text("summary.column.side"))
    table.add_column(signal_title(scored.exercise, result), justify="right")
    table.add_column(_WORDS.text("summary.column.held"), justify="right", no_wrap=True)
    table.add_column(_WORDS.text("summary.column.to_correct"))
    names = _fault_names(scored)
    for rep in result.reps:
        cells = _cells(rep, names, result)
        if sided:
            cells.insert(2, _side(rep) or "–")
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _rep_list(scored: ScoredClip) -> Text:
    """Return the repetitions one below the other, for narrow windows."""
    result = scored.result
    signal = within_sentence(signal_title(scored.exercise, result))
    names = _fault_names(scored)
    lines = []
    for rep in result.reps:
        number, span, size, held, remarks = _cells(rep, names, result)
        side = f", {_side(rep)}" if rep.side else ""
        lines.append(f"{number}.  {span}{side}" if rep.counted else f"{number}   {span}{side}")
        facts = [_WORDS.text("summary.size_of", signal=signal, size=size)]
        facts += [_WORDS.text("summary.held_for", held=held)] if held != NOT_MEASURED else []
        facts += [remarks] if remarks != NOT_MEASURED else []
        lines.append("    " + "; ".join(facts))
    return Text("\n".join(["", *lines, ""]))


def _fault_names(scored: ScoredClip) -> dict[str, str]:
    return {fault.id: fault_name(scored.exercise, fault) for fault in scored.result.faults}


def _side(rep: Rep) -> str:
    return _WORDS.text(f"summary.sides.{rep.side}") if rep.side else ""


def _cells(rep: Rep, fault_names: dict[str, str], result: Result) -> list[str]:
    remarks = [fault_names.get(fault_id, fault_id) for fault_id in rep.faults]
    if not rep.sure:
        doubts = ", ".join(retell(doubt, result.exercise) for doubt in rep.doubts)
        remarks.append(_WORDS.text("summary.not_sure", doubts=doubts))
    if not rep.counted:
        reason = why_not_counted(rep, result.exercise)
        remarks.insert(0, _WORDS.text("summary.not_counted", reason=reason))
    return [
        str(rep.index) if rep.index is not None else "–",
        f"{format_moment(rep.start_s)} – {format_moment(rep.end_s)}",
        format_size(rep.peak, result.signal.unit),
        format_hold(rep) if rep.counted or rep.up_s is not None else "–",
        "; ".join(remarks) or "–",
    ]


def _fault_lines(scored: ScoredClip) -> list[str]:
    """Return one line a kind of fault, the gravest first: what, when, and what to do."""
    result, exercise = scored.result, scored.exercise
    kinds: dict[str, list[Fault]] = {}
    for fault in sorted(result.sure_faults, key=lambda fault: (-fault.severity, fault.start_s)):
        kinds.setdefault(fault.id, []).append(fault)
    lines = [
        _WORDS.text(
            "summary.fault",
            fault=sentence_case(fault_name(exercise, faults[0])),
            times=_times(faults),
            cue=fault_cue(exercise, faults[0]),
        )
        for faults in kinds.values()
    ]
    unsure = dict.fromkeys(fault_name(exercise, fault) for fault in result.unsure_faults)
    if unsure:
        lines.append(_WORDS.text("summary.unsure", faults=", ".join(unsure)))
    return lines


def _times(faults: list[Fault]) -> str:
    moment = format_moment(faults[0].start_s)
    if len(faults) == 1:
        return _WORDS.text("summary.once", moment=moment)
    return _WORDS.count("summary.often", len(faults), moment=moment)


def _places(folder: Path, result: Result) -> list[str]:
    lines = []
    if (folder / REPORT_HTML).exists():
        lines.append(_WORDS.text("summary.report", file=folder / REPORT_HTML))
    if (folder / ANNOTATED_VIDEO).exists():
        begins = format_moment(result.segment.start_s) if result.segment else ""
        key = "summary.video_of_part" if begins else "summary.video"
        lines.append(_WORDS.text(key, file=folder / ANNOTATED_VIDEO, moment=begins))
    return [*lines, _WORDS.text("summary.all_files", folder=folder)]
