"""What ``formcheck evaluate`` does, from the labels file to the tables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from formcheck.errors import OutputError
from formcheck.evaluation import tables
from formcheck.evaluation.baseline import compare, read_baseline
from formcheck.evaluation.bounds import EXIT_BOUND_MISSED, Bound, check_bounds, read_bounds
from formcheck.evaluation.evaluation import Evaluation, describe, write_evaluation
from formcheck.evaluation.labels import LabelledClip, read_labels
from formcheck.evaluation.run import CachedTracks, evaluate, processors
from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.result import ModelInfo
from formcheck.native import naming_missing_library
from formcheck.scoring import find_model
from formcheck.settings_file import read_settings
from formcheck.words import read_words, retell

#: Wide enough for every table where there is no terminal to ask.
_WIDTH_WITHOUT_TERMINAL = 120
_WORDS = read_words("formcheck.evaluation")


@dataclass(frozen=True)
class Options:
    """What the command was told."""

    model: str = "full"
    settings_file: Path | None = None
    out: Path | None = None
    baseline_file: Path | None = None
    bounds_file: Path | None = None
    use_cache: bool = True
    thrifty: bool = False
    jobs: int | None = None


def evaluate_labels(labels: Path, options: Options) -> int:
    """Evaluate a labels file, print the tables and return the exit code.

    Raises
    ------
    FormcheckError
        As the parts say; every file that is named is read before any clip is.
    """
    clips = read_labels(labels)
    settings = read_settings(options.settings_file) if options.settings_file else default_settings()
    before = read_baseline(options.baseline_file) if options.baseline_file else None
    bounds = read_bounds(options.bounds_file) if options.bounds_file else []
    _check_out(options.out)
    with naming_missing_library("reading video"):
        evaluation, model = _evaluate(clips, settings, options)
    described = describe(
        evaluation,
        labels_name=labels.name,
        model=model.model_dump(),
        settings=settings.model_dump(),
    )
    if options.out is not None:
        write_evaluation(described, options.out)
    console = _console()
    _print_evaluation(console, evaluation)
    if before is not None:
        _print_changes(console, before, described)
    return _print_bounds(console, bounds, described)


def _check_out(out: Path | None) -> None:
    if out is not None and not out.parent.is_dir():
        raise OutputError(
            f"The folder “{out.parent}” does not exist.", "Make it, or choose another with -o."
        )


def _evaluate(
    clips: list[LabelledClip], settings: Settings, options: Options
) -> tuple[Evaluation, ModelInfo]:
    bundle = find_model(options.model)
    model = ModelInfo(variant=bundle.variant, sha256=bundle.sha256)
    jobs = min(options.jobs or processors(), len(clips))
    workers = max(1, processors() // jobs)
    tracks = CachedTracks(bundle, options.use_cache, workers, thrifty=options.thrifty)
    with _showing_progress(len(clips)) as progress:
        return evaluate(clips, tracks, settings, model=model, jobs=jobs, progress=progress), model


@contextmanager
def _showing_progress(clips: int) -> Iterator[Callable[[int], None]]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = Progress(
        TextColumn(_WORDS.text("measuring"), markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=clips)
        yield lambda done: bar.update(task, completed=done)


def _console() -> Console:
    return Console(
        width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL,
        highlight=False,
        markup=False,
    )


def _print_evaluation(console: Console, evaluation: Evaluation) -> None:
    console.print(tables.overview_table(evaluation.total))
    for table in tables.exercise_tables(evaluation.by_exercise, console.width):
        console.print(table)
    if len(evaluation.by_condition) > 1:
        for table in tables.condition_tables(evaluation.by_condition, console.width):
            console.print(table)
    some = (
        tables.fault_table(evaluation.total.recorded),
        tables.attention_table(evaluation),
        tables.recognition_table(evaluation),
    )
    for found in some:
        if found is not None:
            console.print(found)
    for item in evaluation.left_out:
        reason = retell(item.reason, tables.TELLERS)
        clip = tables.short_name(item.label.clip)
        console.print(_WORDS.text("left_out", clip=clip, reason=reason))


def _print_changes(console: Console, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    comparison = compare(before, now)
    changed = [
        tables.figure_change_table(comparison.figures),
        tables.clip_change_table(comparison.clips),
    ]
    for table in changed:
        if table is not None:
            console.print(table)
    if changed == [None, None]:
        console.print(_WORDS.text("nothing_changed"))


def _print_bounds(console: Console, bounds: list[Bound], described: Mapping[str, Any]) -> int:
    missed = check_bounds(bounds, described)
    for line in missed:
        console.print(_WORDS.text("bounds.missed", missed=line))
    if bounds and not missed:
        console.print(_WORDS.count("bounds.kept", len(bounds)))
    return EXIT_BOUND_MISSED if missed else 0
