"""``python -m benchmarks.accuracy LABELS.json``: formcheck beside the simple counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.accuracy.counted_angle import extract_counted_angle
from benchmarks.accuracy.simple_counters import SIMPLE_COUNTERS
from formcheck.errors import FormcheckError
from formcheck.evaluation.evaluation import Evaluation
from formcheck.evaluation.labels import LabelledClip, read_labels
from formcheck.evaluation.metrics import CountMetrics, compute_count_metrics
from formcheck.evaluation.run import CachedTracks, TrackSource, evaluate
from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import default_settings
from formcheck.judge.result import ModelInfo
from formcheck.scoring import find_model
from formcheck.settings_file import read_settings

#: Pairs of (true, counted), one a clip.
Counts = list[tuple[int, int]]


def main(
    labels: Annotated[Path, typer.Argument(metavar="LABELS.json")],
    model: Annotated[str, typer.Option(metavar="lite|full|heavy|PATH")] = "full",
    settings: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    """Show the counting figures of formcheck and of three simple counters."""
    try:
        table = compare_counters(labels, model, settings)
    except FormcheckError as error:
        typer.echo(f"Error: {error}", err=True)
        raise typer.Exit(error.exit_code) from error
    Console(width=120).print(table)


def compare_counters(labels: Path, model: str, settings_file: Path | None) -> Table:
    """Count every labelled clip in every way; errors as `formcheck.evaluation.run.evaluate`."""
    clips = [item for item in read_labels(labels) if item.label.exercise in exercise_names()]
    bundle = find_model(model)
    tracks = CachedTracks(bundle)
    settings = read_settings(settings_file) if settings_file else default_settings()
    info = ModelInfo(variant=bundle.variant, sha256=bundle.sha256)
    # The evaluation comes first: it checks the files and fills the cache.
    counts = _counts_of(evaluate(clips, tracks, settings, model=info))
    return _table(counts | count_simply(clips, tracks))


def count_simply(clips: Sequence[LabelledClip], tracks: TrackSource) -> dict[str, Counts]:
    """Return what each simple counter counts in each clip."""
    counts: dict[str, Counts] = {name: [] for name in SIMPLE_COUNTERS}
    for item in clips:
        angle = extract_counted_angle(tracks(item), item.label.exercise)
        for name, counter in SIMPLE_COUNTERS.items():
            counts[name].append((len(item.label.reps), counter(angle)))
    return counts


def _counts_of(evaluation: Evaluation) -> dict[str, Counts]:
    return {
        f"formcheck, {title}": [
            (len(score.label.reps), score.engines[engine].counted) for score in evaluation.scores
        ]
        for engine, title in (("recorded", "recorded"), ("live", "live"))
    }


def _table(counts: Mapping[str, Counts]) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD, title="Counting, on the same landmarks", title_justify="left"
    )
    table.add_column("counter")
    for column in ("clips", "exact", "within one", "error", "nothing to count", "none counted"):
        table.add_column(column, justify="right")
    for name, pairs in counts.items():
        table.add_row(name, *_cells(compute_count_metrics(pairs)))
    return table


def _cells(metrics: CountMetrics) -> list[str]:
    return [
        str(metrics.clips),
        _percent(metrics.exact_share),
        _percent(metrics.off_by_one_share),
        "–" if metrics.mae is None else f"{metrics.mae:.2f}",
        str(metrics.quiet_clips),
        _percent(metrics.quiet_share),
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


if __name__ == "__main__":
    typer.run(main)
