"""Asks about a set that was interrupted in an earlier session, before anything else."""

from __future__ import annotations

from formcheck.live.flow.effects import DropInterrupted, KeepInterrupted
from formcheck.live.flow.stage import Doing, Next, PageStage
from formcheck.live.screens.states import Choice, TextScreen
from formcheck.words.writing import moment_text

_KEEP, _DELETE = "keep", "delete"


class Interrupted(PageStage):
    """Asks whether to keep it, a page for each; Enter keeps: nothing may be lost by a slip."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`."""
        return self.numbered([("interrupted.keep", _KEEP), ("interrupted.delete", _DELETE)])

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words, leftover = self.phrases, self.session.leftovers[0]
        title = self.session.title_of(leftover.exercise)
        begun = moment_text(leftover.began_at)
        lines = (
            words.text("interrupted.which", title=title, begun=begun),
            words.text("interrupted.what_then"),
        )
        question = self._count("question")
        return TextScreen(
            words.text("interrupted.title"),
            "calm",
            ((question, lines),),
            self.choices,
            self.selected,
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        do.say(self._count("spoken"))
        return None

    def _count(self, key: str) -> str:
        leftover = self.session.leftovers[0]
        if leftover.timed_holds:
            return self.phrases.count(f"interrupted.{key}_timed", leftover.timed_holds)
        return self.phrases.count(f"interrupted.{key}", leftover.reps)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action not in (_KEEP, _DELETE):
            return None
        name = self.session.leftovers.pop(0).name
        do.add(KeepInterrupted(name) if action == _KEEP else DropInterrupted(name))
        if self.session.leftovers:
            return "interrupted"
        return "urgent_signs" if self.session.wish.guided else "menu"
