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
            show_default=False,
        ),
    ] = None,
    camera: Annotated[
        str,
        typer.Option(
            metavar="NUMBER|ADDRESS|FILE",
        ),
    ] = "0",
    reps: Annotated[int | None, typer.Option(min=1, max=100, show_default=False)] = None,
    hold: Annotated[
        float | None,
        typer.Option(min=0, max=600, metavar="SECONDS", show_default=False),
    ] = None,
    sets: Annotated[int | None, typer.Option(min=1, max=20, show_default=False)] = None,
    minutes: Annotated[
        float | None,
        typer.Option(min=0.1, max=120, show_default=False),
    ] = None,
    smaller: Annotated[
        str | None,
        typer.Option(metavar="first-set|session|two-sessions", show_default=False),
    ] = None,
    patient: Annotated[
        str | None,
        typer.Option(
            "--patient",
            metavar="LABEL",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    enable: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXERCISE",
            show_default=False,
        ),
    ] = None,
    record: Annotated[bool, typer.Option("--record")] = False,
    voice: Annotated[str, typer.Option(metavar="on|off")] = "on",
    voice_rate: Annotated[int, typer.Option(min=60, max=400)] = 160,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE|FILE",
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR")] = Path("formcheck-live"),
    guide: Annotated[
        bool | None,
        typer.Option(
            "--guide/--no-guide",
            show_default=False,
        ),
    ] = None,
    full_screen: Annotated[
        bool,
        typer.Option(
            "--full-screen/--window",
        ),
    ] = True,
    settings: Annotated[
        Path | None,
        typer.Option(metavar="FILE"),
    ] = None,
    model: Annotated[
        str,
        typer.Option(metavar="lite|full|heavy|PATH"),
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
        smaller=smaller,
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
