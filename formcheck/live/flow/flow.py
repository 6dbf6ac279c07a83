"""The whole live session: dispatches events to the stage at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from formcheck.live.flow.after_set import Following, Rest, Unsaved, VerdictPage
from formcheck.live.flow.answering import Answering
from formcheck.live.flow.closing import Help, StillWorse, Stopped, Summary
from formcheck.live.flow.counting import Counting
from formcheck.live.flow.effects import (
    Effect,
    PauseCounting,
    Quit,
    QuitReason,
    RecordSafety,
    Tone,
)
from formcheck.live.flow.events import (
    KEYS_EVERYWHERE,
    Ask,
    Calibrated,
    CameraChanged,
    Clicked,
    Event,
    KeyPressed,
    Remark,
    SaveFailed,
    Seen,
    SetSaved,
    Ticked,
    WindowClosed,
)
from formcheck.live.flow.guided import GuidedMovements, TimedHolds, UnseenMovements
from formcheck.live.flow.interrupted import Interrupted
from formcheck.live.flow.lesson import Lesson
from formcheck.live.flow.menu import Film, Menu, NotOffered
from formcheck.live.flow.opening import (
    AskFirst,
    Clinician,
    FirstRun,
    RedFlag,
    UrgentSigns,
    WarningSigns,
)
from formcheck.live.flow.paused import Paused
from formcheck.live.flow.placing import Countdown, Place
from formcheck.live.flow.questions import PainAfter, PainBefore
from formcheck.live.flow.session import Session, Tally, begin_session
from formcheck.live.flow.stage import Doing, Next, Stage, StageName
from formcheck.live.flow.wish import Offer, Wish
from formcheck.live.phrases import Phrases
from formcheck.live.screens.states import (
    Choice,
    MenuScreen,
    PainScreen,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    TextScreen,
)
from formcheck.safety import safety_detail

_STAGES: Mapping[StageName, Callable[[Session], Stage]] = {
    "interrupted": Interrupted,
    "urgent_signs": UrgentSigns,
    "ask_first": AskFirst,
    "first_run": FirstRun,
    "clinician": Clinician,
    "red_flag": RedFlag,
    "signs": WarningSigns,
    "menu": Menu,
    "not_offered": NotOffered,
    "film": Film,
    "pain_before": PainBefore,
    "place": Place,
    "guided": GuidedMovements,
    "unseen": UnseenMovements,
    "countdown": Countdown,
    "counting": Counting,
    "timed": TimedHolds,
    "paused": Paused,
    "stopped": Stopped,
    "pain_after": PainAfter,
    "verdict": VerdictPage,
    "lesson": Lesson,
    "unsaved": Unsaved,
    "rest": Rest,
    "following": Following,
    "still_worse": StillWorse,
    "summary": Summary,
    "help": Help,
}
#: These cover the stage at hand, which goes on afterwards.
_COVERING: frozenset[StageName] = frozenset({"paused", "still_worse", "help", "signs"})
#: Stages of a set that has just ended: to stop there is to stop that exercise.
_ABOUT_A_SET: frozenset[StageName] = frozenset(
    {"pain_after", "verdict", "lesson", "rest", "following"}
)
#: A remark is shown for so long.
_NOTICE_S = 20.0
#: An empty room is watched no longer than this; what was asked waits at the keyboard.
_ALONE_S = 600.0
_HELP = ("h", "keys.help", Ask.HELP)
_QUIT_REASONS: Mapping[StageName, QuitReason] = {"summary": "finished", "red_flag": "red_flag"}


class Flow:
    """State machine of a live session; pure, all time comes with the events.

    Parameters
    ----------
    wish : Wish
    phrases : Phrases
    offers : sequence of Offer
        What there is to choose from, in order; see `default_offers`.
    """

    def __init__(self, wish: Wish, phrases: Phrases, offers: Sequence[Offer]) -> None:
        self._session = begin_session(wish, phrases, offers)
        self._name: StageName = "interrupted" if wish.interrupted else "urgent_signs"
        self._stage: Stage = _STAGES[self._name](self._session)
        self._covered: list[tuple[StageName, Stage]] = []
        self._begun = False
        self._over = False
        self._answering = Answering()

    @property
    def screen(self) -> ScreenState:
        """What to show now, the keys of the moment named on it."""
        screen, notice = self._stage.screen, self._session.notice
        if self._answers_by_pointing:
            screen = self._answering.show(screen, self._session.phrases) or screen
        match screen:
            case TextScreen(hint=hint, remark=remark):
                hint = hint or self._session.phrases.text("keys.page")
                return replace(screen, hint=hint, remark=remark or notice)
            case MenuScreen(remark=remark) | PainScreen(remark=remark):
                return replace(screen, remark=remark or notice)
            case PlaceScreen():
                return replace(screen, keys=self._keys(), notice=notice)
            case PromptScreen(hint=hint):
                # A page that is pointed at has room for a remark; a prompt has none.
                hint = notice if hint and notice else hint
                return replace(screen, keys=self._keys(), hint=hint)
        return replace(screen, keys=self._keys())

    @property
    def _answers_by_pointing(self) -> bool:
        return self._session.sees

    def _keys(self) -> tuple[Choice, ...]:
        words = self._session.phrases
        return tuple(
            Choice(key, words.text(name), "", action)
            for key, name, action in (*self._stage.shortcuts, _HELP)
        )

    @property
    def stage(self) -> StageName:
        """Name of the stage at hand."""
        return self._name

    @property
    def stopped_exercises(self) -> frozenset[str]:
        """Exercises that are over for today: keep them until midnight."""
        return frozenset(self._session.stopped)

    @property
    def lessons_heard(self) -> frozenset[str]:
        """Topics that were opened, in earlier sessions, too."""
        return frozenset(self._session.lessons_heard)

    @property
    def exercise(self) -> str | None:
        """The exercise at hand; None before one was chosen."""
        offer = self._session.following or self._session.offer
        return None if offer is None else offer.exercise

    @property
    def running(self) -> Tally | None:
        """The set that runs, or the newest."""
        return self._session.tally

    @property
    def sets_done(self) -> tuple[Tally, ...]:
        """The sets that have ended, oldest first."""
        return tuple(self._session.done)

    def handle(self, event: Event) -> list[Effect]:
        """Answer an event.

        Returns
        -------
        list of Effect
            To be carried out in order. After `Quit` nothing is answered any more.
        """
        if self._over:
            return []
        do = Doing(self._session)
        if not self._begun:
            self._begun = True
            self._begin(event.time_s, do)
        if not self._over:
            self._answer(event, do)
        self._answering.turn_to(self._stage)
        self._over = self._over or any(isinstance(effect, Quit) for effect in do.effects)
        return do.effects

    def _begin(self, time_s: float, do: Doing) -> None:
        wish = self._session.wish
        if wish.guided or wish.interrupted:
            self._go(self._stage.begin(time_s, do), time_s, do)
        else:
            self._go("menu", time_s, do)

    def _answer(self, event: Event, do: Doing) -> None:
        stage, time_s = self._stage, event.time_s
        following: Next = None
        match event:
            case KeyPressed(key=key):
                following = self._press(time_s, key, do)
            case Clicked(action=action):
                following = self._act(time_s, action, do)
            case Ticked():
                self._take_notice_away(time_s)
                following = stage.tick(time_s, do)
            case Seen():
                following = stage.see(event, do) or self._point(event, do)
            case Calibrated():
                following = stage.calibrated(event, do)
            case CameraChanged(change=change):
                self._session.camera_lost = change != "back"
                following = stage.camera(event, do)
            case SetSaved() | SaveFailed():
                self._note_saved(event)
            case Remark(text=text):
                self._session.notice, self._session.notice_since_s = text, None
            case WindowClosed():
                self._quit("window_closed", do)
        self._go(following, time_s, do)
        self._ask_later_question(time_s, do)

    def _point(self, event: Seen, do: Doing) -> Next:
        """Choose what a hand is held in; say the page again for one that is raised."""
        if not self._answers_by_pointing or not self._stage.fields:
            return None
        self._answering.turn_to(self._stage)
        action = self._answering.see(event)
        if self._answering.alone_s > _ALONE_S:
            do.leave("next")
            return None
        if action is not None:
            do.add(Tone("chosen"))
            return self._act(event.time_s, action, do)
        if self._answering.asks_again(event):
            do.say(self._stage.spoken, "now")
        return None

    def _press(self, time_s: float, key: str, do: Doing) -> Next:
        action = KEYS_EVERYWHERE.get(key) or self._stage.key(time_s, key)
        return self._act(time_s, action, do) if action else None

    def _act(self, time_s: float, action: str, do: Doing) -> Next:
        match action:
            case Ask.STOP:
                return self._stop(do)
            case Ask.RED_FLAG:
                return self._ask_for_signs(do)
            case Ask.HELP:
                return self._help(time_s, do)
            case Ask.QUIT:
                self._quit(_QUIT_REASONS.get(self._name, "asked"), do)
                return None
        return self._stage.act(time_s, action, do)

    def _quit(self, reason: QuitReason, do: Doing) -> None:
        do.leave("quit")
        do.add(Quit(reason))

    def _stop(self, do: Doing) -> Next:
        session = self._session
        if self._name in ("stopped", "red_flag"):
            return None
        under_way = session.set_running
        session.stopped_early = False
        if session.offer is not None and (session.watched or self._name in _ABOUT_A_SET):
            exercise = session.offer.exercise
            begun = under_way or session.sets_done(exercise) > 0
            do.stop_set("stopped")
            session.watched = ""
            session.stopped_early = not begun
            if begun:
                do.add(RecordSafety("stopped", safety_detail("asked_to_stop"), exercise))
                session.stopped.add(exercise)
        session.questions_due = session.questions_due or (under_way and session.wish.guided)
        return "stopped"

    def _ask_for_signs(self, do: Doing) -> Next:
        """Show the list before anybody is sent to hospital by a slip of the finger."""
        if self._name == "red_flag":
            return None
        if self._name == "signs" or self._session.watched:
            do.leave("stopped")
            return "red_flag"
        return "signs"

    def _help(self, time_s: float, do: Doing) -> Next:
        """Show the keys, or what they cover again; a set that runs pauses below them."""
        if self._name == "help":
            return "back"
        if self._name == "red_flag":
            return None
        if self._name in ("counting", "timed"):
            self._session.pause = "help"
            do.add(PauseCounting())
            self._go("paused", time_s, do)
        return "help"

    def _take_notice_away(self, time_s: float) -> None:
        """Let a remark go once it has been on show for long: it is in the way."""
        session = self._session
        if not session.notice or isinstance(self._stage.screen, PromptScreen):
            return
        if session.notice_since_s is None:
            session.notice_since_s = time_s
        elif time_s - session.notice_since_s > _NOTICE_S:
            session.notice, session.notice_since_s = "", None

    def _note_saved(self, event: SetSaved | SaveFailed) -> None:
        session = self._session
        if isinstance(event, SaveFailed):
            session.unsaved = (event.message, event.hint)
        elif session.done:
            session.done[-1].folder = event.folder
            if event.result is not None:
                session.done[-1].replace_by(event.result)

    def _ask_later_question(self, time_s: float, do: Doing) -> None:
        questions = self._session.later_questions
        if questions and time_s >= questions[0].due_s and self._stage.interruptible:
            self._go("still_worse", time_s, do)

    def _go(self, following: Next, time_s: float, do: Doing) -> None:
        """Enter stage after stage until one stays."""
        while following is not None:
            if following == "back":
                following = self._uncover(time_s, do)
                continue
            if following in _COVERING:
                self._covered.append((self._name, self._stage))
            else:
                self._covered.clear()
            self._name = following
            self._stage = _STAGES[following](self._session)
            following = self._stage.begin(time_s, do)

    def _uncover(self, time_s: float, do: Doing) -> Next:
        if not self._covered:
            return None
        self._name, self._stage = self._covered.pop()
        return self._stage.resume(time_s, do)
