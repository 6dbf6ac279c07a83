"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.failures import Debugging


def _set_debugging(wanted: bool) -> None:
    if wanted:
        Debugging.on = True


DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug",
        help="If something fails, show the program's own trace.",
        callback=_set_debugging,
        is_eager=True,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON document for programs and nothing else.")
]
PortOption = Annotated[
    int | None,
    typer.Option(min=1024, max=65535, help="Port to listen on; a free one is found without it."),
]
NoBrowserOption = Annotated[
    bool, typer.Option("--no-browser", help="Print the address without opening it.")
]
