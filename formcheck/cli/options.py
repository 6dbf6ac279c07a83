"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.failures import Debugging
from formcheck.words import use_language


def _set_debugging(wanted: bool) -> None:
    if wanted:
        Debugging.on = True


def _speak(code: str | None) -> None:
    if code is not None:
        use_language(code)


#: Read before all other options, so that what is wrong with those is told in it.
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="CODE",
        callback=_speak,
        is_eager=True,
        expose_value=False,
        show_default=False,
    ),
]
DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug",
        callback=_set_debugging,
        is_eager=True,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json")]
PortOption = Annotated[
    int | None,
    typer.Option(min=1024, max=65535),
]
NoBrowserOption = Annotated[bool, typer.Option("--no-browser")]
