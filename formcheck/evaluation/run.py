"""Scoring every labelled clip, several at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from formcheck.errors import InputError, MachineError, NothingToScoreError
from formcheck.evaluation.clip_score import ClipScore, LeftOut, score_engine
from formcheck.evaluation.evaluation import Evaluation, summarise
from formcheck.evaluation.labels import ClipLabel, LabelledClip, check_files
from formcheck.evaluation.prediction import ENGINES, Prediction, predict, predict_nothing
from formcheck.evaluation.truth import read_truth
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.exercises.settings import Settings
from formcheck.judge.result import ModelInfo
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.pose.track import PoseTrack
from formcheck.recognition.recognise import recognise
from formcheck.video.reader import VideoFile
from formcheck.words import tell

#: Called with the number of clips that are done.
Progress = Callable[[int], None]
#: Gives the landmarks of a labelled clip; must be picklable to be used by several processes.
TrackSource = Callable[[LabelledClip], PoseTrack]


@dataclass(frozen=True)
class CachedTracks:
    """Landmarks from the cache, found in the clip where there are none yet."""

    bundle: Bundle
    use_cache: bool = True
    workers: int | None = None
    thrifty: bool = False

    def __call__(self, item: LabelledClip) -> PoseTrack:
        """Return the landmarks of a clip."""
        path = item.clip_path
        return cached_track(
            path,
            clip_sha256(path),
            self.bundle,
            use_cache=self.use_cache,
            reading=VideoFile(path).reading,
            thrifty=self.thrifty,
            workers=self.workers,
        )


def processors() -> int:
    """Return how many processors this process may use."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def evaluate(
    clips: Sequence[LabelledClip],
    tracks: TrackSource,
    settings: Settings,
    *,
    model: ModelInfo,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Evaluation:
    """Score labelled clips with both engines and compare them with their labels.

    Parameters
    ----------
    clips : sequence of LabelledClip
    tracks : callable
        Gives the landmarks of a clip; usually `CachedTracks`.
    settings : Settings
    model : ModelInfo
        The pose model behind the landmarks.
    jobs : int
        Processes that work at once; the outcome does not depend on it.
    progress : callable, optional

    Returns
    -------
    Evaluation
        Entries of exercises that formcheck does not know, and clips that
        cannot be read, are left out and listed.

    Raises
    ------
    UsageError
        If a clip or a file of true angles is not there, or cannot be understood.
    ModelError
        If the pose model cannot be loaded.
    MachineError
        If a process ended in the middle of its work.
    """
    check_files([item for item in clips if item.label.exercise in exercise_names()])
    score = partial(score_labelled_clip, tracks=tracks, settings=settings, model=model)
    notify = progress or (lambda _: None)
    outcomes: list[ClipScore | LeftOut | None] = [None] * len(clips)
    for done, (index, outcome) in enumerate(_work(score, clips, jobs), start=1):
        outcomes[index] = outcome
        notify(done)
    return summarise([outcome for outcome in outcomes if outcome is not None])


def score_labelled_clip(
    item: LabelledClip, *, tracks: TrackSource, settings: Settings, model: ModelInfo
) -> ClipScore | LeftOut:
    """Score one clip with both engines and compare it with its label.

    A clip in which nothing can be judged has nothing counted, and its message
    is kept.
    """
    label = item.label
    if label.exercise not in exercise_names():
        return LeftOut(
            label, tell("formcheck.evaluation", "unknown_exercise", exercise=label.exercise)
        )
    truth = None if item.angles_path is None else read_truth(item.angles_path)
    try:
        track = tracks(item)
    except InputError as error:
        return LeftOut(label, error.message)
    message = ""
    try:
        said = predict(
            track, label.exercise, _prescribe(settings, label), clip_name=label.clip, model=model
        )
    except NothingToScoreError as error:
        message = error.message
        nothing: Prediction = predict_nothing(track)
        said = dict.fromkeys(ENGINES, nothing)
    exercise = get_exercise(label.exercise)
    engines = {
        name: score_engine(prediction, label, exercise, truth) for name, prediction in said.items()
    }
    segments = recognise(track, settings).segments
    return ClipScore(label, engines, message, tuple(segment.exercise for segment in segments))


def _prescribe(settings: Settings, label: ClipLabel) -> Settings:
    """Return the settings with the dose that the person was told."""
    told = label.prescribed.model_dump(exclude_none=True)
    return settings.replacing(label.exercise, dose=told)


_Score = Callable[[LabelledClip], ClipScore | LeftOut]


def _work(
    score: _Score, clips: Sequence[LabelledClip], jobs: int
) -> Iterator[tuple[int, ClipScore | LeftOut]]:
    """Yield each clip's place and outcome as they come."""
    if jobs <= 1 or len(clips) <= 1:
        for index, item in enumerate(clips):
            yield index, score(item)
        return
    # A fork would copy the model's threads half-way; a fresh process is safe everywhere.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(
        min(jobs, len(clips)), mp_context=context, initializer=_leave_stopping_to_parent
    )
    try:
        places = {executor.submit(score, item): index for index, item in enumerate(clips)}
        for future in as_completed(places):
            yield places[future], future.result()
    except BrokenProcessPool as error:
        raise MachineError(
            "A helper process ended in the middle of its work; the memory may be too small.",
            "Try again with --jobs 1.",
        ) from error
    except BaseException:
        # Someone asks to stop, or a clip fails: the others need not be finished.
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _leave_stopping_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
