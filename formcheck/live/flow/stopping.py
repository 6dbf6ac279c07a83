"""“I need to stop”, and the question a quarter of an hour after pain went up."""

from __future__ import annotations

from formcheck.live.flow import actions
from formcheck.live.flow.effects import RecordSafety, Tone
from formcheck.live.flow.page import PageStage
from formcheck.live.flow.stage import Doing, Next
from formcheck.live.screens.states import Choice, TextScreen

_QUESTIONS = "questions"
_SETTLED, _WORSE = "settled", "worse"


class Stopped(PageStage):
    """Calms down, and asks nothing until the person is ready."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        listed = [
            ("safety.one_of_these", actions.RED_FLAG),
            ("common.finish_today", actions.FINISH),
            ("stopped.other", actions.MENU),
        ]
        if self.session.questions_due:
            listed = [("stopped.questions", _QUESTIONS), *listed[:2]]
        return self.numbered(listed)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        lines = words.lines("stopped.lines")
        offer = self.session.offer
        if offer is not None and offer.exercise in self.session.stopped:
            title = self.session.title_of(offer.exercise)
            lines = (*lines, words.text("stopped.not_again", title=title))
        return TextScreen(
            words.text("stopped.title"), "warning", (("", lines),), self.choices, self.selected
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self.selected = 0 if self.session.questions_due else 1
        do.add(Tone("end"))
        do.say(self.phrases.text("stopped.spoken"), "now")
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action == _QUESTIONS and self.session.questions_due:
            return "pain_after"
        if action == actions.FINISH:
            return "summary"
        return "menu" if action == actions.MENU and not self.session.questions_due else None


class StillWorse(PageStage):
    """Asks whether pain that went up has settled; covers what is on show."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "later.settled", _SETTLED),
            self.choice("2", "later.worse", _WORSE),
            self.choice("3", "safety.one_of_these", actions.RED_FLAG),
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words, session = self.phrases, self.session
        exercise = session.later_questions[0].exercise if session.later_questions else ""
        title = session.title_of(exercise) if exercise else ""
        return TextScreen(
            words.text("later.title"),
            "warning",
            (("", (words.text("later.question", title=title),)),),
            self.choices,
            self.selected,
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.add(Tone("attention"))
        do.say(self.screen.paragraphs[0][1][0])
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action not in (_SETTLED, _WORSE) or not self.session.later_questions:
            return None
        question = self.session.later_questions.pop(0)
        if action == _WORSE:
            self.session.stopped.add(question.exercise)
            detail = "worse than before, a quarter of an hour later"
            do.add(RecordSafety("still_worse", detail, question.exercise))
            do.say(self.phrases.text("later.leave_out"))
        return "back"
