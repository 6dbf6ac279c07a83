"""``formcheck import``: take earlier results, or what was edited elsewhere, into the history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.cli.store_options import DayOption, StoreOption
from formcheck.errors import UsageError


def import_results(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR|FILE...",
        ),
    ],
    patient: Annotated[str | None, typer.Option("--patient", metavar="LABEL")] = None,
    clips: Annotated[
        list[Path] | None,
        typer.Option(
            "--clips",
            metavar="DIR",
        ),
    ] = None,
    no_copy: Annotated[
        bool,
        typer.Option("--no-copy"),
    ] = False,
    day: DayOption = None,
    set_id: Annotated[
        int | None,
        typer.Option(
            "--set",
            metavar="NUMBER",
            min=1,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    labels: Annotated[
        Path | None,
        typer.Option(
            "--labels",
            metavar="FILE",
        ),
    ] = None,
    clip: Annotated[
        Path | None,
        typer.Option("--clip", metavar="CLIP"),
    ] = None,
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="NAME"),
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Take earlier results, or a file that was edited elsewhere, into the history.

    A folder may be one clip's or hold many; what is in the history already is passed over. An
    edited file becomes corrections of its set, which are shown before they are kept.
    """
    files = [path for path in sources if path.is_file()]
    if not files:
        if patient is None:
            raise UsageError("It is not said whose results these are.", "Give --patient LABEL.")
        with loading("reading clips"):
            from formcheck.cli.import_run import Options, import_all

        options = Options(
            patient=patient,
            clip_folders=tuple(clips or ()),
            copy_clips=not no_copy,
            day=day.date() if day else None,
            store_file=store,
        )
        raise typer.Exit(import_all(sources, options))
    if len(sources) > 1:
        raise UsageError(
            "Files that were edited are taken in one at a time.", "Name one, or name folders."
        )
    from formcheck.cli.annotations_run import add_to_labels, take_in_corrections

    if labels is not None:
        raise typer.Exit(add_to_labels(files[0], labels, clip, exercise))
    raise typer.Exit(take_in_corrections(files[0], set_id, store, agreed=yes))
