"""Scoring from a notebook: one clip, many clips, and results that are there already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Unpack

from formcheck.batch.clip_list import BatchClip, clips_of, read_clips
from formcheck.batch.driver import BatchPlan, BatchReport, run_batch, sweep
from formcheck.batch.journal import read_journals
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import LocalPlace
from formcheck.batch.pool import LocalPool, own_cores
from formcheck.batch.task import score_task
from formcheck.errors import InputError
from formcheck.exercises.base import AUTO
from formcheck.exercises.typed_name import find_exercise_choice
from formcheck.notebook.clip_score import ClipScore
from formcheck.notebook.score_set import ScoreSet
from formcheck.results.files import RESULT_JSON
from formcheck.results.place import ResultPlace
from formcheck.results.segment_folders import SEGMENTS_JSON
from formcheck.results.stacked.reading import ReadFile
from formcheck.results.stacked.tables import NotScored
from formcheck.score_options import ScoreKeywords, ScoreOptions
from formcheck.scoring import find_model, score_with

#: A folder, a list as a CSV file, or clips one by one.
Clips = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def score(
    clip: str | os.PathLike[str],
    exercise: str = AUTO,
    *,
    out: str | os.PathLike[str] | None = None,
    **options: Unpack[ScoreKeywords],
) -> ClipScore:
    """Score a clip and return what was found.

    Nothing is written unless ``out`` is given, and no video is drawn unless ``video=True`` is.

    Parameters
    ----------
    clip : str or Path
        The recorded clip.
    exercise : str
        As people write it, ``"Press up"``, or one of `formcheck.exercise_names`; by default
        the program finds it out.
    out : str or Path, optional
        Folder in which the clip gets a folder of its own with the files of the result.
    **options
        The fields of `formcheck.ScoreOptions`: ``model="lite"``, ``rotate=90`` and others.

    Returns
    -------
    ClipScore

    Raises
    ------
    UnknownExerciseError, UsageError, OutputError
        Wrong use.
    InputError
        The clip cannot be read.
    NothingToScoreError
        Nothing in it can be judged, or it is not sure which exercise it is.
    ModelError, MachineError
        The computer lacks something.

    Examples
    --------
    >>> import formcheck as fc
    >>> fc.score("clip.mp4", "press-up").reps  # doctest: +SKIP
    """
    exercise = find_exercise_choice(exercise)
    chosen = _choose(options, writes=out is not None)
    if out is not None:
        return _score_into(Path(out).expanduser(), Path(clip).expanduser(), exercise, chosen)
    with TemporaryDirectory(prefix="formcheck-") as scratch:
        folder = Path(scratch)
        found = _score_into(folder, Path(clip).expanduser(), exercise, chosen)
        return ClipScore(found.folder, _keep_in_memory(folder))


def _keep_in_memory(folder: Path) -> ReadFile:
    """Return what reads the files of a folder after it is gone: those that are read are small."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in (".json", ".csv")
    }
    return files.get


def _choose(options: ScoreKeywords, *, writes: bool) -> ScoreOptions:
    """Return the options; what is only looked at is made where somebody asks for it."""
    chosen: ScoreKeywords = {"video": False, "report": writes}
    chosen.update(options)
    return ScoreOptions(**chosen)


def _score_into(out: Path, clip: Path, exercise: str, options: ScoreOptions) -> ClipScore:
    places: list[ResultPlace] = []

    def note(place: ResultPlace) -> None:
        places.append(place)
        options.tell_place(place)

    score_with(replace(options, on_place=note), clip, out, exercise)
    return ClipScore(places[-1].folder.relative_to(out).as_posix(), LocalPlace(out).read)


