"""After the answers: what they ask for, what could not be saved, the rest before the next set."""

from __future__ import annotations

import math

from formcheck.live.flow.effects import RecordSafety, Tone
from formcheck.live.flow.events import Ask, split_action, with_argument
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import Doing, Next, PageStage, Stage
from formcheck.live.flow.wish import Offer
from formcheck.live.screens.states import Action, Choice, PromptScreen, TextScreen
from formcheck.live.screens.states import Tone as Colour
from formcheck.safety import safety_detail

_COLOURS: dict[str, Colour] = {
    "pause_and_ask": "warning",
    "stop_exercise": "warning",
    "stop_now": "urgent",
}
_LEAVE_OUT, _AGAIN, _LONGER = "leave_out", "again", "rest_longer"
#: How much longer a rest gets, and how long it is at least before another exercise.
_LONGER_S, _LEAST_BEFORE_ANOTHER_S = 30.0, 5.0
#: So long before its end one is told.
_WARN_S = 10


def follow_set(session: Session) -> Next:
    """Return what comes after a set and its questions."""
    if session.unsaved:
        return "unsaved"
    if session.more_sets:
        session.set_number += 1
        return "rest"
    return follow_exercise(session)


def follow_exercise(session: Session) -> Next:
    """Return what comes after an exercise: by the plan the next one, else what is chosen."""
    if session.wish.exercise is not None:
        return "summary"
    session.following = session.next_due()
    if session.following is not None:
        return "rest"
    more = session.next_offer() is not None and not any(offer.due for offer in session.offers)
    if not more:
        return "summary"
    return "following" if session.camera_on else "menu"


