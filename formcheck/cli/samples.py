"""``formcheck samples``: render sample videos whose truth is known exactly."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import DebugOption, LanguageOption
from formcheck.errors import MissingLibraryError

samples = typer.Typer(no_args_is_help=True)

SetOption = Annotated[
    str | None,
    typer.Option("--set", metavar="committed|smoke|eval|film"),
]


@samples.command("list")
def list_samples(
    set_name: SetOption = None, language: LanguageOption = None, debug: DebugOption = False
) -> None:
    """Show which scenes there are."""
    _find_renderer()
    from sample_videos.renderer.command import list_scenes

    list_scenes(set_name)


@samples.command()
def render(
    scene: Annotated[str | None, typer.Argument(metavar="[SCENE]")] = None,
    set_name: SetOption = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FOLDER")] = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", min=0),
    ] = None,
    language: LanguageOption = None,
    debug: DebugOption = False,
) -> None:
    """Render one scene or a whole set: clips, truth of every frame, labels."""
    _find_renderer()
    from sample_videos.renderer.command import render as render_scenes

    render_scenes(scene, set_name, out, processes, seed)


def _find_renderer() -> None:
    """Make the renderer importable: it lies in the checkout, beside the package."""
    checkout = Path(__file__).parents[2]
    if importlib.util.find_spec("sample_videos") is None:
        if not (checkout / "sample_videos" / "renderer").is_dir():
            raise MissingLibraryError(
                "The renderer of the sample videos does not come with an installed formcheck.",
                "Get the source code of formcheck and run this command in its folder.",
            )
        sys.path.insert(0, str(checkout))
    missing = [n for n in ("moderngl", "glcontext") if importlib.util.find_spec(n) is None]
    if missing:
        raise MissingLibraryError(
            f"Rendering sample videos needs the package {missing[0]}.",
            "Install it with: pip install '.[samples]'",
        )
