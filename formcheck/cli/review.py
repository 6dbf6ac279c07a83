"""``formcheck review``: the therapist's pages, in a browser on this computer."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import DebugOption
from formcheck.cli.store_options import StoreOption


def review(
    store: StoreOption = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=1024, max=65535, help="Port to listen on; a free one is found without it."
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address without opening it.")
    ] = False,
    debug: DebugOption = False,
) -> None:
    """Watch, correct and compare sets, follow progress and set plans.

    Opens pages in your browser that only this computer can reach. They work
    until you end this command with Ctrl-C.
    """
    from formcheck.cli.review_run import run_review

    run_review(store, port, open_browser=not no_browser)
