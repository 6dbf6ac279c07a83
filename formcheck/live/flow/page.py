"""Pages with choices: arrows move, Enter or the choice's own key chooses."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import Stage
from formcheck.live.screens.states import Action, Choice

_STEPS = {"up": -1, "left": -1, "down": 1, "right": 1}


class PageStage(Stage):
    """A stage that is answered by choosing."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.selected = 0

    @property
    @abstractmethod
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose from."""

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`."""
        choices = self.choices
        if key in _STEPS and choices:
            self.move(_STEPS[key])
            return None
        chosen = [choices[self.selected]] if key == "enter" and choices else []
        chosen += [choice for choice in choices if choice.key == key]
        return next((choice.action for choice in chosen if choice.enabled), None)

    def move(self, step: int) -> None:
        """Move the cursor to the next choice that is enabled."""
        choices = self.choices
        index = self.selected + step
        while 0 <= index < len(choices) and not choices[index].enabled:
            index += step
        if 0 <= index < len(choices):
            self.selected = index

    def choice(self, key: str, words: str, action: str) -> Choice:
        """Return a choice with words of the catalogue."""
        return Choice(key, self.phrases.text(words), "", action)

    def numbered(self, listed: Iterable[tuple[str, Action]]) -> tuple[Choice, ...]:
        """Return choices by their words and actions, with 1, 2, … as keys."""
        return tuple(
            self.choice(str(number), words, action)
            for number, (words, action) in enumerate(listed, start=1)
        )
