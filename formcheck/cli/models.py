"""``formcheck models``: the pose models on this computer."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption

models = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
)


@models.callback()
def _list_by_default(context: typer.Context) -> None:
    """List, fetch and verify the pose models."""
    if context.invoked_subcommand is None:
        list_models()


@models.command("list")
def list_models(language: LanguageOption = None, debug: DebugOption = False) -> None:
    """Show which pose models there are and which are on this computer."""
    from formcheck.cli.models_run import print_models

    print_models()


@models.command()
def fetch(
    variant: Annotated[str, typer.Argument(metavar="lite|full|heavy", hidden=True)] = "full",
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Fetch a pose model from the internet, full if none is named.

    Afterwards no network is needed.
    """
    from formcheck.cli.models_run import fetch_model

    fetch_model(variant)


@models.command()
def verify(language: LanguageOption = None, debug: DebugOption = False) -> None:
    """Check the pose models on this computer against their checksums."""
    from formcheck.cli.models_run import verify_models

    raise typer.Exit(verify_models())
