"""A pause in the set: it ends by coming back, or ends the set if it grows long."""

from __future__ import annotations

import math

from formcheck.live.flow.counting import end_set, restart_set
from formcheck.live.flow.effects import EndReason, ResumeCounting, Tone
from formcheck.live.flow.events import Ask, CameraChanged, Seen
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import Doing, Next, Stage
from formcheck.live.flow.watches import Lasting
from formcheck.live.screens.states import Action, Choice, PromptScreen

#: Back in the start position for so long, the set goes on.
_BACK_S = 1.5
_WARN_BEFORE_S = 15.0
#: Somebody who asked for the pause is given this long, say for the door or the telephone.
_ASKED_FOR_END_S = 600.0
#: When it ends is told from here on.
_COUNT_FROM_S = 60.0
#: A rest that flickers for less has not been left.
_AWAY_S = 1.0


class Paused(Stage):
    """Covers the set.

    Somebody who has gone, or raised a hand, goes on by taking up the start position.
    After the space key that alone is no sign, because nobody need have moved: the
    position must have been left first.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._began_s = 0.0
        self._time_s = 0.0
        self._warned = False
        self._away = Lasting()
        self._left_position = session.pause not in ("key", "help")
        self._note_camera(lost=session.pause == "camera")

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._began_s = self._time_s = time_s
        do.add(Tone("attention"))
        do.say(self.phrases.text(f"pause.{self.session.pause}"), "now")
        return None

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        words = self.phrases
        left = max(math.ceil(self._ends_s - self._time_s), 0)
        usual_s = self.session.wish.pause_end_s
        ends_soon = not self._asked_for or left <= min(_COUNT_FROM_S, usual_s)
        return PromptScreen(
            self.session.title,
            words.text("pause.big"),
            words.text(f"pause.{self.session.pause}_text"),
            progress=min(left / usual_s, 1.0) if ends_soon else None,
            step=words.count("pause.ends_in", left) if ends_soon else "",
            tone="warning" if self._camera_lost else "calm",
            stop_label=words.text("common.stop"),
        )

    @property
    def fields(self) -> tuple[Choice, ...]:
        """See `Stage.fields`: going on is the easiest to reach; the others are raised arms."""
        return (
            Choice("1", self.phrases.text("keys.go_on"), "", Ask.CONTINUE),
            Choice("2", self.phrases.text("keys.end_set"), "", Ask.NEXT),
            Choice("3", self.phrases.text("common.stop"), "", Ask.STOP),
        )

    @property
    def spoken(self) -> str:
        """See `Stage.spoken`."""
        return self.phrases.text(f"pause.{self.session.pause}")

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        self._time_s = max(self._time_s, time_s)
        left = self._ends_s - self._time_s
        if left <= 0:
            reason: EndReason = "camera" if self._camera_lost else "pause"
            return end_set(self.session, reason, time_s, do)
        warn_s = min(_WARN_BEFORE_S, self.session.wish.pause_end_s / 2)
        if left <= warn_s and not self._warned:
            self._warned = True
            do.say(self.phrases.count("pause.warning", math.ceil(left)))
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`."""
        resting_s = 0.0 if event.state is None else event.state.resting_s
        if self._away.observe(event.time_s, resting_s == 0) >= _AWAY_S:
            self._left_position = True
        nobody = "nobody" in event.sight.problems
        if self._camera_lost or nobody or not self._left_position or resting_s < _BACK_S:
            return None
        return self._go_on(do)

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`: what paused by the camera goes on with it."""
        if event.change == "ended":
            return end_set(self.session, "source_ended", event.time_s, do)
        self._note_camera(lost=event.change == "lost")
        if event.change == "back" and self.session.pause == "camera":
            return self._go_on(do)
        return None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.PAUSE, Ask.CONTINUE) and not self._camera_lost:
            return self._go_on(do)
        if action == Ask.NEXT:
            return end_set(self.session, "next", time_s, do)
        return restart_set(self.session, do) if action == Ask.RESTART else None

    def key(self, time_s: float, key: str) -> Action | None:
        """See `Stage.key`: Enter goes on, too."""
        return super().key(time_s, "space" if key == "enter" else key)

    def _note_camera(self, *, lost: bool) -> None:
        self._camera_lost = lost
        end_set: tuple[str, str, Action] = ("n", "keys.end_set", Ask.NEXT)
        go_on: tuple[str, str, Action] = ("space", "keys.go_on", Ask.PAUSE)
        # Without a picture there is nothing to go on with.
        self.shortcuts = (end_set,) if lost else (go_on, end_set)

    @property
    def _asked_for(self) -> bool:
        return self.session.pause in ("key", "help")

    @property
    def _ends_s(self) -> float:
        ends_s = self.session.wish.pause_end_s
        return self._began_s + (max(ends_s, _ASKED_FOR_END_S) if self._asked_for else ends_s)

    def _go_on(self, do: Doing) -> Next:
        do.add(ResumeCounting())
        do.add(Tone("start"))
        do.say(self.phrases.text("pause.go_on"), "now")
        return "back"
