"""Three, two, one: the last moments before anything is counted."""

from __future__ import annotations

import math

from formcheck.live.flow import actions
from formcheck.live.flow.absence import GONE_S, Lasting
from formcheck.live.flow.effects import StartCounting, Tone
from formcheck.live.flow.events import CameraChanged, Seen
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import LONGEST_TICK_S, Doing, Next, Stage
from formcheck.live.flow.tally import Tally
from formcheck.live.screens.states import PromptScreen

_FROM = 3
#: Time to hear what was said before.
_LEAD_S = 2.5


class Countdown(Stage):
    """Counts down, then begins the set."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._start_s = self._time_s = 0.0
        self._left = _FROM + 1
        self._progress = 0.0
        self._gone = Lasting()

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._start_s, self._time_s = time_s + _LEAD_S, time_s
        do.say(self.phrases.text("countdown.text"), "if_idle")
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: who read the help is not in place any more."""
        return "place"

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        words = self.phrases
        return PromptScreen(
            self.session.title,
            str(self._left) if self._left <= _FROM else self.phrases.text("tilts.ready"),
            words.text("countdown.text"),
            self._progress,
            stop_label=words.text("common.stop"),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        slept = time_s - self._time_s > LONGEST_TICK_S
        self._time_s = max(self._time_s, time_s)
        if slept:
            return "place"
        elapsed = time_s - self._start_s
        left = math.ceil(_FROM - elapsed)
        self._progress = min(max(elapsed / _FROM, 0.0), 1.0)
        if left <= 0:
            return self._start(do)
        if left < self._left:
            self._left = left
            do.add(Tone("count"))
            do.say(str(left), "now")
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`: somebody who leaves is waited for."""
        gone_s = self._gone.observe(event.time_s, "nobody" in event.sight.problems)
        return "place" if gone_s >= GONE_S else None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        return "place" if event.change != "back" else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (actions.PAUSE, actions.RESTART):
            return "place"
        if action in (actions.BACK, actions.NEXT):
            do.leave("next")
            return "menu"
        return None

    def _start(self, do: Doing) -> Next:
        session = self.session
        session.tally = Tally(session.chosen, session.set_number)
        do.add(StartCounting())
        do.add(Tone("start"))
        offer = session.chosen
        side = self.phrases.text(f"countdown.sides.{offer.side}") if offer.side else ""
        words = (self.phrases.text("countdown.begin"), side, offer.cue)
        do.say(" ".join(word for word in words if word), "now")
        return "timed" if session.timed_only else "counting"
