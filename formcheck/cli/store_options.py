"""Options of the commands that use the history of patients."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help="History to use; without it the one named in FORMCHECK_STORE, or your own.",
    ),
]
DayOption = Annotated[
    datetime | None,
    typer.Option(
        "--day",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
        help="When it was done, if the clips do not say so.",
    ),
]
