"""Preparing a live session, running it, and saying where its sets are."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from formcheck.arrays import Pixels
from formcheck.cli.failures import Stopped
from formcheck.cli.progress import showing_progress
from formcheck.errors import FormcheckError, NothingToScoreError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.exercises.typed_name import find_exercise_name
from formcheck.judge.result import ModelInfo
from formcheck.live.backroom import Backroom
from formcheck.live.display import check_display
from formcheck.live.flow.flow import Flow
from formcheck.live.flow.wish import Leftover, Offer, Wish, default_offers, planned_offers
from formcheck.live.interrupted import InterruptedSet, find_interrupted
from formcheck.live.journal import SetJournal, SetOwner, journal_folder
from formcheck.live.judge_process import JudgeProcess
from formcheck.live.phrases import Phrases, load_phrases
from formcheck.live.remembered import recall, remember
from formcheck.live.run import LiveSession
from formcheck.live.saving import HistoryDesk, SavedSet
from formcheck.live.screens.draw import draw_ground, draw_screen
from formcheck.live.voice import Voice
from formcheck.live.window import LiveWindow
from formcheck.plan.model import Plan
from formcheck.plan.settings import plan_settings
from formcheck.plan.smaller import SMALLER, Smaller
from formcheck.plan.toml_file import read_plan
from formcheck.pose.bundle import find_bundle
from formcheck.pose.bundle_file import Bundle
from formcheck.scoring import find_model
from formcheck.settings_file import read_settings
from formcheck.video.sources.opening import is_file_source, open_source
from formcheck.video.sources.source import Source
from formcheck.words import languages, read_words, use_language
from formcheck.words.errors import retell_error

_WORDS = read_words("formcheck.cli")
_TITLE = "formcheck"


@dataclass(frozen=True)
class LiveOptions:
    """What the person asked for."""

    exercise: str | None = None
    camera: str = "0"
    reps: int | None = None
    hold_s: float | None = None
    sets: int | None = None
    minutes: float | None = None
    smaller: str | None = None
    patient: str | None = None
    plan_file: Path | None = None
    enable: tuple[str, ...] = ()
    record: bool = False
    voice: str = "on"
    voice_rate: int = 160
    language: str | None = None
    out: Path = Path("formcheck-live")
    guided: bool | None = None
    full_screen: bool = True
    settings_file: Path | None = None
    model: str = "full"
    store_file: Path | None = None


def run_live(options: LiveOptions) -> int:
    """Run a live session and return the exit code.

    Parameters
    ----------
    options : LiveOptions

    Raises
    ------
    UsageError
        Options that do not go together, or cannot be followed.
    InputError
        The video that is to be played cannot be read.
    MachineError
        There is no screen, camera or pose model.
    """
    if is_file_source(options.camera):
        # A slip in its name comes first: what a film needs besides is of no use then.
        _check_camera(options.camera)
    phrases = _speak(options.language)
    wish = _wish(options)
    base = read_settings(options.settings_file) if options.settings_file else default_settings()
    file_plan = read_plan(options.plan_file) if options.plan_file else None
    check_display()
    if not is_file_source(options.camera):
        _check_camera(options.camera)
    # It loads while the model is looked for and the window opens.
    with JudgeProcess() as judge:
        return _run(options, phrases, wish, base, file_plan, judge)


def _run(
    options: LiveOptions,
    phrases: Phrases,
    wish: Wish,
    base: Settings,
    file_plan: Plan | None,
    judge: JudgeProcess,
) -> int:
    with showing_progress(options.model, video=False) as progress:
        bundle = find_model(options.model, lambda share: progress("model", share))
    backroom = Backroom(
        options.out,
        ModelInfo(variant=bundle.variant, sha256=bundle.sha256),
        _desk_opener(options),
    )
    plan = backroom.open_history()
    journals = _Journals(options, backroom.model)
    backroom.interrupted = journals.interrupted
    plan = plan if file_plan is None else file_plan
    if plan is not None:
        _say_left_out(plan)
    settings = base if plan is None else plan_settings(plan, base)
    wish = replace(
        wish,
        interrupted=tuple(map(_leftover, backroom.interrupted)),
        lessons=() if plan is None else tuple(plan.lessons),
        days_this_week=_days_this_week(options, backroom),
    )
    flow = Flow(wish, phrases, _offers(plan, settings))
    voice = Voice(on=options.voice == "on", rate=options.voice_rate, language=phrases.language)
    window = LiveWindow(
        _TITLE, options.full_screen, first=lambda size_px: _first_picture(flow, wish, size_px)
    )
    session = LiveSession(
        flow,
        window,
        voice,
        backroom,
        open_source=_opener(options.camera, judge),
        bundle=bundle,
        settings=settings,
        phrases=phrases,
        record=options.record,
        new_journal=journals.begin,
        new_set=judge.new_set,
        find_lighter=lambda: _lighter(options.model),
    )
    try:
        session.run()
    except Stopped as stop:
        stop.message = _WORDS.text("ended.stopped")
        raise
    finally:
        _remember(flow, backroom.saved, guided=wish.guided, of_patient=options.patient is not None)
        _say(backroom.saved, options.patient)
        for error in backroom.failures:
            _warn(error)
    # That nothing was done in a set is no failure.
    grave = [error for error in backroom.failures if not isinstance(error, NothingToScoreError)]
    return max((error.exit_code for error in grave), default=0)


class _Journals:
    """The journals of sets; a film as camera has none, for it can be played again."""

    def __init__(self, options: LiveOptions, model: ModelInfo) -> None:
        self._owner = SetOwner(options.out, model, options.patient, options.store_file)
        self.begin = None if is_file_source(options.camera) else self._begin
        self.interrupted: Sequence[InterruptedSet] = ()
        if self.begin is not None:
            self.interrupted = find_interrupted(journal_folder(), self._owner)

    def _begin(self) -> SetJournal:
        return SetJournal(journal_folder(), self._owner)


def _lighter(model: str) -> Bundle | None:
    """Return the lite model if it is here; a model that somebody named by its file stays."""
    return find_bundle("lite") if model in ("full", "heavy") else None


def _leftover(interrupted: InterruptedSet) -> Leftover:
    facts = interrupted.facts
    return Leftover(interrupted.name, facts.exercise, facts.reps, facts.began_at, facts.timed_holds)


def _speak(language: str | None) -> Phrases:
    """Speak what was asked for, a language or a file of words; return what is said live."""
    phrases = load_phrases(language)
    code = phrases.written_in
    if language is not None and code in languages():
        use_language(code)
    return phrases


def _first_picture(flow: Flow, wish: Wish, size_px: tuple[int, int]) -> Pixels:
    """Draw the first page; a film, which has none, begins with the bare ground."""
    if not wish.guided and not wish.interrupted:
        return draw_ground(size_px)
    return draw_screen(flow.screen, None, size_px).picture


def _wish(options: LiveOptions) -> Wish:
    if options.voice not in ("on", "off"):
        raise UsageError(f"--voice cannot be {options.voice!r}.", "It is on or off.")
    remembered = recall()
    guided = not is_file_source(options.camera) if options.guided is None else options.guided
    exercise = None if options.exercise is None else find_exercise_name(options.exercise)
    if exercise is None and is_file_source(options.camera) and options.guided is None:
        raise UsageError(
            f"What is done in “{Path(options.camera).name}” must be named: "
            "a video cannot choose from a menu.",
            "Name the exercise: formcheck live EXERCISE --camera FILE",
        )
    if exercise is None and not guided:
        raise UsageError(
            "A set without guidance needs to know what is done in it.",
            "Name the exercise: formcheck live EXERCISE …",
        )
    enabled = {find_exercise_name(name) for name in options.enable}
    if not guided and exercise is not None:
        # A film shows what was done; nobody is told to do it.
        enabled.add(exercise)
    return Wish(
        exercise=exercise,
        reps=options.reps,
        hold_s=options.hold_s,
        sets=options.sets,
        minutes=options.minutes,
        smaller=_smaller(options),
        guided=guided,
        offers_lesson=guided,
        lessons_heard=frozenset(remembered.lessons_heard),
        first_run=not remembered.seen_before,
        enabled_extra=frozenset(enabled),
        stopped_today=remembered.stopped_today(_today()) if guided else frozenset(),
        range_before=remembered.range_before,
    )


def _smaller(options: LiveOptions) -> Smaller | None:
    if options.smaller is None:
        return None
    known = next((name for name in SMALLER if name == options.smaller), None)
    if known is None:
        raise UsageError(
            f"--smaller cannot be {options.smaller!r}.", f"It is one of: {', '.join(SMALLER)}."
        )
    if options.reps is not None:
        raise UsageError("--reps and --smaller both say how many.", "Leave one of them out.")
    return known


def _offers(plan: Plan | None, settings: Settings) -> tuple[Offer, ...]:
    if plan is None or not plan.enabled:
        return default_offers(settings)
    return planned_offers(plan, settings, _today())


def _say_left_out(plan: Plan) -> None:
    """Tell of what is prescribed and cannot be done here."""
    for name, item in plan.not_installed.items():
        if item.enabled:
            title = find_exercise(name).title
            print(_WORDS.text("live.left_out", exercise=title), file=sys.stderr, flush=True)


def _desk_opener(options: LiveOptions) -> Callable[[], HistoryDesk] | None:
    label = options.patient
    if label is None:
        return None
    return lambda: HistoryDesk(options.store_file, label)


def _check_camera(camera: str) -> None:
    """Open it for a moment: before the window, one line can say what is wrong."""
    with closing(_open(camera)):
        pass


def _open(camera: str) -> Source:
    return open_source(camera)


def _opener(camera: str, judge: JudgeProcess) -> Callable[[], Source]:
    """Return what opens the camera of the session; a film only begins once it can be judged.

    It waits for nobody, and its first repetition may follow at once; in front of a camera one
    gets into place first.
    """
    if not is_file_source(camera):
        return lambda: _open(camera)

    def open_film() -> Source:
        judge.wait_until_ready()
        return _open(camera)

    return open_film


def _days_this_week(options: LiveOptions, backroom: Backroom) -> int:
    if options.patient is not None:
        return backroom.days_this_week(_today())
    return recall().days_this_week(_today())


def _remember(flow: Flow, saved: list[SavedSet], *, guided: bool, of_patient: bool = False) -> None:
    before = after = recall()
    if guided:
        # A film may show anybody, and nobody who plays one is shown the pages.
        seen = before.seen_before or bool(flow.sets_done)
        ranges = before.range_before | _ranges(saved)
        heard = sorted(flow.lessons_heard)
        after = before.model_copy(
            update={"seen_before": seen, "range_before": ranges, "lessons_heard": heard}
        )
        # On which days a patient exercises is for the history to keep.
        if not of_patient and any(tally.done for tally in flow.sets_done):
            after = after.with_day(_today())
    if flow.stopped_exercises:
        after = after.with_stopped(flow.stopped_exercises, _today())
    if after != before:
        remember(after)


def _ranges(saved: list[SavedSet]) -> dict[str, float]:
    """Return the mean range of the latest set of each exercise."""
    ranges: dict[str, float] = {}
    for item in saved:
        result = item.scored.result
        known = [rep.range for rep in result.reps if rep.counted and rep.range is not None]
        if known:
            ranges[result.exercise] = float(np.mean(known))
    return ranges


def _say(saved: list[SavedSet], patient: str | None) -> None:
    for item in saved:
        summary = item.scored.result.summary
        said = {"exercise": item.scored.exercise.title, "folder": item.folder}
        if item.timed_holds:
            holds = _WORDS.count("live.holds", item.timed_holds)
            print(_WORDS.text("live.timed", holds=holds, **said))
        else:
            counted, clean = summary.reps_counted, summary.clean_reps
            print(_WORDS.text("live.counted", counted=counted, clean=clean, **said))
    if saved and patient is not None:
        print(_WORDS.text("live.kept", label=patient))


def _warn(error: FormcheckError) -> None:
    """Tell of what could not be saved: the window that may have said so is gone."""
    message, hint = retell_error(error)
    print(
        _WORDS.text("live.not_saved", message=message), hint, sep="\n", file=sys.stderr, flush=True
    )


def _today() -> date:
    return date.today()
