"""Stopping, and what closes a session: summary, help, the question a quarter of an hour later."""

from __future__ import annotations

from formcheck.live.flow.effects import RecordSafety, Tone
from formcheck.live.flow.events import Ask
from formcheck.live.flow.stage import NOTHING, Doing, Next, PageStage
from formcheck.live.screens.states import Action, Choice, TextScreen
from formcheck.live.summary import speak_session, summarise_session

_QUESTIONS, _PAIN = "questions", "stopped_for_pain"
_SETTLED, _WORSE = "settled", "worse"


class Stopped(PageStage):
    """Calms down, and asks nothing until the person is ready.

    Who stops before anything was counted may only want to go back: the exercise is over for
    today if it was pain.
    """

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        listed: list[tuple[str, Action]] = [
            ("safety.one_of_these", Ask.RED_FLAG),
            ("common.finish_today", Ask.FINISH),
            ("stopped.other", Ask.MENU),
        ]
        if self.session.stopped_early:
            listed = [
                ("stopped.no_pain", Ask.MENU),
                ("stopped.pain", _PAIN),
                ("common.finish_today", Ask.FINISH),
                ("safety.one_of_these", Ask.RED_FLAG),
            ]
        elif self.session.questions_due:
            listed = [("stopped.questions", _QUESTIONS), *listed[:2]]
        return self.numbered(listed)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        lines = words.lines("stopped.lines")
        offer = self.session.offer
        if self.session.stopped_early:
            lines = (*lines, words.text("stopped.early", title=self.session.title))
        if offer is not None and offer.exercise in self.session.stopped:
            title = self.session.title_of(offer.exercise)
            lines = (*lines, words.text("stopped.not_again", title=title))
        return TextScreen(
            words.text("stopped.title"), "warning", (("", lines),), self.choices, self.selected
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self.selected = 0 if self.session.questions_due else 1
        if self.session.stopped_early:
            self.selected = NOTHING
        do.add(Tone("end"))
        do.say(self.phrases.text("stopped.spoken"), "now")
        if self.session.camera_on:
            do.say(self.spoken_choices)
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action == _QUESTIONS and self.session.questions_due:
            return "pain_after"
        if action == _PAIN and self.session.stopped_early:
            exercise = self.session.chosen.exercise
            do.add(RecordSafety("stopped", "stopped before the set because of pain", exercise))
            self.session.stopped.add(exercise)
            self.session.stopped_early, self.selected = False, 1
            return None
        if action == Ask.FINISH:
            return "summary"
        return "menu" if action == Ask.MENU and not self.session.questions_due else None


class StillWorse(PageStage):
    """Asks whether pain that went up has settled; covers what is on show."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "later.settled", _SETTLED),
            self.choice("2", "later.worse", _WORSE),
            self.choice("3", "safety.one_of_these", Ask.RED_FLAG),
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
        if self.session.camera_on:
            do.say(self.spoken_choices)
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


class Summary(PageStage):
    """What was done, in plain words; set after set."""

    interruptible = True

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        close = self.choice("1", "common.finish", Ask.QUIT)
        if not self.session.wish.guided or self.session.next_offer() is None:
            return (close,)
        return (close, self.choice("2", "summary.another", Ask.MENU))

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
        """See `Stage.begin`: nobody is looked at any longer, and what was done is said, too."""
        do.leave("next")
        verdict = self.session.verdict
        well = not self.session.stopped and (verdict is None or verdict.kind == "go_on")
        do.say(self.phrases.text("summary.spoken" if well else "summary.spoken_soberly"))
        if self.session.wish.guided:
            do.say(speak_session(self.session.done, self.phrases))
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "menu" if action == Ask.MENU and self.session.wish.guided else None


class Help(PageStage):
    """Names the keys; covers what is on show."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (self.choice("1", "common.back", Ask.BACK),)

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
            hint=words.text("keys.help_page"),
        )

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        if key in ("escape", "backspace", "space"):
            return Ask.BACK
        return super().key(time_s, key)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "back" if action == Ask.BACK else None
