"""``formcheck demo``: score a sample clip and show the report."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption, LanguageOption


def demo(
    no_open: Annotated[bool, typer.Option("--no-open")] = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Score the sample clip and show its report."""
    with loading("scoring clips"):
        from formcheck.cli.demo_run import run_demo

    raise typer.Exit(run_demo(open_report=not no_open))
