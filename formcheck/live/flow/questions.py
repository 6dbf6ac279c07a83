"""The two questions about pain, before the first exercise and after every set."""

from __future__ import annotations

import math
from abc import abstractmethod

from formcheck.history.models import PAIN_SITES, PainMoment, PainSite
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.flow.events import Ask, Seen, split_action, with_argument
from formcheck.live.flow.session import LaterQuestion, Session
from formcheck.live.flow.stage import Doing, Next, PageStage
from formcheck.live.safety import ASK_AGAIN_S, PainReading, Verdict, judge_answers, strictest
from formcheck.live.screens.states import Action, Choice, PainScreen
from formcheck.safety import safety_detail

_WORST = 10
#: A nought so soon after a one makes a ten.
_TEN_WITHIN_S = 1.5
#: Pauses before an open question is asked again.
_ASK_AGAIN_AFTER_S = (25.0, 60.0, 180.0)
_TOES, _SIGNS = "numb_toes", "red_flag"


class PainStage(PageStage):
    """Asks how much pain there is, then where its furthest point is."""

    interruptible = False
    moment: PainMoment = "before"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._pain: int | None = None
        self._one_at_s: float | None = None
        latest = session.pain_latest
        self.selected = 0 if latest is None else latest.pain_0_to_10

    @property
    def screen(self) -> PainScreen:
        """See `Stage.screen`."""
        step = "how_much" if self._pain is None else "where"
        return PainScreen(
            title=self.phrases.text(f"pain.{self.moment}.title"),
            question=self.phrases.text(f"pain.{self.moment}.{step}"),
            step="how_much" if self._pain is None else "where",
            choices=self.choices,
            selected=self.selected,
            hint=self.phrases.text(f"pain.hint_{step}"),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        if self._pain is None:
            return tuple(
                Choice(
                    str(value) if value < _WORST else "",
                    str(value),
                    self._scale_word(value),
                    with_argument("pain", value),
                )
                for value in range(_WORST + 1)
            )
        return tuple(
            Choice(
                str(number),
                self.phrases.text(f"pain.sites.{site}"),
                "",
                with_argument("site", site),
            )
            for number, site in enumerate((*PAIN_SITES, _TOES, _SIGNS), start=1)
        )

    @property
    def page(self) -> str:
        """See `Stage.page`."""
        return "how_much" if self._pain is None else "where"

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`: the answer at hand, at first the same as before, and its neighbours.

        What is worse lies before what is better: lying on the front one reaches it more easily.
        """
        words, how_much = self.phrases, self._pain is None
        accept = self.choices[self.selected]
        # On the scale of pain the cursor of the keys runs to the right, upwards.
        worse, better = ("more", "less") if how_much else ("down", "up")
        title = words.text("pointing.same", answer=accept.title) if self._is_same else accept.title
        fields = (
            Choice("accept", title, "", accept.action),
            Choice(worse, words.text(f"pain.{worse}"), "", Ask.STEP_DOWN),
            Choice(better, words.text(f"pain.{better}"), "", Ask.STEP_UP),
        )
        if how_much:
            return fields
        return (*fields, Choice("back", words.text("pain.take_back"), "", Ask.BACK))

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`."""
        question = self.phrases.text(f"pain.{self.moment}.{self.page}")
        return f"{question} {self.spoken_choices}"

    @property
    def _is_same(self) -> bool:
        latest = self.session.pain_latest
        if latest is None:
            return False
        if self._pain is None:
            return self.selected == latest.pain_0_to_10
        return self.selected == PAIN_SITES.index(latest.site)

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`: a digit moves the cursor, Enter answers."""
        if key in ("escape", "backspace"):
            return Ask.BACK
        if self._pain is None and len(key) == 1 and key.isdecimal():
            self._type(time_s, int(key))
            return None
        return super().key(time_s, key)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if self.step(action, do):
            return None
        name, argument = split_action(action)
        if name == "pain" and self._pain is None and argument in map(str, range(_WORST + 1)):
            self._pain = int(argument)
            self.selected = self._likely_site()
            if self.session.camera_on:
                do.say(self.spoken, "now")
        elif name == "site" and self._pain is not None:
            return self._answer_site(time_s, argument, do)
        elif name == Ask.BACK:
            return self._go_back()
        return None

    @abstractmethod
    def answered(self, time_s: float, reading: PainReading, do: Doing) -> Next:
        """Go on after both answers."""

    @abstractmethod
    def numb_toes(self, do: Doing) -> Next:
        """Answer numbness, tingling or pain in the toes."""

    def _answer_site(self, time_s: float, argument: str, do: Doing) -> Next:
        assert self._pain is not None
        if argument == _SIGNS:
            return "signs"
        if argument != _TOES and argument not in PAIN_SITES:
            return None
        toes = argument == _TOES
        site: PainSite = "foot" if toes else _site(argument)
        reading = PainReading(self._pain, site)
        do.add(RecordPain(self.moment, reading.pain_0_to_10, reading.site))
        following = self.numb_toes(do) if toes else self.answered(time_s, reading, do)
        self.session.pain_first = self.session.pain_first or reading
        self.session.pain_latest = reading
        return following

    def _type(self, time_s: float, digit: int) -> None:
        recent = self._one_at_s is not None and time_s - self._one_at_s <= _TEN_WITHIN_S
        self.selected = _WORST if digit == 0 and recent else digit
        self._one_at_s = time_s if digit == 1 else None

    def _go_back(self) -> Next:
        if self._pain is not None:
            self.selected, self._pain = self._pain, None
            return None
        return "menu" if self.moment == "before" else None

    def _likely_site(self) -> int:
        latest = self.session.pain_latest
        if self._pain == 0:
            return PAIN_SITES.index("none")
        return PAIN_SITES.index("back" if latest is None else latest.site)

    def _scale_word(self, value: int) -> str:
        words = {0: "pain.none_at_all", _WORST: "pain.worst"}
        return self.phrases.text(words[value]) if value in words else ""


class PainBefore(PainStage):
    """The answers before exercising; asked once a session."""

    moment: PainMoment = "before"

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        if self.session.pain_latest is not None:
            return "place"
        do.say(self.phrases.text("pain.before.how_much"))
        return None

    def answered(self, time_s: float, reading: PainReading, do: Doing) -> Next:
        """See `PainStage.answered`."""
        return "place"

    def numb_toes(self, do: Doing) -> Next:
        """See `PainStage.numb_toes`."""
        do.add(RecordSafety("numb_toes", safety_detail("before_exercising")))
        self.session.stopped.update(offer.exercise for offer in self.session.offers)
        self.session.verdict = Verdict("stop_now")
        return "verdict"


class PainAfter(PainStage):
    """The answers after a set, from the mat or at the keyboard; they wait as long as it takes."""

    moment: PainMoment = "after"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ask_again_s = math.inf
        self._asked_times = 0
        self._somebody = False

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        if self.session.camera_on:
            do.say(self.spoken)
            self._note_asked(time_s)
        else:
            do.say(self.phrases.text("pain.after.when_ready"))
        return None

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`: the question is asked again, ever more seldom."""
        if time_s >= self._ask_again_s:
            if self._somebody:
                do.say(self.spoken, "if_idle")
            self._note_asked(time_s)
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`: an empty room is asked nothing."""
        self._somebody = "nobody" not in event.sight.problems
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        self._asked_times = 0
        self._note_asked(time_s)
        return super().act(time_s, action, do)

    def _note_asked(self, time_s: float) -> None:
        pauses = _ASK_AGAIN_AFTER_S
        self._ask_again_s = time_s + pauses[min(self._asked_times, len(pauses) - 1)]
        self._asked_times += 1

    @property
    def screen(self) -> PainScreen:
        """See `Stage.screen`."""
        screen = super().screen
        tally = self.session.tally
        if tally is None:
            return screen
        unit = "holds" if tally.timed_holds else "reps"
        title = self.phrases.count(f"pain.after.title_with_{unit}", tally.done)
        return PainScreen(
            title, screen.question, screen.step, screen.choices, screen.selected, screen.hint
        )

    def answered(self, time_s: float, reading: PainReading, do: Doing) -> Next:
        """See `PainStage.answered`."""
        session = self.session
        session.questions_due = False
        earlier = [pain for pain in (session.pain_first, session.pain_latest) if pain]
        verdicts = [judge_answers(before, reading) for before in earlier]
        session.verdict = strictest(*verdicts) if verdicts else Verdict("go_on")
        if session.verdict.kind == "stop_exercise":
            session.stopped.add(session.chosen.exercise)
        if session.verdict.ask_later:
            due_s = time_s + ASK_AGAIN_S
            session.later_questions.append(LaterQuestion(due_s, session.chosen.exercise))
        return "verdict"

    def numb_toes(self, do: Doing) -> Next:
        """See `PainStage.numb_toes`."""
        session = self.session
        session.questions_due = False
        do.add(RecordSafety("numb_toes", safety_detail("after_exercising")))
        session.stopped.update(offer.exercise for offer in session.offers)
        session.verdict = Verdict("stop_now")
        return "verdict"


def _site(argument: str) -> PainSite:
    return next(site for site in PAIN_SITES if site == argument)
