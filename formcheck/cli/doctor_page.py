"""The findings of ``formcheck doctor`` as text in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from formcheck.errors import MachineError
from formcheck.machine import Finding

_MARKS = {
    "good": ("ok", "green"),
    "lacking": ("missing", "bold red"),
    "optional": ("no", "yellow"),
}
_WIDTH = 9


def print_findings(findings: Sequence[Finding]) -> int:
    """Print each finding and what to do about it; return 0 if scoring can work, else 5."""
    console = Console(highlight=False)
    for finding in findings:
        mark, style = _MARKS[finding.state]
        line = Text.assemble((mark.ljust(_WIDTH), style), f"{finding.part}: {finding.said}")
        console.print(line, soft_wrap=True)
        if finding.remedy:
            console.print(Padding(Text(finding.remedy), (0, 0, 0, _WIDTH)))
    if any(finding.state == "lacking" for finding in findings):
        console.print(Text("\nClips cannot be scored yet; see what is missing above."))
        return MachineError.exit_code
    good = {finding.part for finding in findings if finding.state == "good"}
    live = "" if {"Screen", "Camera"} <= good else " For formcheck live, see above."
    console.print(Text(f"\nClips can be scored on this computer.{live}"))
    return 0
