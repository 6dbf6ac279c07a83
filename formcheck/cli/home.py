"""``formcheck home``, and ``formcheck`` alone: the page that everything begins at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption, NoBrowserOption, PortOption
from formcheck.cli.store_options import StoreOption
from formcheck.errors import FormcheckError

#: Opened without a terminal, nobody can press Ctrl-C: it ends when nobody has looked for so long.
_IDLE_END_S = 1800.0


def home(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    port: PortOption = None,
    no_browser: NoBrowserOption = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Open formcheck: exercise, look at films, see how it goes.

    “formcheck” alone does the same. Opens a page in your browser that only this
    computer can reach, until you close it there or end this command with Ctrl-C.
    """
    open_home(store, port, open_browser=not no_browser, file=file)


def open_home(
    store: Path | None = None,
    port: int | None = None,
    *,
    open_browser: bool = True,
    file: Path | None = None,
) -> None:
    """Serve the pages, beginning with the first one."""
    from formcheck.cli.review_run import run_review, show_error
    from formcheck.review.web.server import HOME

    has_terminal = sys.stdin is not None and sys.stdin.isatty()
    try:
        run_review(
            store,
            port,
            open_browser=open_browser,
            first_page=HOME,
            file=file,
            idle_end_s=None if has_terminal else _IDLE_END_S,
        )
    except FormcheckError as error:
        if open_browser and not has_terminal:
            show_error(error)
        raise
