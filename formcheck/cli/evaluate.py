"""``formcheck evaluate``: measure formcheck on clips whose truth is known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.native import naming_absent_scipy


def evaluate(
    labels: Annotated[
        Path,
        typer.Argument(
            metavar="LABELS.json", help="What each clip really shows; paths count from its folder."
        ),
    ],
    model: Annotated[
        str,
        typer.Option(metavar="lite|full|heavy|PATH", help="Pose model."),
    ] = "full",
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Thresholds to use instead of the defaults, as a TOML file."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.json", help="Write every figure to this file."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="OLD.json", help="Show what changed since an earlier -o file."),
    ] = None,
    bounds: Annotated[
        Path | None,
        typer.Option(
            metavar="BOUNDS.toml", help="Figures to keep; ends with code 6 if one is missed."
        ),
    ] = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help="Look at every clip anew even if it was scored before."),
    ] = False,
    thrifty: Annotated[
        bool,
        typer.Option("--thrifty", help="Measure what “score --thrifty” sees."),
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="Clips to work on at once; one a processor by default."
        ),
    ] = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Measure how well formcheck counts and judges, on clips with labels.

    Shows counts, times, angles and faults, in total and by exercise and condition,
    as recorded and as they would have been live.
    """
    with naming_absent_scipy("formcheck evaluate"):
        from formcheck.cli.evaluate_run import Options, evaluate_labels

    options = Options(
        model=model,
        settings_file=settings,
        out=out,
        baseline_file=baseline,
        bounds_file=bounds,
        use_cache=not no_cache,
        thrifty=thrifty,
        jobs=jobs,
    )
    raise typer.Exit(evaluate_labels(labels, options))
