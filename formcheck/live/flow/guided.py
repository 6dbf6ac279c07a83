"""Guided movements before a set; holds that are only timed where those cannot be seen."""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.judge.scored import Phase
from formcheck.live.flow.counting import SET_SHORTCUTS, describe_hold, end_set, restart_set
from formcheck.live.flow.effects import (
    BeginCalibration,
    EndCalibration,
    NoteTimedHolds,
    PauseCounting,
    Tone,
)
from formcheck.live.flow.events import Ask, Calibrated, CameraChanged, Seen
from formcheck.live.flow.session import Session, Tally
from formcheck.live.flow.stage import LONGEST_TICK_S, Doing, Next, PageStage, Stage
from formcheck.live.flow.watches import GONE_S, AbsenceWatch, HoldVoice, Lasting, PauseReason
from formcheck.live.screens.states import Choice, PromptScreen, SetScreen, TextScreen

_MOVEMENTS = 3
#: Said the same way whatever the movement.
_COMMON = ("ready", "thanks", "wait")
_STEP_S = 3.0
#: Time for the sentence that explains them.
_EXPLAIN_S = 7.0
#: The answer takes a moment; without one the movements count as not seen.
_LONGEST_WAIT_S = 15.0
_PAIR_S = 2 * _STEP_S
_END_S = _MOVEMENTS * _PAIR_S + _STEP_S

#: Letting go, and breathing, between two holds.
_RELAX_S = 4.0
_DEFAULT_HOLD_S = 5.0


class GuidedMovements(Stage):
    """Relax three seconds, flatten three seconds, three times; said and counted."""

    shortcuts = (("escape", "keys.back", Ask.BACK),)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._start_s: float | None = None
        self._time_s = 0.0
        self._said: tuple[int, int] | None = None
        self._ended_at_s: float | None = None
        self._gone = Lasting()

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._start_s, self._time_s = time_s + _EXPLAIN_S, time_s
        do.add(BeginCalibration())
        do.say(self.phrases.text(self.session.guided("explain")), "now")
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: who read the help is not in place any more."""
        return "place"

    @property
    def screen(self) -> PromptScreen:
        """See `Stage.screen`."""
        elapsed = self._elapsed_s
        if elapsed < 0:
            return self._prompt("ready", "explain")
        if elapsed >= _END_S:
            return self._prompt("thanks", "wait")
        step, left = _step_at(elapsed)
        word = "move" if step % 2 else "rest"
        number = min(step // 2 + 1, _MOVEMENTS)
        return replace(
            self._prompt(word, f"{word}_text"),
            progress=1 - left / _STEP_S,
            step=self.phrases.text(self.session.guided("step"), number=number, total=_MOVEMENTS),
        )

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`."""
        slept = time_s - self._time_s > LONGEST_TICK_S
        self._time_s = max(self._time_s, time_s)
        if self._ended_at_s is not None:
            late = time_s - self._ended_at_s > _LONGEST_WAIT_S
            return "unseen" if late else None
        if slept:
            return "place"
        elapsed = self._elapsed_s
        if elapsed >= _END_S:
            self._ended_at_s = time_s
            do.add(EndCalibration(self._prompts()))
        elif elapsed >= 0:
            self._count(elapsed, do)
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`: somebody who leaves is waited for."""
        gone_s = self._gone.observe(event.time_s, "nobody" in event.sight.problems)
        return "place" if gone_s >= GONE_S else None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        return None if event.change == "back" else "place"

    def calibrated(self, event: Calibrated, do: Doing) -> Next:
        """See `Stage.calibrated`."""
        if event.calibration.own_size is None:
            return "unseen"
        self.session.own_sizes[self.session.chosen.exercise] = event.calibration.own_size
        do.say(self.phrases.text(self.session.guided("seen")))
        return "countdown"

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action == Ask.RESTART:
            return "place"
        if action in (Ask.BACK, Ask.NEXT):
            do.leave("next")
            return "menu"
        return None

    @property
    def _elapsed_s(self) -> float:
        return -1.0 if self._start_s is None else self._time_s - self._start_s

    def _key(self, name: str) -> str:
        return f"guided.{name}" if name in _COMMON else self.session.guided(name)

    def _prompt(self, big: str, text: str) -> PromptScreen:
        words = self.phrases
        return PromptScreen(
            words.text(self.session.guided("title")),
            words.text(self._key(big)),
            words.text(self._key(text)),
            None,
            stop_label=words.text("common.stop"),
        )

    def _prompts(self) -> tuple[tuple[float, float, float], ...]:
        assert self._start_s is not None
        first = self._start_s
        starts = [first + number * _PAIR_S for number in range(_MOVEMENTS)]
        return tuple((start, start + _STEP_S, start + _PAIR_S) for start in starts)

    def _count(self, elapsed: float, do: Doing) -> None:
        step, left = _step_at(elapsed)
        now = (step, max(math.ceil(left - 1e-6), 1))
        if now == self._said:
            return
        if self._said is None or step != self._said[0]:
            do.add(Tone("count"))
            do.say(self.phrases.text(self.session.guided("move" if step % 2 else "rest")), "now")
        else:
            do.say(str(now[1]), "now")
        self._said = now


class UnseenMovements(PageStage):
    """The movements were too small to be seen: try once more, then time the holds honestly."""

    _DECIDE_S = 10.0

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._began_s = 0.0

    @property
    def choices(self) -> tuple[Choice, ...]:
        """See `PageStage.choices`: first what happens by itself."""
        again = self.choice("1", self.session.guided("try_again"), "guided")
        timed = self.choice("2", self.session.guided("time_holds"), "timed")
        return (again, timed) if self.session.guided_tries <= 1 else (timed, again)

    @property
    def screen(self) -> TextScreen:
        """See `Stage.screen`."""
        words = self.phrases
        once = self.session.guided_tries <= 1
        key = self.session.guided("unseen_once" if once else "unseen_again")
        return TextScreen(
            words.text(self.session.guided("unseen_title")),
            "calm",
            (("", words.lines(key)),),
            self.choices,
            self.selected,
        )

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._began_s = time_s
        self.session.guided_tries += 1
        do.say(" ".join((self.screen.title, *self.screen.paragraphs[0][1])), "now")
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`."""
        self._began_s = time_s
        return None

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`: nobody needs to get up to answer."""
        if time_s - self._began_s < self._DECIDE_S:
            return None
        return self.act(time_s, self.choices[0].action, do)

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action == "guided":
            return "guided"
        if action == "timed":
            self.session.timed_only = True
            return "countdown"
        return None


