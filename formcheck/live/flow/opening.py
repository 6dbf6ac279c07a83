"""The pages before anything else: warning signs, and who should ask a clinician first."""

from __future__ import annotations

from formcheck.live.flow.effects import RecordSafety
from formcheck.live.flow.events import Ask
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import NOTHING, Doing, Next, PageStage
from formcheck.live.screens.states import Choice, TextScreen
from formcheck.safety import safety_detail


class UrgentSigns(PageStage):
    """Asks for warning signs; shown in every session."""

    title = "safety.urgent_title"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.selected = NOTHING

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "safety.none_of_these", Ask.CONTINUE),
            self.choice("2", "safety.one_of_these", Ask.RED_FLAG),
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(
            words.text(self.title),
            "warning",
            ((words.text("safety.urgent_heading"), words.lines("safety.urgent")),),
            self.choices,
            self.selected,
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.say(self.phrases.text("safety.urgent_spoken"))
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "ask_first" if action == Ask.CONTINUE else None


class WarningSigns(UrgentSigns):
    """The same list, for somebody who has said to have one of them; covers what is on show."""

    title = "safety.confirm_title"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "safety.one_of_these", Ask.RED_FLAG),
            self.choice("2", "safety.none_after_all", Ask.CONTINUE),
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: who is on the mat hears the list."""
        if self.session.camera_on:
            do.say(self.spoken, "now")
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "back" if action == Ask.CONTINUE else None


class AskFirst(PageStage):
    """Names who should see a clinician before using this."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.selected = NOTHING

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "safety.cleared", Ask.CONTINUE),
            self.choice("2", "safety.not_cleared", "not_cleared"),
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(
            words.text("safety.ask_first_title"),
            "calm",
            (
                (words.text("safety.ask_first_heading"), words.lines("safety.ask_first")),
                ("", (words.text("safety.disclaimer"),)),
            ),
            self.choices,
            self.selected,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action == Ask.CONTINUE:
            self.session.cleared = True
            return "first_run" if self.session.wish.first_run else "menu"
        return "clinician" if action == "not_cleared" else None


class FirstRun(PageStage):
    """Explains once when to stop, and what the camera cannot see."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (self.choice("1", "safety.understood", Ask.CONTINUE),)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(
            words.text("safety.stop_title"),
            "calm",
            (
                (words.text("safety.stop_heading"), words.lines("safety.stop_rules")),
                ("", (words.text("safety.camera_limits"),)),
            ),
            self.choices,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "menu" if action == Ask.CONTINUE else None


class Clinician(PageStage):
    """Sends somebody to a clinician before they use this."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "common.finish", Ask.QUIT),
            self.choice("2", "common.back", Ask.BACK),
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        lines = words.lines("safety.clinician")
        return TextScreen(
            words.text("safety.clinician_title"),
            "warning",
            (("", lines),),
            self.choices,
            self.selected,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "ask_first" if action == Ask.BACK else None


class RedFlag(PageStage):
    """Tells to get urgent help; the session is over."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (self.choice("1", "safety.close", Ask.QUIT),)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return TextScreen(
            words.text("safety.red_flag_title"),
            "urgent",
            (("", words.lines("safety.red_flag")),),
            self.choices,
            hint=words.text("keys.last_page"),
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        session = self.session
        session.stopped.update(offer.exercise for offer in session.offers)
        do.add(RecordSafety("red_flag", safety_detail("ticked")))
        do.say(self.phrases.text("safety.red_flag_spoken"), "now")
        return None
