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
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="DIR", help="Folder for results and tables.")
    ] = "formcheck-batch",
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise",
            "-e",
            metavar="EXERCISE|auto",
            help="What is done in the clips of which the list says nothing.",
        ),
    ] = "auto",
    exercise_column: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Column of the list that names the exercise; “exercise” if there is one.",
        ),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Search folders inside the folder, too.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Clips at once; by default as many as there are processors."
        ),
    ] = None,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Do the I-th of N parts here, the others elsewhere."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume/--anew", help="Go on where it stopped, or score every clip again."),
    ] = True,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try clips again that could not be scored before.")
    ] = False,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Thresholds to use instead of the defaults, as a TOML file."
        ),
    ] = None,
    model: Annotated[
        str, typer.Option(metavar="lite|full|heavy|PATH", help="Pose model.")
    ] = "full",
    video: Annotated[
        bool, typer.Option("--video", help="Make the annotated videos, too; twice as slow.")
    ] = False,
    page: Annotated[
        bool, typer.Option("--page/--no-page", help="Make a report.html of each clip.")
    ] = True,
    fps: Annotated[
        float | None,
        typer.Option("--fps", metavar="N", help="As in “formcheck score”, for all clips."),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option("--speed", metavar="SHARE", help="As in “formcheck score”, for all clips."),
    ] = None,
    rotate: Annotated[
        int,
        typer.Option(
            "--rotate", metavar="90|180|270", help="As in “formcheck score”, for all clips."
        ),
    ] = 0,
    thrifty: Annotated[
        bool, typer.Option("--thrifty", help="As in “formcheck score”, for all clips.")
    ] = False,
    frames: Annotated[
        bool, typer.Option("--frames", help="Put all frames into one table, too; it is large.")
    ] = False,
    tables: Annotated[
        TablesIn, typer.Option(help="Kind of the tables; parquet needs the extra “tables”.")
    ] = TablesIn.csv,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="Write all results for another program as well, into OUT/export-FORMAT; "
            "“formcheck export --to list .” tells the formats.",
        ),
    ] = None,
    landmarks: Annotated[
        LandmarksIn,
        typer.Option(help="Keep landmarks in the user's cache, or only beside each result."),
    ] = LandmarksIn.cache,
    cache_limit: Annotated[
        str | None,
        typer.Option(metavar="SIZE", help="What the cache may grow to, such as 20GB."),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use nor keep landmarks in the cache.")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Use the workers of a Dask scheduler."),
    ] = None,
    dask_local: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Start N Dask workers on this computer."),
    ] = None,
    slurm: Annotated[
        Path | None,
        typer.Option(metavar="PROFILE.toml", help="Start Dask workers as SLURM jobs."),
    ] = None,
    insecure: Annotated[
        bool,
        typer.Option("--insecure", help="Allow a scheduler elsewhere that does not use TLS."),
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
