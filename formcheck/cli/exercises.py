"""``formcheck exercises``: what each exercise is and what is looked at."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption


def exercises(
    name: Annotated[str | None, typer.Argument(metavar="NAME", hidden=True)] = None,
    settings: Annotated[
        bool,
        typer.Option(
            "--settings",
        ),
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
        ),
    ] = False,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Describe the exercises and their faults.

    With NAME, one exercise in detail: start, movement, where to put the camera,
    what is pointed out and what the camera cannot see.
    """
    from formcheck.exercises.typed_name import find_exercise_name

    if check:
        from formcheck.cli.exercise_gaps import print_gaps

        raise typer.Exit(print_gaps(name))
    known = find_exercise_name(name) if name else None
    if settings:
        from formcheck.cli.settings_text import render_settings

        typer.echo(render_settings(known), nl=False)
        return
    from formcheck.cli.exercise_pages import print_exercise, print_overview

    if known:
        print_exercise(known)
    else:
        print_overview()
