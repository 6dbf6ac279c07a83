"""``formcheck doctor``: whether this computer has what formcheck needs."""

from __future__ import annotations

import typer

from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.live.display import load_window_libraries


def doctor(language: LanguageOption = None, debug: DebugOption = False) -> None:
    """Check that this computer has what is needed."""
    load_window_libraries()
    from formcheck.cli.doctor_page import print_findings
    from formcheck.machine import examine_machine

    raise typer.Exit(print_findings(examine_machine()))
