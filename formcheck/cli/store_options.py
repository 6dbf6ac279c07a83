"""Options of the commands that use the history of patients."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from formcheck.errors import UsageError


def _find_named_store(context: typer.Context, value: Path | None) -> Path | None:
    """Return the history that was named behind this command or one before it.

    Raises
    ------
    UsageError
        They name different ones: it would be a guess which of them is meant.
    """
    before = context.parent.params.get("store") if context.parent else None
    if value is not None and before is not None and value != before:
        raise UsageError(
            f"Two histories are named: “{before}” and “{value}”.", "Give --store once."
        )
    return before if value is None else value


StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        callback=_find_named_store,
    ),
]
DayOption = Annotated[
    datetime | None,
    typer.Option(
        "--day",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d"],
    ),
]
