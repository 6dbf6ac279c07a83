"""What the ``samples`` commands do, apart from reading their arguments."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from formcheck.errors import UsageError

from .batch import render_set
from .clip import render_clip
from .labels import write_labels
from .library import SET_NAMES, find_scene, scenes_of_set


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
            parts = [r.moving_s + r.rest_s for r in scene.repetition]
            seconds = scene.arriving_s + scene.lead_s + sum(parts) + scene.tail_s
            seconds = min(seconds, scene.stops_at_s or seconds)
            shows = ", ".join(scene.tags) or scene.title
            table.add_row(scene.name, f"{seconds:.0f}", shows)
        console.print(table)


def render(
    scene: str | None, set_name: str | None, out: Path | None, processes: int | None
) -> None:
    """Render one scene or a whole set, with a progress bar.

    Raises
    ------
    UsageError
        Neither or both were asked for.
    """
    if (scene is None) == (set_name is None):
        raise UsageError(
            "Say either which scene to render, or which set.",
            "For example: formcheck samples render --set smoke",
        )
    folder = out or Path(f"samples_{set_name}" if set_name else "samples")
    found = None if scene is None else find_scene(scene)
    scenes = [] if set_name is None else scenes_of_set(set_name)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("rendering", total=None)
        if found is not None:
            label = render_clip(
                found, folder, lambda done, total: bar.update(task, completed=done, total=total)
            )
            write_labels(folder / f"{found.name}.labels.json", [label])
            print(folder / f"{found.name}.mp4")
            return
        labels = render_set(
            scenes,
            folder,
            processes,
            lambda done, total, name: bar.update(
                task, completed=done, total=total, description=name or "rendering"
            ),
        )
    print(labels)
