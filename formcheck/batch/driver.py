"""A batch from its beginning to its tables: hands out clips, writes down what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.batch.clip_list import BatchClip, take_shard
from formcheck.batch.journal import Journal, journal_name, read_journals
from formcheck.batch.outcome import WORKER_DIED, ClipOutcome
from formcheck.batch.places import LocalPlace, Place, open_place
from formcheck.batch.pool import Pool
from formcheck.batch.tables import Collected, TableFormat, collect, write_tables
from formcheck.batch.task import ClipTask, Redo
from formcheck.batch.wish import Wish
from formcheck.errors import MachineError
from formcheck.results.folder import make_folder
from formcheck.results.partials import sweep_partials
from formcheck.score_options import ScoreOptions


@dataclass(frozen=True)
class BatchPlan:
    """What is to be done.

    Attributes
    ----------
    clips : sequence of BatchClip
        All clips, also those of other shards.
    out : str
        Folder or address of the results.
    exercise : str
        Of the clips of which the list says nothing; ``"auto"`` finds it out.
    scoring : ScoreOptions
    model_sha256 : str
        Hash of the pose model.
    shard : (int, int) or None
        Which part of the clips is done here: 1 of 3, 2 of 3 and so on.
    redo : {"nothing", "refused", "all"}
        What is tried again although it is known: clips that could not be scored, or all.
    frames : bool
        Whether all frames are put into a table, too.
    form : {"csv", "parquet"}
        Of the tables.
    """

    clips: Sequence[BatchClip]
    out: str
    exercise: str
    scoring: ScoreOptions
    model_sha256: str
    shard: tuple[int, int] | None = None
    redo: Redo = "nothing"
    frames: bool = False
    form: TableFormat = "csv"

    @property
    def own_clips(self) -> list[BatchClip]:
        """The clips that are done here."""
        return take_shard(self.clips, *(self.shard or (1, 1)))


@dataclass(frozen=True)
class BatchReport:
    """What came of a batch.

    Attributes
    ----------
    outcomes : tuple of ClipOutcome
        Of the clips that were this driver's.
    found : Collected
        The results of all clips, where the tables were made; of these clips otherwise.
    tables : tuple of str
        Names of the tables; empty while other shards are not done.
    waiting : int
        Clips of other shards of which nothing is known yet.
    """

    outcomes: tuple[ClipOutcome, ...]
    found: Collected
    tables: tuple[str, ...]
    waiting: int = 0


def run_batch(
    plan: BatchPlan,
    pool: Pool[ClipTask, ClipOutcome],
    tell: Callable[[ClipOutcome], None] = lambda _: None,
) -> BatchReport:
    """Score the clips of a batch that are not scored yet, and make the common tables.

    Parameters
    ----------
    plan : BatchPlan
    pool : Pool
        Does `formcheck.batch.task.score_task`.
    tell : callable, optional
        Called with what came of each clip, as soon as it is known.

    Raises
    ------
    MachineError
        Something that holds for every clip; what is done is kept.
    OutputError, DiskFullError
        The folder cannot be written.
    """
    place = open_place(plan.out)
    own = plan.own_clips
    parents = _prepare(place, own)
    outcomes: list[ClipOutcome] = []
    earlier = read_journals(place)
    try:
        with Journal(place, journal_name(plan.shard)) as journal:
            for outcome in _outcomes(plan, own, pool, earlier):
                known = earlier.get(outcome.folder)
                if not _is_known(outcome, known):
                    journal.add(outcome)
                elif known is not None:
                    outcome = replace(outcome, seconds=known.seconds)  # noqa: PLW2901
                outcomes.append(outcome)
                tell(outcome)
    finally:
        # What a worker that died has left, whoever started it.
        sweep(own, plan.out)
        # Other drivers may be about to use a folder that is empty now.
        if plan.shard is None:
            _tidy(parents)
    return _conclude(plan, place, outcomes)


def sweep(clips: Sequence[BatchClip], out: str, ended: Sequence[int] = ()) -> None:
    """Remove what processes that were killed left beside the results of these clips."""
    place = open_place(out)
    if isinstance(place, LocalPlace):
        sweep_partials(_parents(place, clips), ended)


def _outcomes(
    plan: BatchPlan,
    own: Sequence[BatchClip],
    pool: Pool[ClipTask, ClipOutcome],
    earlier: dict[str, ClipOutcome],
) -> Iterator[ClipOutcome]:
    tasks = (_task(plan, clip, earlier.get(clip.folder)) for clip in own)
    for answered in pool.run(tasks):
        outcome = answered.answer or _died(answered.task)
        yield outcome
        if outcome.stops:
            raise MachineError(
                f"The batch has stopped. {outcome.sentence}",
                f"{outcome.hint} The same command goes on where it stopped.",
            )


def _task(plan: BatchPlan, clip: BatchClip, earlier: ClipOutcome | None) -> ClipTask:
    wish = Wish(clip.exercise or plan.exercise, plan.scoring, plan.model_sha256)
    return ClipTask(clip, plan.out, wish, earlier, plan.redo)


def _died(task: ClipTask) -> ClipOutcome:
    return ClipOutcome(
        task.clip.folder,
        task.clip.name,
        "failed",
        task.wish.key,
        code=WORKER_DIED,
        sentence="The process that scored it was ended from outside, each time it was tried.",
        hint="If there was too little memory, use fewer --jobs; the next run tries it again.",
        exit_code=MachineError.exit_code,
    )


def _is_known(outcome: ClipOutcome, known: ClipOutcome | None) -> bool:
    """Whether the journal says already what has just come out."""
    if known is None or (known.sha256, known.wish) != (outcome.sha256, outcome.wish):
        return False
    if outcome.status == "kept":
        return known.is_done
    said = (outcome.status, outcome.code, outcome.sentence)
    return outcome.status == "refused" and said == (known.status, known.code, known.sentence)


def _prepare(place: Place, clips: Sequence[BatchClip]) -> list[Path]:
    """Make the folders that results go into, and sweep them; return those that are new."""
    if not isinstance(place, LocalPlace):
        return []
    made: list[Path] = []
    for folder in _parents(place, clips):
        made += make_folder(folder)
    sweep_partials(_parents(place, clips))
    return made


def _parents(place: LocalPlace, clips: Sequence[BatchClip]) -> list[Path]:
    return sorted({place.root, *((place.root / clip.folder).parent for clip in clips)})


def _tidy(made: Sequence[Path]) -> None:
    """Remove folders that were made and into which nothing came."""
    for folder in sorted(made, reverse=True):
        try:
            folder.rmdir()
        except OSError:
            continue


def _conclude(plan: BatchPlan, place: Place, outcomes: Sequence[ClipOutcome]) -> BatchReport:
    """Make the tables once every clip of every shard is accounted for.

    Each driver has written its own lines by now, so of shards that end together at least the
    last one sees them all.
    """
    known = {outcome.folder: outcome for outcome in outcomes}
    if plan.shard is not None:
        known = {**read_journals(place), **known}
    waiting = sum(clip.folder not in known for clip in plan.clips)
    if waiting:
        return BatchReport(tuple(outcomes), collect(place, outcomes), (), waiting)
    found = collect(place, [known[clip.folder] for clip in plan.clips])
    tables = write_tables(place, found, frames=plan.frames, form=plan.form)
    return BatchReport(tuple(outcomes), found, tuple(tables))
