"""Stopping, and what closes a session: summary, help, the question a quarter of an hour later."""

from __future__ import annotations

import math

from formcheck.live.flow.effects import RecordSafety, Tone
from formcheck.live.flow.events import Ask
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import NOTHING, Doing, Next, PageStage
from formcheck.live.screens.states import Action, Choice, PromptScreen, TextScreen
from formcheck.live.summary import Paragraph, speak_session, summarise_session
from formcheck.safety import safety_detail

_QUESTIONS, _PAIN = "questions", "stopped_for_pain"
_SETTLED, _WORSE = "settled", "worse"
_NEXT_PAGE = "next_page"
#: From the mat each set of the summary has a page, which stays so long; then the light of the
#: camera stays on for a while, for somebody who still wants to choose something.
_SUMMARY_PAGE_S, _CAMERA_OFF_S = 9.0, 60.0


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
            do.add(RecordSafety("stopped", safety_detail("before_the_set"), exercise))
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
            detail = safety_detail("worse_later")
            do.add(RecordSafety("still_worse", detail, question.exercise))
            do.say(self.phrases.text("later.leave_out"))
        return "back"


class Summary(PageStage):
    """What was done, in plain words; from the mat page by page, else all of it at once."""

    interruptible = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._number = 0
        self._turns_s = self._camera_off_s = math.inf

    @property
    def page(self) -> str:
        """See `Stage.page`."""
        return str(self._number)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        listed: list[tuple[str, Action]] = [("common.finish", Ask.QUIT)]
        if self.session.wish.guided and self.session.next_offer() is not None:
            listed.append(("summary.another", Ask.MENU))
        if self.session.sees and self._number < len(self._paragraphs) - 1:
            listed.append(("summary.next_page", _NEXT_PAGE))
        return self.numbered(listed)

    @property
    def screen(self) -> TextScreen | PromptScreen:
        """See `Stage.screen`."""
        title, paragraphs = self.phrases.text("summary.title"), self._paragraphs
        if not self.session.sees:
            return TextScreen(title, "good", paragraphs, self.choices, self.selected)
        heading, lines = paragraphs[min(self._number, len(paragraphs) - 1)]
        return PromptScreen(
            "",
            "",
            heading or title,
            None,
            title if heading else "",
            lines=lines,
            wide=True,
            stop_label="",
        )

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`."""
        done = speak_session(self.session.done, self.phrases)
        said = [done, self._smaller, self._week, self._later]
        return " ".join(text for text in (*said, self.spoken_choices) if text)

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: what was done is said, too."""
        self._stay(time_s)
        if self.session.wish.guided:
            do.stop_set("next")
        else:
            do.leave("next")
        verdict = self.session.verdict
        well = not self.session.stopped and (verdict is None or verdict.kind == "go_on")
        do.say(self.phrases.text("summary.spoken" if well else "summary.spoken_soberly"))
        if self.session.wish.guided:
            do.say(self.spoken)
        return None

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`: pages turn by themselves, and then nobody is looked at any longer."""
        if self.session.camera_on and time_s >= self._camera_off_s:
            do.leave("next")
        if self.session.sees and time_s >= self._turns_s:
            last = self._number >= len(self._paragraphs) - 1
            self._number += not last
            self._turns_s = math.inf if last else time_s + _SUMMARY_PAGE_S
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`."""
        self._stay(time_s)
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        self._stay(time_s)
        if action == _NEXT_PAGE:
            self._number = min(self._number + 1, len(self._paragraphs) - 1)
        return "menu" if action == Ask.MENU and self.session.wish.guided else None

    def _stay(self, time_s: float) -> None:
        self._turns_s = time_s + _SUMMARY_PAGE_S
        self._camera_off_s = time_s + _CAMERA_OFF_S + _SUMMARY_PAGE_S * len(self.session.done)

    @property
    def _paragraphs(self) -> tuple[Paragraph, ...]:
        session = self.session
        paragraphs = summarise_session(
            session.done,
            session.phrases,
            session.wish.range_before,
            tuple(session.unsaved),
            # Where it is saved is of use at the computer alone.
            folders=not session.sees,
        )
        lines = (self._smaller, self._week, self._later)
        return (*paragraphs, *(("", (line,)) for line in lines if line))

    @property
    def _later(self) -> str:
        """What to do if the program is not open any more when it would ask again."""
        session = self.session
        if not session.later_questions:
            return ""
        title = session.title_of(session.later_questions[0].exercise)
        return session.phrases.text("later.hint", title=title)

    @property
    def _smaller(self) -> str:
        """When the full dose returns, for who has begun with a smaller one."""
        session = self.session
        if not any(tally.is_small and tally.done for tally in session.done):
            return ""
        again = session.wish.smaller == "two-sessions"
        return session.phrases.text("smaller.once_more" if again else "smaller.next_time")

    @property
    def _week(self) -> str:
        """How many days of this week there were exercises; nothing of those without."""
        session = self.session
        if not session.wish.guided or not any(tally.done for tally in session.done):
            return ""
        return session.phrases.count("summary.week", session.wish.days_this_week + 1)


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

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`: whoever asked for it by a key is at the computer."""
        return ()

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        if key in ("escape", "backspace", "space"):
            return Ask.BACK
        return super().key(time_s, key)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "back" if action == Ask.BACK else None
