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
        typer.Argument(metavar="LABELS.json"),
    ],
    model: Annotated[
        str,
        typer.Option(metavar="lite|full|heavy|PATH"),
    ] = "full",
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT.json"),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="OLD.json"),
    ] = None,
    bounds: Annotated[
        Path | None,
        typer.Option(metavar="BOUNDS.toml"),
    ] = None,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache"),
    ] = False,
    thrifty: Annotated[
        bool,
        typer.Option("--thrifty"),
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1),
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
