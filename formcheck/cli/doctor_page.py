"""The findings of ``formcheck doctor`` as text in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from formcheck.cli.wrapping import print_wrapped
from formcheck.errors import MachineError
from formcheck.machine import Finding
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")
_STYLES = {"good": "green", "lacking": "bold red", "optional": "yellow"}


def print_findings(findings: Sequence[Finding]) -> int:
    """Print each finding and what to do about it; return 0 if scoring can work, else 5."""
    console = Console(highlight=False)
    marks = _WORDS.texts("doctor.marks")
    width = 2 + max(map(len, marks.values()))
    for finding in findings:
        mark = (marks[finding.state].ljust(width), _STYLES[finding.state])
        said = _WORDS.text("doctor.finding", part=finding.part, said=finding.said)
        console.print(Text.assemble(mark, said), soft_wrap=True)
        if finding.remedy:
            print_wrapped(console, finding.remedy, indent=width)
    console.print()
    if any(finding.state == "lacking" for finding in findings):
        print_wrapped(console, _WORDS.text("doctor.lacking"))
        return MachineError.exit_code
    good = {finding.key for finding in findings if finding.state == "good"}
    verdict = "good" if {"screen", "camera"} <= good else "good_but_for_live"
    print_wrapped(console, _WORDS.text(f"doctor.{verdict}"))
    return 0
