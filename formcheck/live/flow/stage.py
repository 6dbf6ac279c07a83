"""What the stages of a session have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from formcheck.live.flow.effects import (
    CameraOff,
    Effect,
    EndReason,
    EndSet,
    Say,
    StartCounting,
    Urgency,
    WatchExercise,
)
from formcheck.live.flow.events import KEYS_WATCHING, Ask, Calibrated, CameraChanged, Seen
from formcheck.live.flow.session import Session
from formcheck.live.pointing.fields import MOST_FIELDS
from formcheck.live.screens.states import Action, Choice, ScreenState, TextScreen

StageName = Literal[
    "interrupted",
    "urgent_signs",
    "ask_first",
    "first_run",
    "clinician",
    "red_flag",
    "signs",
    "menu",
    "not_offered",
    "film",
    "pain_before",
    "place",
    "guided",
    "unseen",
    "countdown",
    "counting",
    "timed",
    "paused",
    "stopped",
    "pain_after",
    "verdict",
    "lesson",
    "unsaved",
    "rest",
    "following",
    "still_worse",
    "summary",
    "help",
]
#: Where to go; ``back`` returns to what a help page or a question has covered.
Next = StageName | Literal["back"] | None

#: A longer step of the clock is a computer that has slept, not time that was lived through.
LONGEST_TICK_S = 3.0

#: The cursor is on no choice.
NOTHING = -1
_STEPS = {"up": -1, "left": -1, "down": 1, "right": 1}


@dataclass
class Doing:
    """The effects of one event, in order; keeps the session's camera and set in step."""

    session: Session
    effects: list[Effect] = field(default_factory=list)

    def add(self, effect: Effect) -> None:
        """Ask for an effect."""
        self.effects.append(effect)
        match effect:
            case WatchExercise(exercise=exercise):
                self.session.camera_lost &= self.session.camera_on
                self.session.camera_on, self.session.set_running = True, False
                self.session.watched = exercise
            case StartCounting():
                self.session.set_running = True
            case EndSet():
                self.session.watched, self.session.set_running = "", False
            case CameraOff():
                self.session.watched = ""
                self.session.camera_on = self.session.set_running = False

    def say(self, text: str, urgency: Urgency = "soon") -> None:
        """Speak, if there is anything to say; what one event has to say is said in a row.

        Of two sentences that wait only the later one would be heard.
        """
        if not text:
            return
        before = next((item for item in reversed(self.effects) if isinstance(item, Say)), None)
        if urgency == "soon" and before is not None:
            self.effects[self.effects.index(before)] = Say(f"{before.text} {text}", before.urgency)
        else:
            self.add(Say(text, urgency))

    def leave(self, reason: EndReason) -> None:
        """Turn the camera off; a set that runs is ended and saved."""
        self.stop_set(reason)
        if self.session.camera_on:
            self.add(CameraOff())

    def stop_set(self, reason: EndReason) -> None:
        """End and save the set, if one runs; the camera stays on for what is pointed at."""
        if self.session.set_running:
            self.end_set(reason)

    def end_set(self, reason: EndReason) -> None:
        """End the set that runs and remember it."""
        tally = self.session.tally
        self.add(EndSet(reason))
        if tally is not None:
            self.session.done.append(tally)


