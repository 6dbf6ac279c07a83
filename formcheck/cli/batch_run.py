"""Carrying out ``formcheck batch``: what holds for all clips first, then the clips."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from formcheck.batch.clip_list import BatchClip, read_clips
from formcheck.batch.driver import BatchPlan, BatchReport, run_batch, sweep
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import is_address
from formcheck.batch.pool import LocalPool, Pool, own_cores
from formcheck.batch.tables import TableFormat
from formcheck.batch.task import ClipTask, Redo, score_task
from formcheck.cli.batch_progress import BatchProgress, showing_batch
from formcheck.cli.batch_summary import print_batch_summary, summarise
from formcheck.cli.export_run import export_all
from formcheck.cli.failures import Stopped
from formcheck.cli.progress import showing_progress
from formcheck.errors import UsageError
from formcheck.exercises.typed_name import find_exercise_choice
from formcheck.exports.formats import Choices, check_choices
from formcheck.pose.storage import parse_size
from formcheck.results.stacked.parquet import check_parquet
from formcheck.score_options import ScoreOptions
from formcheck.scoring import find_model
from formcheck.settings_file import read_settings
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


@dataclass(frozen=True)
class BatchChoice:
    """What the person asked for."""

    source: str
    out: str = "formcheck-batch"
    exercise: str = "auto"
    exercise_column: str | None = None
    recursive: bool = False
    jobs: int | None = None
    shard: str | None = None
    redo: Redo = "nothing"
    settings_file: Path | None = None
    scoring: ScoreOptions = field(default_factory=ScoreOptions)
    cache_limit: str | None = None
    frames: bool = False
    form: TableFormat = "csv"
    export_to: str | None = None
    scheduler: str | None = None
    dask_local: int | None = None
    slurm: Path | None = None
    insecure: bool = False


def run(choice: BatchChoice, *, as_json: bool = False) -> int:
    """Score the clips, make the tables, say what came of it, return the exit code.

    Clips that cannot be scored are told and counted; they are no failure of the batch,
    unless none can be scored.

    Raises
    ------
    FormcheckError
        Something that holds for all clips is wrong.
    """
    plan = _plan(choice)
    clips = plan.own_clips
    with (
        showing_batch(len(clips)) as progress,
        _saying_what_is_kept(progress),
        _pool(choice, plan, clips) as pool,
    ):
        report = run_batch(plan, pool, progress.tell)
    if as_json:
        print(json.dumps(summarise(plan, report), indent=2))
    else:
        print_batch_summary(plan.out, report)
    exported = 0
    if choice.export_to is not None and any(outcome.is_done for outcome in report.outcomes):
        folder = Path(plan.out)
        exported = export_all(
            [folder], choice.export_to, folder / f"export-{choice.export_to}", Choices()
        )
    return max(_exit_code(report), exported)


def _check_export(choice: BatchChoice) -> None:
    """Raise `UsageError` where the results cannot be exported as is wished, before all the work."""
    if choice.export_to is None:
        return
    check_choices(choice.export_to, Choices())
    if is_address(choice.out):
        raise UsageError(
            "Results at an address are not exported.", "Leave out --to, or write to a folder here."
        )


def _exit_code(report: BatchReport) -> int:
    failed = [outcome for outcome in report.outcomes if not outcome.is_done]
    machine = [outcome.exit_code for outcome in failed if outcome.status == "failed"]
    if machine or len(failed) == len(report.outcomes):
        return max((outcome.exit_code for outcome in failed), default=0)
    return 0


def _plan(choice: BatchChoice) -> BatchPlan:
    exercise = find_exercise_choice(choice.exercise)
    shard = _read_shard(choice.shard)
    if sum(way is not None for way in (choice.scheduler, choice.dask_local, choice.slurm)) > 1:
        raise UsageError(
            "--scheduler, --dask-local and --slurm are three ways; take one.",
            "Leave the others out.",
        )
    if choice.form == "parquet":
        check_parquet()
    _check_export(choice)
    scoring = choice.scoring
    if choice.settings_file is not None:
        scoring = replace(scoring, settings=read_settings(choice.settings_file))
    if choice.cache_limit is not None:
        limit = parse_size(choice.cache_limit, "--cache-limit")
        scoring = replace(scoring, cache_limit_bytes=limit)
    out = choice.out if is_address(choice.out) else str(Path(choice.out).absolute())
    clips = read_clips(
        choice.source,
        out=out,
        recursive=choice.recursive,
        exercise_column=choice.exercise_column,
    )
    # Once, before the first worker: they find it here, and none of them fetches anything.
    with showing_progress("", video=False) as progress:
        bundle = find_model(scoring.model, lambda share: progress("model", share))
    if not isinstance(scoring.model, str) or scoring.model != bundle.variant:
        scoring = replace(scoring, model=str(Path(scoring.model).absolute()))
    return BatchPlan(
        clips,
        out,
        exercise,
        scoring,
        bundle.sha256,
        shard=shard,
        redo=choice.redo,
        frames=choice.frames,
        form=choice.form,
    )


def _read_shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d+)/(\d+)", text.strip())
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise UsageError(
            f"“{text}” is no part of the clips.", "Write --shard 1/4 for the first of four."
        )
    return int(match[1]), int(match[2])


@contextmanager
def _pool(
    choice: BatchChoice, plan: BatchPlan, clips: list[BatchClip]
) -> Iterator[Pool[ClipTask, ClipOutcome]]:
    """Give what does the tasks: processes of this computer, or a cluster."""
    if choice.scheduler or choice.dask_local or choice.slurm:
        from formcheck.batch.dask_clusters import dask_pool

        with dask_pool(
            choice.scheduler, choice.dask_local, choice.slurm, insecure=choice.insecure
        ) as pool:
            yield pool
        return
    jobs = choice.jobs or len(own_cores()) or 1
    first_core = (plan.shard[0] - 1) * jobs if plan.shard else 0
    yield LocalPool(
        score_task,
        jobs,
        first_core=first_core,
        on_end=lambda ended: sweep(clips, plan.out, ended),
    )


@contextmanager
def _saying_what_is_kept(progress: BatchProgress) -> Iterator[None]:
    try:
        yield
    except Stopped as stop:
        done, total = progress.done, progress.total
        stop.message = _WORDS.text("batch.stopped", done=done, total=total)
        raise
