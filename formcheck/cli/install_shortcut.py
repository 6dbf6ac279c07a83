"""``formcheck install-shortcut``: something to click on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption


def install_shortcut(
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
        ),
    ] = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Put formcheck where programs are opened with a click.

    Run it again after formcheck was moved or installed anew.
    """
    from formcheck.shortcut.install import install
    from formcheck.words import read_words

    words = read_words("formcheck.cli")
    for path in install(folder):
        print(words.text("shortcut.written", path=path))
    print(words.text("shortcut.from_now_on"))
