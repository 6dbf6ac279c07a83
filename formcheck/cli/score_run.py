"""Scoring one clip after the other; one that fails does not stop the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from formcheck.cli.exercise_names import find_exercise_choice
from formcheck.cli.failures import Stopped, report_failure
from formcheck.cli.json_document import render_outcomes
from formcheck.cli.keeping import Keeper, keeping
from formcheck.cli.outcome import Outcome
from formcheck.cli.progress import showing_progress
from formcheck.cli.summary import print_summaries
from formcheck.errors import FormcheckError
from formcheck.exercises.registry import AUTO
from formcheck.exercises.settings import Settings
from formcheck.results.clips import plan_clips
from formcheck.results.place import ResultPlace, folder_name
from formcheck.scoring import score_exercises
from formcheck.settings_file import read_settings
from formcheck.video.reading import Reading


@dataclass(frozen=True)
class Options:
    """What the person asked for, the same for all clips."""

    exercise: str = AUTO
    out: Path = Path("formcheck-results")
    settings_file: Path | None = None
    model: str = "full"
    video: bool = True
    use_cache: bool = True
    fps: float | None = None
    speed: float | None = None
    rotate: int = 0
    patient: str | None = None
    day: date | None = None
    store_file: Path | None = None


def score_all(named: Sequence[Path], options: Options, *, as_json: bool = False) -> int:
    """Score clips and folders of clips, say what came of each, return the worst exit code.

    Parameters
    ----------
    named : sequence of Path
        Files and folders.
    options : Options
    as_json : bool
        Print one JSON document on standard output when all is done, instead of
        a summary after each clip.

    Raises
    ------
    FormcheckError
        Something that holds for all clips is wrong: the exercise, the settings
        file, the model, the history, or a folder without videos.
    """
    with keeping(options.patient, options.store_file, options.day) as keeper:
        return _score_and_keep(named, options, keeper, as_json=as_json)


def _score_and_keep(
    named: Sequence[Path], options: Options, keeper: Keeper | None, *, as_json: bool
) -> int:
    exercise = find_exercise_choice(options.exercise)
    Reading(fps=options.fps, speed=options.speed, rotate_deg=options.rotate)
    settings = read_settings(options.settings_file) if options.settings_file else None
    if settings is None and keeper is not None:
        settings = keeper.planned_settings()
    clips = plan_clips(named)
    outcomes: list[Outcome] = []
    try:
        for clip in clips:
            outcome = _keep(_score_one(clip, exercise, settings, options), keeper)
            outcomes.append(outcome)
            _say(outcome, len(outcomes), len(clips), as_json=as_json)
    except Stopped as stop:
        if finished := sum(outcome.error is None for outcome in outcomes):
            files = "clip is" if finished == 1 else "clips are"
            stop.message = f"Stopped. {finished} {files} finished, the others are unchanged."
        raise
    if as_json:
        print(render_outcomes(outcomes))
    return max(outcome.exit_code for outcome in outcomes)


def _score_one(clip: Path, exercise: str, settings: Settings | None, options: Options) -> Outcome:
    places = [ResultPlace(options.out / folder_name(clip))]
    try:
        with showing_progress(clip.name, video=options.video) as progress:
            scored = score_exercises(
                clip,
                options.out,
                exercise=exercise,
                settings=settings,
                model=options.model,
                use_cache=options.use_cache,
                fps=options.fps,
                speed=options.speed,
                rotate=options.rotate,
                video=options.video,
                progress=progress,
                on_place=places.append,
            )
    except FormcheckError as error:
        return Outcome(clip, places[-1], error=error)
    return Outcome(clip, places[-1], scored=tuple(scored))


def _keep(outcome: Outcome, keeper: Keeper | None) -> Outcome:
    """Add what was scored to the patient's history, if there is one."""
    if keeper is None or outcome.error is not None:
        return outcome
    try:
        kept = keeper.keep(outcome.clip, outcome.folder, outcome.scored)
    except FormcheckError as error:
        return replace(outcome, error=error)
    return replace(outcome, kept=kept)


def _say(outcome: Outcome, number: int, total: int, *, as_json: bool) -> None:
    if outcome.error is not None:
        if total > 1:
            print(f"{outcome.clip}:", file=sys.stderr)
        report_failure(outcome.error)
    elif not as_json:
        print_summaries(outcome.scored, outcome.folder)
        if said := outcome.place.describe():
            print(said)
        if outcome.kept:
            print(outcome.kept)
    if not as_json and number < total:
        print(flush=True)
