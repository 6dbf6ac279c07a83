"""Holds that are only timed, because the movement cannot be seen; said openly."""

from __future__ import annotations

from formcheck.judge.scored import Phase
from formcheck.live.flow import actions
from formcheck.live.flow.absence import AbsenceWatch, PauseReason
from formcheck.live.flow.counting import end_set, restart_set
from formcheck.live.flow.effects import PauseCounting, Tone
from formcheck.live.flow.events import CameraChanged, Seen
from formcheck.live.flow.hold_voice import HoldVoice
from formcheck.live.flow.session import Session
from formcheck.live.flow.stage import LONGEST_TICK_S, Doing, Next, Stage
from formcheck.live.flow.tally import Tally
from formcheck.live.screens.states import SetScreen

#: Letting go, and breathing, between two holds.
_RELAX_S = 4.0
_DEFAULT_HOLD_S = 5.0


class TimedHolds(Stage):
    """Says when to begin and end each hold; the number is what was timed, not seen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._hold_s = session.chosen.hold_s or _DEFAULT_HOLD_S
        self._voice = HoldVoice(self._hold_s)
        self._absence = AbsenceWatch(session.chosen.exercise)
        self._since_s: float | None = None
        self._time_s = 0.0
        self._phase: Phase = "ready"
        self._clock_s = 0.0

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._since_s = self._time_s = time_s
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: the interrupted hold begins anew."""
        self._since_s = self._time_s = time_s
        self._phase = "ready"
        self._voice = HoldVoice(self._hold_s)
        self._absence = AbsenceWatch(self.session.chosen.exercise)
        return None

    @property
    def screen(self) -> SetScreen:
        """See `Stage.screen`."""
        words, offer, tally = self.phrases, self.session.chosen, self._tally
        number = words.text("set.number", number=tally.set_number, total=offer.sets)
        return SetScreen(
            title=self.session.title,
            reps=tally.timed_holds,
            reps_target=offer.reps,
            phase=self._phase,
            phase_word=words.text("tilts.flatten" if self._phase == "hold" else "tilts.relax"),
            hold_s=self._elapsed_s if self._phase == "hold" else 0.0,
            hold_target_s=self._hold_s,
            reach=None,
            reach_word="",
            cue=words.text("tilts.timed_only"),
            cue_tone="calm",
            side_word="",
            set_word=number if offer.sets > 1 else "",
            notice=self.session.notice,
            stop_label=words.text("common.stop"),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        step_s = max(time_s - self._time_s, 0.0)
        if step_s > LONGEST_TICK_S:
            return self.resume(time_s, do)
        self._clock_s += step_s
        self._time_s = max(self._time_s, time_s)
        minutes = self.session.wish.minutes
        if minutes is not None and self._clock_s >= 60.0 * minutes:
            return end_set(self.session, "time", time_s, do)
        return self._hold(do) if self._phase == "hold" else self._relax(do)

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`."""
        reason = self._absence.observe(event.time_s, event.sight, None)
        return self._pause(reason, do) if reason is not None else None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        if event.change == "ended":
            return end_set(self.session, "source_ended", event.time_s, do)
        return self._pause("camera", do) if event.change == "lost" else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (actions.PAUSE, actions.BACK):
            return self._pause("key", do)
        if action == actions.NEXT:
            return end_set(self.session, "next", time_s, do)
        return restart_set(self.session, do) if action == actions.RESTART else None

    @property
    def _tally(self) -> Tally:
        assert self.session.tally is not None
        return self.session.tally

    @property
    def _elapsed_s(self) -> float:
        return 0.0 if self._since_s is None else self._time_s - self._since_s

    def _hold(self, do: Doing) -> Next:
        due = self._voice.observe(self._elapsed_s, holding=True)
        if due is not None and due.isdecimal():
            do.say(due, "now")
        if self._elapsed_s < self._hold_s:
            return None
        self._voice.observe(0.0, holding=False)
        self._turn("ready")
        self._tally.timed_holds += 1
        do.add(Tone("count"))
        release = self.phrases.text(f"exercises.{self.session.chosen.exercise}.release")
        do.say(f"{release} {self._tally.timed_holds}.", "now")
        return end_set(self.session, "timed", self._time_s, do) if self._tally.complete else None

    def _relax(self, do: Doing) -> Next:
        if self._elapsed_s >= _RELAX_S:
            self._turn("hold")
            do.say(self.phrases.text("tilts.flatten"), "now")
        return None

    def _turn(self, phase: Phase) -> None:
        self._phase, self._since_s = phase, self._time_s

    def _pause(self, reason: PauseReason, do: Doing) -> Next:
        self.session.pause = reason
        do.add(PauseCounting())
        return "paused"
