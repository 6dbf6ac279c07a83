"""``formcheck batch``: many clips, on one computer or many, broken off and resumed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption, JsonOption, LanguageOption


class TablesIn(StrEnum):
    """What kind of file the tables are."""

    csv = "csv"
    parquet = "parquet"


class LandmarksIn(StrEnum):
    """Where landmarks are kept."""

    cache = "cache"
    beside = "beside"


def batch(
    source: Annotated[str, typer.Argument(metavar="FOLDER|LIST.csv", show_default=False)],
    out: Annotated[str, typer.Option("--out", "-o", metavar="DIR")] = "formcheck-batch",
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise",
            "-e",
            metavar="EXERCISE|auto",
        ),
    ] = "auto",
    exercise_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
        ),
    ] = None,
    recursive: Annotated[bool, typer.Option("--recursive", "-r")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N"),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N"),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume/--anew"),
    ] = True,
    retry: Annotated[bool, typer.Option("--retry")] = False,
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE"),
    ] = None,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy|PATH")] = "full",
    video: Annotated[bool, typer.Option("--video")] = False,
    page: Annotated[bool, typer.Option("--page/--no-page")] = True,
    fps: Annotated[
        float | None,
        typer.Option("--fps", metavar="N"),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option("--speed", metavar="SHARE"),
    ] = None,
    rotate: Annotated[
        int,
        typer.Option("--rotate", metavar="90|180|270"),
    ] = 0,
    thrifty: Annotated[bool, typer.Option("--thrifty")] = False,
    frames: Annotated[bool, typer.Option("--frames")] = False,
    tables: Annotated[TablesIn, typer.Option()] = TablesIn.csv,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
        ),
    ] = None,
    landmarks: Annotated[
        LandmarksIn,
        typer.Option(),
    ] = LandmarksIn.cache,
    cache_limit: Annotated[
        str | None,
        typer.Option(metavar="SIZE"),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache")] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS"),
    ] = None,
    dask_local: Annotated[
        int | None,
        typer.Option(min=1, metavar="N"),
    ] = None,
    slurm: Annotated[
        Path | None,
        typer.Option(metavar="PROFILE.toml"),
    ] = None,
    insecure: Annotated[
        bool,
        typer.Option("--insecure"),
    ] = False,
    json: JsonOption = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Score many clips and put their results into common tables.

    FOLDER holds the clips; LIST.csv names them in a column “clip”. A clip that is
    scored already, with the same settings, is not scored again: stopped with
    Ctrl-C, or killed, the same command goes on where it stopped.
    """
    with loading("scoring clips"):
        from formcheck.cli.batch_run import BatchChoice, run
        from formcheck.score_options import ScoreOptions

    choice = BatchChoice(
        source=source,
        out=out,
        exercise=exercise,
        exercise_column=exercise_column,
        recursive=recursive,
        jobs=jobs,
        shard=shard,
        redo="all" if not resume else "refused" if retry else "nothing",
        settings_file=settings,
        scoring=ScoreOptions(
            model=model,
            use_cache=not no_cache,
            fps=fps,
            speed=speed,
            rotate=rotate,
            thrifty=thrifty,
            video=video,
            report=page,
            landmarks=landmarks.value,
        ),
        cache_limit=cache_limit,
        frames=frames,
        form=tables.value,
        export_to=to,
        scheduler=scheduler,
        dask_local=dask_local,
        slurm=slurm,
        insecure=insecure,
    )
    raise typer.Exit(run(choice, as_json=json))
