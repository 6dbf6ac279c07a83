"""``formcheck import``: take earlier results into a patient's history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption
from formcheck.cli.store_options import DayOption, StoreOption


def import_results(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders that “formcheck score” has written."),
    ],
    patient: Annotated[
        str, typer.Option("--patient", metavar="LABEL", help="Whose results they are.")
    ],
    clips: Annotated[
        list[Path] | None,
        typer.Option(
            "--clips",
            metavar="DIR",
            help="Where the filmed clips lie; the folder beside the results is searched too.",
        ),
    ] = None,
    no_copy: Annotated[
        bool,
        typer.Option(
            "--no-copy", help="Only remember where the clips lie, instead of keeping copies."
        ),
    ] = False,
    day: DayOption = None,
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Take earlier results into the history of a patient.

    Each folder may be one clip's or hold many; what is in the history already
    is passed over.
    """
    with loading("reading clips"):
        from formcheck.cli.import_run import Options, import_all

    options = Options(
        patient=patient,
        clip_folders=tuple(clips or ()),
        copy_clips=not no_copy,
        day=day.date() if day else None,
        store_file=store,
    )
    raise typer.Exit(import_all(folders, options))
