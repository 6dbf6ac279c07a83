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
            help="What is done in the clips, found out without it; “formcheck exercises” "
            "lists the names.",
        ),
    ] = "auto",
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results.")
    ] = Path("formcheck-results"),
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Thresholds to use instead of the defaults, as a TOML file."
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            metavar="lite|full|heavy|PATH",
            help="Pose model: full suits most, lite is faster, heavy slower.",
        ),
    ] = "full",
    no_video: Annotated[
        bool, typer.Option("--no-video", help="Leave out the annotated video; much faster.")
    ] = False,
    no_sound: Annotated[
        bool, typer.Option("--no-sound", help="Leave the sound out of the annotated video.")
    ] = False,
    no_stills: Annotated[
        bool, typer.Option("--no-stills", help="Leave pictures of the faults out of the report.")
    ] = False,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help="Look at the clip anew even if it was scored before."),
    ] = False,
    thrifty: Annotated[
        bool,
        typer.Option(
            "--thrifty",
            help="Look only where something moves, ten times a second at least: less work, "
            "angles differ a little.",
        ),
    ] = False,
    fps: Annotated[
        float | None,
        typer.Option(
            "--fps",
            metavar="N",
            help="Pictures that were filmed in a second, where the file does not know.",
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            "--speed",
            metavar="SHARE",
            help="How fast the film plays: 0.25 for four times slow motion.",
        ),
    ] = None,
    rotate: Annotated[
        int,
        typer.Option(
            "--rotate",
            metavar="90|180|270",
            help="Turn a picture that lies on its side, clockwise.",
        ),
    ] = 0,
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads",
            min=1,
            metavar="N",
            help="Parts of a clip worked on at once; by default as many as there are processors.",
        ),
    ] = None,
    person: Annotated[
        str,
        typer.Option(
            "--person", metavar="NAME", help="Whose report it is; the name is written on it."
        ),
    ] = "",
    patient: Annotated[
        str | None,
        typer.Option(
            "--patient",
            metavar="LABEL",
            help="Keep the results in the history of this patient, judged by the patient's plan.",
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
