"""``formcheck speak``: the voice of a bundle, which has no Python to run it; not for people."""

from __future__ import annotations

from typing import Annotated

import typer


def speak(
    rate: Annotated[int, typer.Option("--rate")],
    language: Annotated[str, typer.Option("--language")],
) -> None:
    """Say what comes in on standard input; started by formcheck live."""
    from formcheck.live.speech_process import main

    raise typer.Exit(main(["--rate", str(rate), "--language", language]))
