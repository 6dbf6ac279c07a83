"""The exercises as text in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from formcheck.cli.wrapping import print_wrapped
from formcheck.exercises.base import FaultSpec
from formcheck.exercises.registry import exercise_names, get_exercise, plug_ins
from formcheck.report.wording import severity_words
from formcheck.words import read_words, within_sentence
from formcheck.words.errors import retell_told

#: Longer lines are hard to read, however wide the terminal is.
_WIDEST = 88
_WORDS = read_words("formcheck.cli")


def print_overview() -> None:
    """Print each exercise in a few lines, and which installed ones cannot be offered."""
    console = _console()
    for name in exercise_names():
        exercise = get_exercise(name)
        console.print(_heading(exercise.title, f"-e {name}"))
        dose = _WORDS.text("exercises.dose", dose=exercise.dose)
        for text in (exercise.move, dose):
            print_wrapped(console, text, indent=2)
        console.print()
    for name, why in plug_ins().broken.items():
        said = _WORDS.text("exercises.broken", name=name, why=retell_told(why))
        console.print(Text(said, style="yellow"), soft_wrap=True)
    console.print(Text(_WORDS.text("exercises.more")))


def print_exercise(name: str) -> None:
    """Print all that an exercise declares.

    Parameters
    ----------
    name : str
        The API name.
    """
    exercise = get_exercise(name)
    console = _console()
    console.print(_heading(exercise.title, f"-e {name}"))
    parts = {
        "start": exercise.start,
        "movement": exercise.move,
        "dose": f"{exercise.dose}.",
        "camera": exercise.camera,
    }
    for name_of_part, text in parts.items():
        console.print(_title(name_of_part))
        print_wrapped(console, text, indent=2)
    if exercise.cautions:
        _print_list(console, "ask_first", exercise.cautions)
    console.print(_title("faults"))
    for fault in sorted(exercise.faults, key=lambda fault: -fault.severity):
        print_wrapped(console, _fault_head(fault), indent=2)
        print_wrapped(console, _fault_text(fault), indent=4)
    _print_list(console, "cannot_see", exercise.cannot_see)


def _title(part: str) -> Text:
    return Text(_WORDS.text(f"exercises.part.{part}"), style="bold")


def _fault_head(fault: FaultSpec) -> str:
    severity = within_sentence(severity_words(fault.severity)[0])
    return _WORDS.text("exercises.fault", id=fault.id, name=fault.name, severity=severity)


def _fault_text(fault: FaultSpec) -> str:
    return _WORDS.text("exercises.fault_text", why=fault.why, cue=fault.cue)


def _console() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    return console


def _heading(title: str, option: str) -> Text:
    return Text.assemble((title, "bold"), "  ", (option, "cyan"))


def _print_list(console: Console, part: str, texts: Iterable[str]) -> None:
    console.print(_title(part))
    for text in texts:
        print_wrapped(console, f"• {text}", indent=2, hanging=2)
