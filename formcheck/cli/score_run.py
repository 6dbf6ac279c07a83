"""Scoring one clip after the other; one that fails does not stop the rest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.failures import Stopped, report_failure
from formcheck.cli.outcome import Outcome
from formcheck.cli.progress import showing_progress
from formcheck.cli.summary import print_summaries
from formcheck.errors import FormcheckError
from formcheck.exercises.base import AUTO
from formcheck.exercises.settings import Settings
from formcheck.exercises.typed_name import find_exercise_choice
from formcheck.results.clips import find_left_out, plan_clips
from formcheck.results.place import ResultPlace, folder_name
from formcheck.score_options import ScoreOptions
from formcheck.scoring import score_with
from formcheck.settings_file import read_settings
from formcheck.words import read_words

if TYPE_CHECKING:
    from formcheck.cli.keeping import Keeper

_WORDS = read_words("formcheck.cli")
#: So many files of a folder are told by their names.
_MOST_NAMES = 5


@dataclass(frozen=True)
class Options:
    """What the person asked for, the same for all clips.

    The settings of `scoring` come from ``settings_file``, or from the patient's plan.
    """

    exercise: str = AUTO
    out: Path = Path("formcheck-results")
    settings_file: Path | None = None
    patient: str | None = None
    day: date | None = None
    store_file: Path | None = None
    scoring: ScoreOptions = field(default_factory=ScoreOptions)


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
    if options.patient is None:
        return _score_and_keep(named, options, None, as_json=as_json)
    from formcheck.cli.keeping import keeping

    with keeping(options.patient, options.store_file, options.day) as keeper:
        return _score_and_keep(named, options, keeper, as_json=as_json)


def _score_and_keep(
    named: Sequence[Path], options: Options, keeper: Keeper | None, *, as_json: bool
) -> int:
    exercise = find_exercise_choice(options.exercise)
    scoring = replace(options.scoring, settings=_find_settings(options, keeper))
    clips = plan_clips(named)
    _say_left_out(find_left_out(named))
    outcomes: list[Outcome] = []
    try:
        for clip in clips:
            outcome = _keep(_score_one(clip, options.out, exercise, scoring), keeper)
            outcomes.append(outcome)
            _say(outcome, len(outcomes), len(clips), as_json=as_json)
    except Stopped as stop:
        if finished := sum(outcome.error is None for outcome in outcomes):
            stop.message = _WORDS.count("ended.stopped_after", finished)
        raise
    if as_json:
        from formcheck.cli.json_document import render_outcomes

        print(render_outcomes(outcomes))
    if len(outcomes) > 1:
        _say_what_all_come_to(outcomes, options.out, quiet=as_json)
    return max(outcome.exit_code for outcome in outcomes)


def _say_what_all_come_to(outcomes: Sequence[Outcome], out: Path, *, quiet: bool) -> None:
    """Write the tables of all clips, and print what they come to, as a batch does."""
    from formcheck.batch.places import LocalPlace
    from formcheck.batch.tables import collect, write_tables
    from formcheck.cli.batch_summary import describe_outcomes

    if not out.is_dir():
        return
    clips = [outcome.as_clip_outcome() for outcome in outcomes]
    place = LocalPlace(out)
    found = collect(place, clips)
    tables = write_tables(place, found)
    if not quiet:
        print("", *describe_outcomes(clips, found), sep="\n")
        print(_WORDS.text("many.tables", tables=", ".join(tables), folder=out))


def _find_settings(options: Options, keeper: Keeper | None) -> Settings | None:
    """Return the thresholds of the file that was named, else of the patient's plan, if any."""
    if options.settings_file is not None:
        return read_settings(options.settings_file)
    return None if keeper is None else keeper.planned_settings()


def _say_left_out(files: Sequence[Path]) -> None:
    """Say which files of a folder are not tried; what is not said looks as if it had been."""
    if not files:
        return
    names = ", ".join(path.name for path in files[:_MOST_NAMES])
    more = len(files) - _MOST_NAMES
    key = "many.left_out_and_more" if more > 0 else "many.left_out"
    print(_WORDS.text(key, names=names, more=more), file=sys.stderr)


def _score_one(clip: Path, out: Path, exercise: str, scoring: ScoreOptions) -> Outcome:
    places = [ResultPlace(out / folder_name(clip))]
    try:
        with showing_progress(clip.name, video=scoring.video) as progress:
            own = replace(scoring, progress=progress, on_place=places.append)
            scored = score_with(own, clip, out, exercise)
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
