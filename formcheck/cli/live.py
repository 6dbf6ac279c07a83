"""``formcheck live``: exercise in front of the camera."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.loading import loading
from formcheck.cli.options import DebugOption
from formcheck.cli.store_options import StoreOption
from formcheck.live.display import load_window_libraries


def live(
    exercise: Annotated[
        str | None,
        typer.Argument(
            metavar="EXERCISE",
            help="What to do; without it a menu asks. “formcheck exercises” lists the names.",
            show_default=False,
        ),
    ] = None,
    camera: Annotated[
        str,
        typer.Option(
            metavar="NUMBER|ADDRESS|FILE",
            help="Which camera, as “formcheck doctor” lists them; or the http:// or rtsp:// "
            "address of one; or a video that is played as if it were one.",
        ),
    ] = "0",
    reps: Annotated[
        int | None, typer.Option(min=1, max=100, help="Repetitions of a set.", show_default=False)
    ] = None,
    hold: Annotated[
        float | None,
        typer.Option(
            min=0, max=600, metavar="SECONDS", help="How long to hold each.", show_default=False
        ),
    ] = None,
    sets: Annotated[
        int | None, typer.Option(min=1, max=20, help="How many sets.", show_default=False)
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(min=0.1, max=120, help="End a set after this time.", show_default=False),
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option(
            "--patient",
            metavar="LABEL",
            help="Follow the plan of this patient and keep the sets in the patient's history.",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Follow the plan in this file; a plan file of your therapist is taken in first.",
            show_default=False,
        ),
    ] = None,
    enable: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXERCISE",
            help="Offer an exercise that needs a therapist's word, by its name.",
            show_default=False,
        ),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Keep a film of every set, clean and annotated.")
    ] = False,
    voice: Annotated[
        str, typer.Option(metavar="on|off", help="Whether the coach speaks and sounds.")
    ] = "on",
    voice_rate: Annotated[
        int, typer.Option(min=60, max=400, help="How fast the coach speaks, words a minute.")
    ] = 160,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE|FILE",
            help="Language of what is said and shown, or a file of its words. Without it the one "
            "chosen on the first page, else the system's.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the sets.")
    ] = Path("formcheck-live"),
    guide: Annotated[
        bool | None,
        typer.Option(
            "--guide/--no-guide",
            help="Ask, place and count down before each set; without it every repetition "
            "counts from the first picture. A camera guides, a video file does not.",
            show_default=False,
        ),
    ] = None,
    full_screen: Annotated[
        bool,
        typer.Option(
            "--full-screen/--window",
            help="Fill the screen, or open a window; the key F11 changes it.",
        ),
    ] = True,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Thresholds to use instead of the defaults, as a TOML file."
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(metavar="lite|full|heavy|PATH", help="Pose model; lite for a slow computer."),
    ] = "full",
    store: StoreOption = None,
    debug: DebugOption = False,
) -> None:
    """Exercise in front of the camera, counted and coached.

    The screen and the voice lead through it: how to place the camera, when to
    begin, what to change, when to stop. Every set leaves the same files as
    “formcheck score”. Nothing is filmed unless --record asks for it, and nothing
    leaves this computer.
    """
    load_window_libraries()
    with loading("exercising live"):
        from formcheck.cli.live_run import LiveOptions, run_live
    if plan is not None:
        from formcheck.cli.exchange_run import take_in_given_plan

        plan, patient = take_in_given_plan(plan, patient, store)
    options = LiveOptions(
        exercise=exercise,
        camera=camera,
        reps=reps,
        hold_s=hold,
        sets=sets,
        minutes=minutes,
        patient=patient,
        plan_file=plan,
        enable=tuple(enable or ()),
        record=record,
        voice=voice,
        voice_rate=voice_rate,
        language=language,
        out=out,
        guided=guide,
        full_screen=full_screen,
        settings_file=settings,
        model=model,
        store_file=store,
    )
    raise typer.Exit(run_live(options))
