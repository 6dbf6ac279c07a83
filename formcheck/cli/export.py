"""``formcheck export``: write results in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption, LanguageOption


def export(
    results: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULT...",
        ),
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="FORMAT"),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER")] = Path("formcheck-export"),
    height_cm: Annotated[
        float | None,
        typer.Option(
            "--height-cm",
            metavar="CM",
            min=50.0,
            max=250.0,
        ),
    ] = None,
    fill: Annotated[
        bool,
        typer.Option("--fill"),
    ] = False,
    patient_reference: Annotated[
        str,
        typer.Option(
            "--patient-reference",
            metavar="Patient/ID",
        ),
    ] = "",
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Write results in the formats of other programs.

    Files are named by the clip's hash and the exercise, never by the film: names of films are
    often names of people.
    """
    with loading("reading results"):
        from formcheck.cli.export_run import export_all, list_formats
        from formcheck.exports.formats import Choices

    if to == "list":
        raise typer.Exit(list_formats())
    choices = Choices(height_cm=height_cm, fill=fill, patient_reference=patient_reference)
    raise typer.Exit(export_all(results, to, out, choices))