def score_many(
    clips: Clips,
    exercise: str = AUTO,
    *,
    out: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    recursive: bool = True,
    tell: Callable[[ClipOutcome], None] | None = None,
    **options: Unpack[ScoreKeywords],
) -> ScoreSet:
    """Score many clips side by side, as ``formcheck batch`` does, and return what was found.

    With ``out``, what is done stays: stopped and called again, it goes on where it stopped.
    A clip that cannot be scored stops nothing; `ScoreSet.not_scored` says why.

    Parameters
    ----------
    clips : str, Path, or iterable of them
        A folder, a list of clips as a CSV file, or the clips themselves.
    exercise : str
        As in `score`, for every clip of which a list says nothing.
    out : str or Path, optional
        Folder of the results and their common tables. Without it, nothing stays but what is
        returned: give it where there are more than a few hundred clips.
    jobs : int, optional
        Clips at once; by default as many as there are processors.
    recursive : bool
        Whether folders inside the folder are searched.
    tell : callable, optional
        Called with what came of each clip.
    **options
        The fields of `formcheck.ScoreOptions`.

    Returns
    -------
    ScoreSet

    Raises
    ------
    FormcheckError
        Something that holds for every clip is wrong.
    """
    exercise = find_exercise_choice(exercise)
    chosen = _choose(options, writes=out is not None)
    if out is not None:
        folder = Path(out).expanduser().absolute()
        report = _run(clips, folder, exercise, chosen, jobs, tell, recursive=recursive)
        return _as_set(report, LocalPlace(folder).read)
    with TemporaryDirectory(prefix="formcheck-") as scratch:
        folder = Path(scratch)
        report = _run(clips, folder, exercise, chosen, jobs, tell, recursive=recursive)
        return _as_set(report, _keep_in_memory(folder))


def _run(
    clips: Clips,
    out: Path,
    exercise: str,
    options: ScoreOptions,
    jobs: int | None,
    tell: Callable[[ClipOutcome], None] | None,
    *,
    recursive: bool,
) -> BatchReport:
    # Once, before the first worker: they find it here, and none of them fetches anything.
    bundle = find_model(options.model)
    named = _named(clips, str(out), recursive=recursive)
    plan = BatchPlan(named, str(out), exercise, options, bundle.sha256)
    pool = LocalPool(
        score_task,
        jobs or len(own_cores()) or 1,
        on_end=lambda ended: sweep(named, str(out), ended),
    )
    return run_batch(plan, pool, tell or (lambda _: None))


def _as_set(report: BatchReport, read: ReadFile) -> ScoreSet:
    folders = dict.fromkeys(entry.folder for entry, _ in report.found.sets)
    return ScoreSet([ClipScore(name, read) for name in folders], report.found.not_scored)


def _named(clips: Clips, out: str, *, recursive: bool) -> list[BatchClip]:
    if isinstance(clips, str | os.PathLike):
        source = Path(clips).expanduser()
        return read_clips(str(source), out=out, recursive=recursive)
    return clips_of([Path(clip).expanduser() for clip in clips])


def read_results(folder: str | os.PathLike[str]) -> ScoreSet:
    """Read all results in a folder, whoever wrote them: score, batch or live.

    Parameters
    ----------
    folder : str or Path
        Folders inside are searched, too.

    Returns
    -------
    ScoreSet
        Sorted by folder; folders whose result is damaged are among `ScoreSet.not_scored`.

    Raises
    ------
    InputError
        There is no such folder, or no result in it.
    """
    root = Path(folder).expanduser()
    read = LocalPlace(root).read
    clips: list[ClipScore] = []
    damaged: list[NotScored] = []
    for name in _result_folders(root):
        try:
            clips.append(ClipScore(name, read))
        except (ValueError, KeyError, TypeError):
            damaged.append(NotScored(name, "damaged", "The result is damaged.", "Score it again."))
    if not clips and not damaged:
        raise InputError(
            f"There is no result in the folder “{root}”.",
            "Name a folder that formcheck score or batch has written.",
        )
    known = read_journals(LocalPlace(root)).values()
    refused = [
        NotScored(outcome.folder, outcome.code or "", outcome.sentence, outcome.hint)
        for outcome in known
        if not outcome.is_done
    ]
    return ScoreSet(clips, [*damaged, *refused])


def _result_folders(root: Path) -> list[str]:
    """Return the folders of results, without those of the segments in them."""
    found = []
    for place, inner, files in os.walk(root):
        if SEGMENTS_JSON in files or RESULT_JSON in files:
            found.append(Path(place).relative_to(root).as_posix())
        if SEGMENTS_JSON in files:
            inner.clear()
        inner[:] = sorted(name for name in inner if not name.startswith("."))
    return sorted(found)
