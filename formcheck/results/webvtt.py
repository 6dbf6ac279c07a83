"""``events.vtt``: repetitions and faults as WebVTT cues, which any player shows as subtitles.

People read them beside the film, so they are in the language in force, as the film is.
"""

from __future__ import annotations

import html
from pathlib import Path

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import find_exercise
from formcheck.files import write_text
from formcheck.judge.result import Fault, Rep, Result
from formcheck.report.page.quantities import at_least, format_quantity, format_size, sentence_case
from formcheck.report.wording import WORDS, fault_cue, fault_name, why_not_counted

#: A cue of no length is never shown.
_SHORTEST_CUE_S = 0.5


def write_events(result: Result, path: Path) -> None:
    """Write every repetition and fault as a WebVTT cue, in order of time.

    Parameters
    ----------
    result : Result
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    write_text(path, render_events(result))


def render_events(result: Result) -> str:
    """Return the text of ``events.vtt``; cues that start together stand repetition first.

    Times are those at which the film plays, in slow motion too: subtitles are read beside it.
    """
    pace = 1.0 / result.clip.speed
    exercise = find_exercise(result.exercise)
    cues = [
        (rep.start_s, 0, rep.end_s, f"movement-{number}", _rep_text(rep, result))
        for number, rep in enumerate(result.reps, start=1)
    ]
    cues += [
        (fault.start_s, 1, fault.end_s, f"fault-{number}-{fault.id}", _fault_text(fault, exercise))
        for number, fault in enumerate(result.faults, start=1)
    ]
    blocks = ["WEBVTT"]
    for start_s, _, end_s, name, text in sorted(cues):
        shown_until_s = max(pace * end_s, pace * start_s + _SHORTEST_CUE_S)
        span = f"{format_stamp(pace * start_s)} --> {format_stamp(shown_until_s)}"
        blocks.append(f"{name}\n{span}\n{_escape(text)}")
    return "\n\n".join(blocks) + "\n"


def _rep_text(rep: Rep, result: Result) -> str:
    if not rep.counted:
        return WORDS.text("subtitles.not_counted", why=why_not_counted(rep, result.exercise))
    said = [WORDS.text("subtitles.repetition", number=rep.index)]
    if rep.peak is not None:
        said.append(format_size(rep.peak, result.signal.unit))
    if rep.hold_s > 0:
        held = at_least(format_quantity(rep.hold_s, "s", 1), rep.hold_at_least)
        said.append(WORDS.text("subtitles.held", held=held))
    return ", ".join(said)


def _fault_text(fault: Fault, exercise: Exercise) -> str:
    name = fault_name(exercise, fault)
    if not fault.sure:
        return WORDS.text("subtitles.not_sure", fault=name)
    cue = fault_cue(exercise, fault)
    return WORDS.text("subtitles.fault", fault=sentence_case(name), cue=cue)


def format_stamp(time_s: float) -> str:
    """Return a moment as WebVTT writes it, for example ``00:01:02.345``."""
    milliseconds = round(max(time_s, 0.0) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escape(text: str) -> str:
    # A blank line or "-->" would end the cue; html.escape takes care of the arrow.
    return html.escape(" ".join(text.split()), quote=False)
