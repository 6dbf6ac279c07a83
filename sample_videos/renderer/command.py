"""What the ``samples`` commands do, apart from reading their arguments."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from formcheck.errors import UsageError

from .batch import draw, render_set
from .labels import write_labels
from .library import SET_NAMES, USUAL_SEEDS, find_scene, scenes_of_set


def list_scenes(set_name: str | None) -> None:
    """Print the scenes of one set, or of all."""
    console = Console(highlight=False)
    for name in [set_name] if set_name else SET_NAMES:
        scenes = scenes_of_set(name)
        table = Table(title=f"{name}: {len(scenes)} clips")
        table.add_column("scene", no_wrap=True)
        table.add_column("seconds", justify="right")
        table.add_column("shows")
        for scene in scenes:
            shows = ", ".join(scene.tags) or scene.title
            table.add_row(scene.name, f"{scene.seconds:.0f}", shows)
        console.print(table)


def render(
    scene: str | None,
    set_name: str | None,
    out: Path | None,
    processes: int | None,
    seed: int | None,
) -> None:
    """Render one scene or a whole set, with a progress bar.

    Raises
    ------
    UsageError
        Neither or both were asked for, or a seed without a set.
    """
    if (scene is None) == (set_name is None):
        raise UsageError(
            "Say either which scene to render, or which set.",
            "For example: formcheck samples render --set smoke",
        )
    if scene is not None:
        _render_scene(scene, out or Path("samples"), seed)
    elif set_name is not None:
        _render_set(set_name, out or Path(f"samples_{set_name}"), processes, seed)


def _render_scene(name: str, folder: Path, seed: int | None) -> None:
    if seed is not None:
        raise UsageError(
            "A single scene has its own seed.",
            "Leave out --seed, or change the line “seed = …” in the scene file.",
        )
    scene = find_scene(name)
    with _progress() as bar:
        task = bar.add_task(scene.name, total=None)
        label = draw(
            scene, folder, lambda done, total: bar.update(task, completed=done, total=total)
        )
    write_labels(folder / f"{scene.name}.labels.json", [label])
    print(folder / f"{scene.name}.mp4")


def _render_set(name: str, folder: Path, processes: int | None, seed: int | None) -> None:
    scenes = scenes_of_set(name, seed)
    about: dict[str, object] = {"set": name}
    if name in USUAL_SEEDS:
        about["seed"] = USUAL_SEEDS[name] if seed is None else seed
    with _progress() as bar:
        task = bar.add_task("rendering", total=None)
        labels = render_set(
            scenes,
            folder,
            processes,
            lambda done, total, last: bar.update(
                task, completed=done, total=total, description=last or "rendering"
            ),
            **about,
        )
    print(labels)


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        # Nobody watches a bar that goes into a file.
        disable=not console.is_terminal,
    )
