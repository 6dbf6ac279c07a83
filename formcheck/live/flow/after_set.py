"""After the answers: what they ask for, what could not be saved, the rest before the next set."""

from __future__ import annotations

import math

from formcheck.live.flow.effects import RecordSafety, Tone
from formcheck.live.flow.events import Ask
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import Doing, Next, PageStage, Stage
from formcheck.live.screens.states import Action, Choice, PromptScreen, TextScreen
from formcheck.live.screens.states import Tone as Colour

_COLOURS: dict[str, Colour] = {
    "pause_and_ask": "warning",
    "stop_exercise": "warning",
    "stop_now": "urgent",
}
_LEAVE_OUT = "leave_out"


def follow_set(session: Session) -> Next:
    """Return what comes after a set and its questions."""
    if session.unsaved:
        return "unsaved"
    if session.more_sets:
        return "rest"
    more = session.wish.exercise is None and session.next_offer() is not None
    return "menu" if more else "summary"


class VerdictPage(PageStage):
    """Acts on the rules of clinical-spec §2.2; silent if all is well."""

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        if self._kind == "go_on":
            moved_up = self.session.verdict is not None and self.session.verdict.moved_up
            do.say(self.phrases.text("verdict.moved_up" if moved_up else "verdict.go_on"))
            return follow_set(self.session)
        do.say(self.phrases.text(f"verdict.{self._kind}.title"))
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
        return TextScreen(
            words.text(f"verdict.{self._kind}.title"),
            _COLOURS.get(self._kind, "calm"),
            (("", filled), ("", (words.text("safety.disclaimer"),))),
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
            do.add(RecordSafety("stopped", "left out after pain had gone up", exercise))
            return follow_set(session)
        if action == Ask.CONTINUE:
            return follow_set(session)
        if action == Ask.FINISH:
            return "unsaved" if session.unsaved else "summary"
        return "menu" if action == Ask.MENU else None

    @property
    def _kind(self) -> str:
        return "go_on" if self.session.verdict is None else self.session.verdict.kind


class Unsaved(PageStage):
    """Says that the set could not be saved, and what to do."""

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
    """Counts the rest down; when it is over the next set waits, for as long as it takes."""

    interruptible = True
    shortcuts = (("enter", "keys.go_on", Ask.CONTINUE), ("escape", "keys.exercises", Ask.BACK))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._time_s = 0.0

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: the time for the answers was rest, too."""
        self._time_s = time_s
        self.session.set_number += 1
        if time_s >= self.session.rest_end_s:
            return "place"
        do.say(self.phrases.count("rest.spoken", math.ceil(self.session.rest_end_s - time_s)))
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`."""
        return "menu" if self.session.why_not(self.session.chosen) else None

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        words, offer = self.phrases, self.session.chosen
        left = max(math.ceil(self.session.rest_end_s - self._time_s), 0)
        number = words.text("set.number", number=self.session.set_number, total=offer.sets)
        return PromptScreen(
            self.session.title,
            f"{left // 60}:{left % 60:02d}",
            words.text("rest.text"),
            progress=min(left / offer.rest_s, 1.0) if offer.rest_s else 0.0,
            step=words.text("rest.next", set=number),
            stop_label=words.text("common.stop"),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        self._time_s = max(self._time_s, time_s)
        if self._time_s < self.session.rest_end_s:
            return None
        do.add(Tone("attention"))
        return "place"

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        if key in ("enter", "space", "n"):
            return Ask.CONTINUE
        return Ask.BACK if key in ("escape", "backspace") else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.NEXT, Ask.CONTINUE):
            return "place"
        return "menu" if action == Ask.BACK else None