def _step_at(elapsed: float) -> tuple[int, float]:
    """Return the step, even ones relaxed, and the seconds left in it."""
    step = int(elapsed // _STEP_S)
    return step, _STEP_S - (elapsed - step * _STEP_S)


class TimedHolds(Stage):
    """Says when to begin and end each hold; the number is what was timed, not seen."""

    shortcuts = SET_SHORTCUTS

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
            phase_word=words.text(self.session.guided("move" if self._phase == "hold" else "rest")),
            hold_s=self._elapsed_s if self._phase == "hold" else 0.0,
            hold_target_s=self._hold_s,
            reach=None,
            reach_word="",
            cue=words.text(self.session.guided("timed_only")),
            cue_tone="calm",
            side_word="",
            set_word=number if offer.sets > 1 else "",
            notice=self.session.notice,
            stop_label=words.text("common.stop"),
            hold_word=describe_hold(words, self._phase),
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
        if action in (Ask.PAUSE, Ask.BACK):
            return self._pause("key", do)
        if action == Ask.NEXT:
            return end_set(self.session, "next", time_s, do)
        return restart_set(self.session, do) if action == Ask.RESTART else None

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
        do.add(NoteTimedHolds(self._tally.timed_holds))
        do.add(Tone("count"))
        release = self.phrases.text(f"exercises.{self.session.chosen.exercise}.release")
        do.say(f"{release} {self._tally.timed_holds}.", "now")
        return end_set(self.session, "timed", self._time_s, do) if self._tally.complete else None

    def _relax(self, do: Doing) -> Next:
        if self._elapsed_s >= _RELAX_S:
            self._turn("hold")
            do.say(self.phrases.text(self.session.guided("move")), "now")
        return None

    def _turn(self, phase: Phase) -> None:
        self._phase, self._since_s = phase, self._time_s

    def _pause(self, reason: PauseReason, do: Doing) -> Next:
        self.session.pause = reason
        do.add(PauseCounting())
        return "paused"
