"""The summary, and the page of keys."""

from __future__ import annotations

from formcheck.live.flow import actions
from formcheck.live.flow.page import PageStage
from formcheck.live.flow.stage import Doing, Next
from formcheck.live.screens.states import Action, Choice, TextScreen
from formcheck.live.summary import summarise_session


class Summary(PageStage):
    """What was done, in plain words; set after set."""

    interruptible = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        close = self.choice("1", "common.finish", actions.QUIT)
        if not self.session.wish.guided or self.session.next_offer() is None:
            return (close,)
        return (close, self.choice("2", "summary.another", actions.MENU))

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        session = self.session
        paragraphs = summarise_session(
            session.done, session.phrases, session.wish.range_before, tuple(session.unsaved)
        )
        if session.later_questions:
            title = session.title_of(session.later_questions[0].exercise)
            later = session.phrases.text("later.hint", title=title)
            paragraphs = (*paragraphs, ("", (later,)))
        return TextScreen(
            session.phrases.text("summary.title"), "good", paragraphs, self.choices, self.selected
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.leave("next")
        verdict = self.session.verdict
        well = not self.session.stopped and (verdict is None or verdict.kind == "go_on")
        do.say(self.phrases.text("summary.spoken" if well else "summary.spoken_soberly"))
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "menu" if action == actions.MENU and self.session.wish.guided else None


class Help(PageStage):
    """Names the keys; covers what is on show."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (self.choice("1", "common.back", actions.BACK),)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(
            words.text("help.title"),
            "calm",
            (
                (words.text("help.keys_heading"), words.lines("help.keys")),
                (words.text("help.hands_free_heading"), words.lines("help.hands_free")),
            ),
            self.choices,
        )

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        if key in ("escape", "backspace", "space"):
            return actions.BACK
        return super().key(time_s, key)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "back" if action == actions.BACK else None
