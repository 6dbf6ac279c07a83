"""``formcheck score``: count and judge the repetitions in recorded clips."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption, JsonOption, LanguageOption
from formcheck.cli.store_options import DayOption, StoreOption


def score(
    clips: Annotated[list[Path], typer.Argument(metavar="CLIP", hidden=True)],
    exercise: Annotated[
        str,
        typer.Option(
            "--exercise",
            "-e",
            metavar="EXERCISE|auto",
        ),
    ] = "auto",
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR")] = Path("formcheck-results"),
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE"),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            metavar="lite|full|heavy|PATH",
        ),
    ] = "full",
    no_video: Annotated[bool, typer.Option("--no-video")] = False,
    no_sound: Annotated[bool, typer.Option("--no-sound")] = False,
    no_stills: Annotated[bool, typer.Option("--no-stills")] = False,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache"),
    ] = False,
    thrifty: Annotated[
        bool,
        typer.Option(
            "--thrifty",
        ),
    ] = False,
    fps: Annotated[
        float | None,
        typer.Option(
            "--fps",
            metavar="N",
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed",
            metavar="SHARE",
        ),
    ] = None,
    rotate: Annotated[
        int,
        typer.Option(
            "--rotate",
            metavar="90|180|270",
        ),
    ] = 0,
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads",
            min=1,
            metavar="N",
        ),
    ] = None,
    person: Annotated[
        str,
        typer.Option("--person", metavar="NAME"),
    ] = "",
    patient: Annotated[
        str | None,
        typer.Option(
            "--patient",
            metavar="LABEL",
        ),
    ] = None,
    day: DayOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Count repetitions and holds in clips and point out form faults.

    CLIP is a video file, or a folder that holds some. For each clip a folder
    with the report, the annotated video and tables is written; of several
    exercises in a row, each has a folder inside. Film from the side, with the
    whole body in the picture.
    """
    with loading("scoring clips"):
        from formcheck.cli.score_run import Options, score_all
        from formcheck.score_options import ScoreOptions

    options = Options(
        exercise=exercise,
        out=out,
        settings_file=settings,
        patient=patient,
        day=day.date() if day else None,
        store_file=store,
        scoring=ScoreOptions(
            model=model,
            use_cache=not no_cache,
            thrifty=thrifty,
            fps=fps,
            speed=speed,
            rotate=rotate,
            threads=threads,
            video=not no_video,
            sound=not no_sound,
            stills=not no_stills,
            person=person,
        ),
    )
    raise typer.Exit(score_all(clips, options, as_json=json))