class VerdictPage(PageStage):
    """Acts on the rules of clinical-spec §2.2; silent if all is well."""

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        if self._kind == "go_on":
            moved_up = self.session.verdict is not None and self.session.verdict.moved_up
            do.say(self.phrases.text("verdict.moved_up" if moved_up else "verdict.go_on"))
            # Never where something grave is to be said next.
            quiet = not self.session.unsaved and not self.session.lesson_offered
            wanted = self.session.wish.offers_lesson and quiet
            return "lesson" if wanted else follow_set(self.session)
        do.say(self.spoken)
        return None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        offered = {
            "pause_and_ask": (
                ("verdict.leave_out", _LEAVE_OUT),
                ("verdict.settled", Ask.CONTINUE),
                ("common.finish_today", Ask.FINISH),
            ),
            "stop_exercise": (
                ("common.finish_today", Ask.FINISH),
                ("verdict.other_exercise", Ask.MENU),
            ),
            "stop_now": (("common.finish_today", Ask.FINISH),),
        }
        listed = (
            *offered.get(self._kind, (("common.continue", Ask.CONTINUE),)),
            ("safety.one_of_these", Ask.RED_FLAG),
        )
        return self.numbered(listed)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words, session = self.phrases, self.session
        rise = 0 if session.verdict is None else session.verdict.rise
        offer = session.offer
        title = "" if offer is None else session.title_of(offer.exercise)
        lines = words.lines(f"verdict.{self._kind}.lines")
        filled = tuple(line.format(rise=rise, title=title) for line in lines)
        # From the mat few words can be read, and all of these are said, too.
        small_print = () if session.camera_on else (("", (words.text("safety.disclaimer"),)),)
        return TextScreen(
            words.text(f"verdict.{self._kind}.title"),
            _COLOURS.get(self._kind, "calm"),
            (("", filled), *small_print),
            self.choices,
            self.selected,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        session = self.session
        if action not in [choice.action for choice in self.choices]:
            return None
        if action == _LEAVE_OUT:
            exercise = session.chosen.exercise
            session.stopped.add(exercise)
            do.add(RecordSafety("stopped", safety_detail("left_out"), exercise))
            return follow_set(session)
        if action == Ask.CONTINUE:
            return follow_set(session)
        if action == Ask.FINISH:
            return "unsaved" if session.unsaved else "summary"
        if action == Ask.MENU:
            return self._another()
        return None

    def _another(self) -> Next:
        """Go on with the plan where there is one, else let another exercise be chosen."""
        following = self.session.next_due()
        if following is None or self.session.wish.exercise is not None:
            return "menu"
        self.session.following = following
        return "rest"

    @property
    def _kind(self) -> str:
        return "go_on" if self.session.verdict is None else self.session.verdict.kind


class Unsaved(PageStage):
    """Says that the set could not be saved, and what to do."""

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.say(self.spoken)
        return None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (self.choice("1", "common.continue", Ask.CONTINUE),)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        return TextScreen(
            self.phrases.text("unsaved.title"),
            "warning",
            (("", tuple(line for line in self.session.unsaved if line)),),
            self.choices,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action != Ask.CONTINUE:
            return None
        self.session.unsaved = ()
        return follow_set(self.session)


class Rest(Stage):
    """Counts the rest down; then the next set waits, of the same exercise or the plan's next."""

    interruptible = True
    shortcuts = (("enter", "keys.go_on", Ask.CONTINUE), ("escape", "keys.exercises", Ask.BACK))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._time_s = 0.0
        self._long_s = 0.0
        self._warned = False

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: the time for the answers was rest, too."""
        self._time_s = time_s
        # With another exercise to come there is time to hear which one it is.
        least_s = 0.0 if self.session.following is None else _LEAST_BEFORE_ANOTHER_S
        self.session.rest_end_s = max(self.session.rest_end_s, time_s + least_s)
        if time_s >= self.session.rest_end_s:
            return self._go_on()
        self._long_s = self.session.rest_end_s - time_s
        self._warned = self._left_s <= _WARN_S
        do.say(self.spoken)
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`."""
        return "menu" if self.session.why_not(self._next) else None

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`."""
        listed = (
            ("rest.go_on", Ask.CONTINUE),
            ("rest.longer", _LONGER),
            ("common.finish_today", Ask.FINISH),
            ("common.stop", Ask.STOP),
        )
        return tuple(
            Choice(str(number), self.phrases.text(words), "", action)
            for number, (words, action) in enumerate(listed, start=1)
        )

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`: how long, what comes next, and how many sets are left."""
        words, left = self.phrases, self.session.sets_left
        if self._is_another_set:
            number = self.session.set_number
            then = words.text("rest.then_set", number=number, total=self._next.sets)
            if self.session.is_usual_again:
                then = f"{then} {words.count('smaller.full_again', self._next.reps)}"
        else:
            then = words.text("rest.then", title=self.session.title_of(self._next.exercise))
        said = [words.count("rest.spoken", self._left_s), then]
        # Without a plan nobody knows how many.
        return " ".join([*said, words.count("rest.sets_left", left)] if left else said)

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        words, left = self.phrases, self._left_s
        following = self.session.title_of(self._next.exercise)
        if self._is_another_set:
            number = self.session.set_number
            following = words.text("set.number", number=number, total=self._next.sets)
        return PromptScreen(
            self.session.title,
            f"{left // 60}:{left % 60:02d}",
            words.text("rest.text", following=following),
            progress=min(left / self._long_s, 1.0) if self._long_s else 0.0,
            stop_label=words.text("common.stop"),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        self._time_s = max(self._time_s, time_s)
        if not self._warned and self._left_s <= _WARN_S:
            self._warned = True
            do.say(self.phrases.text("rest.soon"), "if_idle")
        if self._time_s < self.session.rest_end_s:
            return None
        do.add(Tone("attention"))
        return self._go_on()

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        if key in ("enter", "space", "n"):
            return Ask.CONTINUE
        return Ask.BACK if key in ("escape", "backspace") else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.NEXT, Ask.CONTINUE):
            return self._go_on()
        if action == Ask.FINISH:
            return "unsaved" if self.session.unsaved else "summary"
        if action == _LONGER:
            self.session.rest_end_s += _LONGER_S
            self._long_s = max(self._long_s, self.session.rest_end_s - time_s)
            self._warned = False
            do.say(self.phrases.count("rest.spoken", self._left_s), "now")
        if action != Ask.BACK:
            return None
        # By a key: whoever presses one is at the computer.
        do.leave("next")
        return "menu"

    @property
    def _is_another_set(self) -> bool:
        """Whether the exercise at hand goes on, as prescribed."""
        session = self.session
        return session.following is None and session.set_number <= session.chosen.sets

    @property
    def _left_s(self) -> int:
        return max(math.ceil(self.session.rest_end_s - self._time_s), 0)

    @property
    def _next(self) -> Offer:
        return self.session.following or self.session.chosen

    def _go_on(self) -> Next:
        following, self.session.following = self.session.following, None
        if following is not None:
            self.session.choose(following)
        return "place"


class Following(PageStage):
    """Asks what comes next where no plan says so."""

    interruptible = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        session, words = self.session, self.phrases
        following = session.next_offer()
        listed = []
        if following is not None:
            title = words.text("following.next", title=session.title_of(following.exercise))
            listed.append((title, with_argument("exercise", following.exercise)))
        if not session.why_not(session.chosen):
            listed.append((words.text("following.again"), _AGAIN))
        listed += [
            (words.text("stopped.other"), Ask.MENU),
            (words.text("common.finish_today"), Ask.FINISH),
        ]
        return tuple(
            Choice(str(number), title, "", action)
            for number, (title, action) in enumerate(listed, start=1)
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(words.text("following.title"), "calm", (), self.choices, self.selected)

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.say(self.spoken)
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        session = self.session
        if action not in [choice.action for choice in self.choices]:
            return None
        if action == Ask.FINISH:
            return "summary"
        if action == Ask.MENU:
            return "menu"
        if action == _AGAIN:
            session.set_number = session.sets_done(session.chosen.exercise) + 1
            return "rest"
        session.following = session.find(split_action(action)[1])
        return "rest"
