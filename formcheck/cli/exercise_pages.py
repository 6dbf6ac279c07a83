"""The exercises as text in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from formcheck.exercises.registry import exercise_names, get_exercise, plug_ins

#: Longer lines are hard to read, however wide the terminal is.
_WIDEST = 88
_SEVERITY_WORDS = {
    3: "stop: safety",
    2: "defeats the exercise",
    1: "quality",
    0: "for your information",
}


def print_overview() -> None:
    """Print each exercise in a few lines, and which installed ones cannot be offered."""
    console = _console()
    for name in exercise_names():
        exercise = get_exercise(name)
        console.print(_heading(exercise.title, f"-e {name}"))
        console.print(_indented(exercise.move))
        console.print(_indented(f"Dose: {exercise.dose}."))
        console.print()
    for name, why in plug_ins().broken.items():
        line = Text(f"{name} is installed, but cannot be offered: {why}.", style="yellow")
        console.print(line, soft_wrap=True)
    console.print(Text("More about one: formcheck exercises NAME"))


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
        "Start": exercise.start,
        "Movement": exercise.move,
        "Dose": f"{exercise.dose}.",
        "Camera": exercise.camera,
    }
    for title, text in parts.items():
        console.print(Text(title, style="bold"))
        console.print(_indented(text))
    if exercise.cautions:
        console.print(Text("Ask first", style="bold"))
        console.print(_bullets(exercise.cautions))
    console.print(Text("What is pointed out", style="bold"))
    for fault in sorted(exercise.faults, key=lambda fault: -fault.severity):
        head = f"{fault.id}  {fault.name} ({_SEVERITY_WORDS[fault.severity]})"
        console.print(_indented(head, f"{fault.why} Cue: “{fault.cue}”"))
    console.print(Text("What the camera cannot see", style="bold"))
    console.print(_bullets(exercise.cannot_see))


def _console() -> Console:
    console = Console(highlight=False)
    console.width = min(console.width, _WIDEST)
    return console


def _heading(title: str, option: str) -> Text:
    return Text.assemble((title, "bold"), "  ", (option, "cyan"))


def _indented(first: str, *more: str) -> Group:
    below = [Padding(Text(line), (0, 0, 0, 4)) for line in more]
    return Group(Padding(Text(first), (0, 0, 0, 2)), *below)


def _bullets(texts: Iterable[str]) -> Group:
    return Group(*(_indented(f"• {text}") for text in texts))
