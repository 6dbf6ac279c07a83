"""Choosing an exercise."""

from __future__ import annotations

from dataclasses import replace

from formcheck.live.flow.effects import StartCounting, WatchExercise
from formcheck.live.flow.events import Ask, split_action, with_argument
from formcheck.live.flow.session import Session, Tally
from formcheck.live.flow.stage import Doing, Next, PageStage, Stage
from formcheck.live.flow.wish import Offer
from formcheck.live.screens.states import Choice, MenuScreen, PromptScreen, TextScreen

_EXERCISE = "exercise"


class Menu(PageStage):
    """Large numbered exercises; those that cannot be chosen say why."""

    interruptible = True
    answers_disabled = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._remark = ""
        following = session.next_offer()
        self.selected = (
            len(session.offers) if following is None else session.offers.index(following)
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: an exercise that was named needs no menu, the first time."""
        do.stop_set("next")
        wish, session = self.session.wish, self.session
        if wish.guided and not session.cleared:
            return "urgent_signs"
        if wish.exercise is not None and session.offer is None:
            offer = session.find(wish.exercise)
            if offer is None or session.why_not(offer):
                return "not_offered"
            session.choose(offer)
            return _first_stage(session)
        do.say(self.spoken if session.camera_on else self.phrases.text("menu.title"))
        return None

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`: along the list, and the way out."""
        finish = self.choices[-1]
        return (*self.stepping_fields, replace(finish, key="0"))

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`."""
        return f"{self.phrases.text('menu.title')}. {self.spoken_choices}"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        numbered = tuple(
            self._choice(number, offer) for number, offer in enumerate(self.session.offers, start=1)
        )
        return (*numbered, self.choice("0", "common.finish_today", Ask.FINISH))

    @property
    def screen(self) -> MenuScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return MenuScreen(
            words.text("menu.title"),
            self.choices,
            self.selected,
            words.text("menu.hint"),
            self._remark,
        )

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if self.step(action, do):
            return None
        name, argument = split_action(action)
        if name == Ask.FINISH:
            return "summary"
        offer = self.session.find(argument) if name == _EXERCISE else None
        if offer is None:
            return None
        if why_not := self.session.why_not(offer):
            title = self.session.title_of(offer.exercise)
            self._remark = self.phrases.text("menu.refused", title=title, why_not=why_not)
            do.say(self._remark, "now")
            return None
        self.session.choose(offer)
        return _first_stage(self.session)

    def _choice(self, number: int, offer: Offer) -> Choice:
        session = self.session
        why_not = session.why_not(offer)
        note = why_not or describe_dose(session, offer)
        done = session.sets_done(offer.exercise)
        if done and not why_not:
            note = self.phrases.text("menu.done", note=note)
        return Choice(
            str(number),
            session.title_of(offer.exercise),
            note,
            with_argument(_EXERCISE, offer.exercise),
            enabled=not why_not,
        )


class NotOffered(PageStage):
    """Says why the exercise that was named is not offered."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return (
            self.choice("1", "menu.others", Ask.MENU),
            self.choice("2", "common.finish", Ask.QUIT),
        )

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        session = self.session
        name = session.wish.exercise or ""
        offer = session.find(name)
        why_not = self.phrases.text("menu.not_in_list") if offer is None else session.why_not(offer)
        title = self.phrases.text("menu.not_offered", title=session.title_of(name))
        return TextScreen(title, "calm", (("", (why_not,)),), self.choices, self.selected)

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`: from now on the menu is shown."""
        self.session.offer = self.session.offer or self.session.find(
            self.session.wish.exercise or ""
        )
        do.say(self.screen.title)
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        return "menu" if action == Ask.MENU else None


class Film(Stage):
    """Counts from the first frame on: a film cannot follow instructions."""

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`; the next stage follows at once."""
        return PromptScreen(self.session.title, "", "", None)

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        session, offer = self.session, self.session.chosen
        session.tally = Tally(offer)
        do.add(WatchExercise(offer.exercise, None, offer.reps, offer.hold_s))
        do.add(StartCounting())
        return "counting"


def _first_stage(session: Session) -> Next:
    return "pain_before" if session.wish.guided else "film"


def describe_dose(session: Session, offer: Offer) -> str:
    """Return the dose in words, for example “2 sets of 10, each held 5 seconds”."""
    words = session.phrases
    is_small = offer.is_small(offer.sets)
    number = offer.of_set(offer.sets).reps
    reps = words.count("dose.each_leg" if offer.side == "each" else "dose.reps", number)
    if offer.hold_s:
        reps = words.text("dose.held", reps=reps, seconds=f"{offer.hold_s:g}")
    dose = words.text("dose.sets", sets=offer.sets, reps=reps) if offer.sets > 1 else reps
    if is_small:
        return words.text("dose.smaller", dose=dose, full=offer.reps)
    if offer.is_small(1):
        return words.text("dose.smaller_first", dose=dose, number=offer.small_reps)
    return dose
