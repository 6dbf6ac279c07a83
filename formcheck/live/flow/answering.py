"""What is pointed at on the page at hand, and how the page shows it."""

from __future__ import annotations

from dataclasses import replace

from formcheck.live.flow.events import Ask, Seen
from formcheck.live.flow.stage import Stage
from formcheck.live.phrases import Phrases
from formcheck.live.pointing.pointing import Pointing
from formcheck.live.screens.states import (
    Action,
    Field,
    MenuScreen,
    PainScreen,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    SetScreen,
    TextScreen,
)

#: Pages with more letters are laid out to be read.
_WORDY = 240
#: Nobody seen for so long, the page says so.
_NOBODY_S = 2.0
_STEPS = (Ask.STEP_DOWN, Ask.STEP_UP)


class Answering:
    """Follows the hands on pages that can be answered by pointing, and on no others.

    Attributes
    ----------
    alone_s : float
        For how long nobody has been seen.
    """

    def __init__(self) -> None:
        self._pointing = Pointing()
        self._stage: Stage | None = None
        self._page: tuple[str, int] = ("", 0)
        self._seen_at_s: float | None = None
        self.alone_s = 0.0

    def turn_to(self, stage: Stage) -> None:
        """Take note of the page on show: on a new one, hands must leave the fields first."""
        page = stage.page, len(stage.fields)
        if stage is self._stage and page == self._page:
            return
        self._stage, self._page = stage, page
        self._pointing.turn_page(len(stage.fields))

    def see(self, event: Seen) -> Action | None:
        """Take in a frame; return what was chosen in it."""
        reach = event.sight.reach
        if reach is not None or self._seen_at_s is None:
            self._seen_at_s = event.time_s
        self.alone_s = event.time_s - self._seen_at_s
        # Whose hand it is cannot be told among several people.
        if "several_people" in event.sight.problems:
            reach = None
        number = self._pointing.observe(event.time_s, reach)
        fields = () if self._stage is None else self._stage.fields
        if number is None or number >= len(fields):
            return None
        action = fields[number].action
        # To hold on steps on along a list; all else is chosen once.
        return None if self._pointing.is_repeat and action not in _STEPS else action

    def asks_again(self, event: Seen) -> bool:
        """Return True once for a hand raised where no field is."""
        return self._pointing.notice_raised(event.time_s, event.sight.reach)

    def show(self, screen: ScreenState, phrases: Phrases) -> PromptScreen | None:
        """Return a page as it is answered by pointing; None for one that is not."""
        stage = self._stage
        if stage is None or not stage.fields or isinstance(screen, SetScreen | PlaceScreen):
            return None
        held, spots = self._pointing.held, self._pointing.spots
        fields = tuple(
            Field(
                choice,
                spots[number] if number < len(spots) else None,
                held.share if held is not None and held.number == number else 0.0,
            )
            for number, choice in enumerate(stage.fields)
        )
        hint = "leave" if self._pointing.is_hand_resting and held is None else "hint"
        if self.alone_s > _NOBODY_S:
            hint = "nobody"
        prompt, stop = _as_prompt(screen), phrases.text("common.stop")
        prompt = replace(prompt, fields=fields, hint=phrases.text(f"pointing.{hint}"))
        return replace(prompt, stop_label=stop) if prompt.stop_label else prompt


def _as_prompt(screen: TextScreen | MenuScreen | PainScreen | PromptScreen) -> PromptScreen:
    match screen:
        case PromptScreen():
            return screen
        case TextScreen(title=title, tone=tone, paragraphs=paragraphs):
            lines = tuple(line for heading, own in paragraphs for line in (heading, *own) if line)
            wide = sum(map(len, lines)) > _WORDY
            # Whoever has stopped need not be offered it.
            return PromptScreen(
                "", "", title, None, tone=tone, lines=lines, stop_label="", wide=wide
            )
        case MenuScreen(title=title, choices=choices, selected=selected, remark=remark):
            big = choices[selected].title if 0 <= selected < len(choices) else ""
            return PromptScreen("", big, remark or title, None, options=choices, selected=selected)
        case PainScreen(title=title, question=question, choices=choices, selected=selected):
            big = choices[selected].title
            return PromptScreen(title, big, question, None, options=choices, selected=selected)