class Stage(ABC):
    """One part of a session: shows a screen and answers events.

    What answers returns the name of the stage to go to, or None to stay.

    Attributes
    ----------
    interruptible : bool
        Whether a question that has fallen due may cover it.
    shortcuts : tuple of (key, words, action)
        What its screen names besides its choices; `words` as in the catalogue.
    """

    interruptible = False
    shortcuts: tuple[tuple[str, str, Action], ...] = ()

    @property
    def fields(self) -> tuple[Choice, ...]:
        """What can be chosen by pointing, the easiest to reach first; the key is the sign on it."""
        return ()

    @property
    def page(self) -> str:
        """Name of the page on show: on a new one, hands must leave the fields first."""
        return ""

    @property
    def spoken(self) -> str:
        """What is said again when somebody raises a hand; empty for nothing."""
        return ""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.phrases = session.phrases

    @property
    @abstractmethod
    def screen(self) -> ScreenState:
        """What is shown."""

    def begin(self, time_s: float, do: Doing) -> Next:
        """Answer that the stage is entered."""
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """Answer that what covered the stage is gone."""
        return None

    def key(self, time_s: float, key: str) -> Action | None:
        """Return what a key asks for, None for nothing; it may move the cursor."""
        return KEYS_WATCHING.get(key) if self.session.camera_on else None

    def act(self, time_s: float, action: Action, do: Doing) -> Next:
        """Answer an action that was chosen by key or click."""
        return None

    def tick(self, time_s: float, do: Doing) -> Next:
        """Answer that time has passed."""
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """Answer a frame."""
        return None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """Answer a change of the camera."""
        return None

    def calibrated(self, event: Calibrated, do: Doing) -> Next:
        """Answer what the guided movements showed."""
        return None


class PageStage(Stage):
    """A stage that is answered by choosing.

    Attributes
    ----------
    selected : int
        The choice under the cursor; `NOTHING` where Enter must not answer by itself.
    answers_disabled : bool
        Whether a choice that is not enabled may be tried, to be told why.
    """

    answers_disabled = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.selected = 0

    @property
    @abstractmethod
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose from."""

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`: each choice, unless there are too many for the arms to reach."""
        choices = self.choices
        return choices if len(choices) <= MOST_FIELDS else ()

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`: the page, and what can be chosen."""
        screen = self.screen
        if not isinstance(screen, TextScreen):
            return ""
        lines = [line for _, lines in screen.paragraphs for line in lines]
        return " ".join((f"{screen.title}.", *lines, self.spoken_choices))

    @property
    def spoken_choices(self) -> str:
        """The fields by their signs and words, as they are said."""
        words = self.phrases
        said = []
        for choice in self.fields:
            is_number = choice.key.isdecimal()
            sign = choice.key if is_number else words.text(f"pointing.signs.{choice.key}")
            said.append(words.text("pointing.field", sign=sign, title=choice.title))
        return " ".join(said)

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        choices = self.choices
        if key in _STEPS and choices:
            self.move(_STEPS[key])
            return None
        on_cursor = key == "enter" and self.selected != NOTHING and bool(choices)
        chosen = [choices[self.selected]] if on_cursor else []
        chosen += [choice for choice in choices if choice.key == key]
        may_try = self.answers_disabled
        return next((choice.action for choice in chosen if choice.enabled or may_try), None)

    @property
    def stepping_fields(self) -> tuple[Choice, ...]:
        """Fields that lead along choices which are too many for the arms, and take one."""
        choices = self.choices
        if not 0 <= self.selected < len(choices):
            return ()
        words = self.phrases
        return (
            replace(choices[self.selected], key="accept"),
            Choice("down", words.text("pointing.down"), "", Ask.STEP_DOWN),
            Choice("up", words.text("pointing.up"), "", Ask.STEP_UP),
        )

    def step(self, action: Action, do: Doing) -> bool:
        """Move the cursor by a field and say where it is; return whether the action asks for it."""
        if action not in (Ask.STEP_DOWN, Ask.STEP_UP):
            return False
        self.move(1 if action == Ask.STEP_DOWN else -1)
        do.say(self.choices[self.selected].title, "now")
        return True

    def move(self, step: int) -> None:
        """Move the cursor to the next choice that is enabled."""
        choices = self.choices
        index = self.selected + step
        while 0 <= index < len(choices) and not choices[index].enabled:
            index += step
        if 0 <= index < len(choices):
            self.selected = index

    def choice(self, key: str, words: str, action: str) -> Choice:
        """Return a choice with words of the catalogue."""
        return Choice(key, self.phrases.text(words), "", action)

    def numbered(self, listed: Iterable[tuple[str, Action]]) -> tuple[Choice, ...]:
        """Return choices by their words and actions, with 1, 2, … as keys."""
        return tuple(
            self.choice(str(number), words, action)
            for number, (words, action) in enumerate(listed, start=1)
        )
