"""The set itself: counts, holds, cues, what its screen shows, and when it ends."""

from __future__ import annotations

import math

from formcheck.exercises.registry import get_exercise
from formcheck.judge.scored import Phase
from formcheck.live.cueing import Cue, Cueing, choose_cues
from formcheck.live.flow.effects import EndReason, PauseCounting, RestartSet, Tone, Urgency
from formcheck.live.flow.events import Ask, CameraChanged, Seen
from formcheck.live.flow.session import Session, Tally
from formcheck.live.flow.stage import LONGEST_TICK_S, Doing, Next, Stage
from formcheck.live.flow.watches import (
    AbsenceWatch,
    HoldVoice,
    PauseReason,
    QuietWatch,
    SmoothClock,
)
from formcheck.live.moment import SetState
from formcheck.live.phrases import Phrases
from formcheck.live.safety import allows_range_cues
from formcheck.live.screens.states import Action, SetScreen
from formcheck.live.screens.states import Tone as Colour

#: What can be done in a set, besides stopping.
SET_SHORTCUTS: tuple[tuple[str, str, Action], ...] = (
    ("space", "keys.pause", Ask.PAUSE),
    ("n", "keys.end_set", Ask.NEXT),
)

_CUE_SHOWN_S = 6.0
_PRAISE_SHOWN_S = 4.0
_COLOURS: tuple[Colour, ...] = ("calm", "calm", "warning", "urgent")


class Counting(Stage):
    """Coaches one set."""

    shortcuts = SET_SHORTCUTS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        offer = session.chosen
        allowed = allows_range_cues(session.pain_first, session.pain_latest)
        self._cueing = Cueing(
            choose_cues(get_exercise(offer.exercise), offer.watch, offer.ignore, range_cues=allowed)
        )
        self._hold_voice = HoldVoice(offer.hold_s)
        self._picture = SetPicture(session)
        self._absence = AbsenceWatch(offer.exercise)
        self._quiet = QuietWatch()
        self._reps = 0
        self._side_due: str | None = None
        self._rest_end_s: float | None = None
        self._clock_s = 0.0
        self._newest_s: float | None = None

    def begin(self, time_s: float, do: Doing) -> Next:
        """See `Stage.begin`."""
        self._newest_s = time_s
        return None

    def resume(self, time_s: float, do: Doing) -> Next:
        """See `Stage.resume`: the pause does not count towards the time limit."""
        self._newest_s = time_s
        self._absence = AbsenceWatch(self.session.chosen.exercise)
        self._quiet = QuietWatch()
        return None

    @property
    def screen(self) -> SetScreen:
        """See `Stage.screen`."""
        return self._picture.draw(self._tally, self._newest_s or 0.0, self._rest_end_s)

    def tick(self, time_s: float, do: Doing) -> Next:
        """See `Stage.tick`: the time limit, and the rest between holds."""
        if self._newest_s is not None:
            self._clock_s += min(max(time_s - self._newest_s, 0.0), LONGEST_TICK_S)
        self._newest_s = time_s if self._newest_s is None else max(time_s, self._newest_s)
        minutes = self.session.wish.minutes
        if minutes is not None and self._clock_s >= 60.0 * minutes:
            return self._end("time", time_s, do)
        if self._rest_end_s is not None and time_s >= self._rest_end_s:
            self._rest_end_s = None
            do.add(Tone("attention"))
            do.say(self.phrases.text("set.hold_again"))
        return None

    def see(self, event: Seen, do: Doing) -> Next:
        """See `Stage.see`."""
        if event.state is not None:
            self._follow(event.time_s, event.state, do)
            if self.session.wish.guided and self._tally.complete:
                return self._end("reps", event.time_s, do)
        if not self.session.wish.guided:
            return None
        reason = self._absence.observe(event.time_s, event.sight, event.state)
        if reason is not None:
            return self._pause(reason, do)
        hint = self._quiet.observe(event.time_s, event.sight, event.state, self._rest_end_s)
        if hint is not None:
            do.say(self.phrases.text(hint), "if_idle")
        return None

    def camera(self, event: CameraChanged, do: Doing) -> Next:
        """See `Stage.camera`."""
        if event.change == "ended":
            return self._end("source_ended", event.time_s, do)
        return self._pause("camera", do) if event.change == "lost" else None

    def act(self, time_s: float, action: str, do: Doing) -> Next:
        """See `Stage.act`."""
        if action in (Ask.PAUSE, Ask.BACK):
            return self._pause("key", do)
        if action == Ask.NEXT:
            return self._end("next", time_s, do)
        if action == Ask.RESTART:
            return restart_set(self.session, do)
        return None

    @property
    def _tally(self) -> Tally:
        assert self.session.tally is not None
        return self.session.tally

    def _follow(self, time_s: float, state: SetState, do: Doing) -> None:
        self._tally.add(state.new_reps, state.new_faults)
        self._picture.take(time_s if self._newest_s is None else self._newest_s, state)
        words: list[str] = []
        urgency: Urgency = "soon"
        if state.reps > self._reps:
            self._reps = state.reps
            words.append(str(state.reps if self._of_leg is None else self._of_leg))
            words += self._after_rep(time_s, do)
        holding = state.phase == "hold"
        due = self._hold_voice.observe(state.hold_s, holding)
        if due is not None:
            # A number is not worth cutting off a cue; the end of the hold is.
            words, urgency = [self._hold_words(due)], "now" if due == "release" else "if_idle"
        if state.phase in ("out", "hold"):
            self._rest_end_s = None
        self._cueing.take(time_s, state.new_reps, state.new_faults, state.new_absent)
        cue = self._cueing.next(time_s)
        if cue is not None:
            words.append(self._picture.show(cue, time_s, self._cue_words(cue)))
        do.say(" ".join(words), urgency)

    def _after_rep(self, time_s: float, do: Doing) -> list[str]:
        """Return what is to be said besides the count."""
        do.add(Tone("count"))
        offer, due = self.session.chosen, self._tally.side_due
        if due is not None and due != self._side_due:
            self._side_due = due
            return [self.phrases.text("set.other_leg")]
        rests = get_exercise(offer.exercise).hold_is_dose and offer.rest_s > 0
        if rests and not self._tally.complete and self.session.wish.guided:
            self._rest_end_s = time_s + offer.rest_s
            return [self.phrases.text("set.rest_between", seconds=f"{offer.rest_s:.0f}")]
        return []

    @property
    def _of_leg(self) -> int | None:
        tally = self._tally
        if tally.offer.side != "each" or not tally.counted:
            return None
        return tally.of_side(tally.counted[-1].side or "both") or None

    def _hold_words(self, due: str) -> str:
        if due == "release":
            return self.phrases.text(f"exercises.{self.session.chosen.exercise}.release")
        return due if due.isdecimal() else self.phrases.text(f"set.{due}")

    def _cue_words(self, cue: Cue) -> str:
        if cue.kind == "praise":
            return self.phrases.praise(cue.fault_id)
        return self.session.chosen.cues.get(cue.fault_id) or self.phrases.cue(cue.fault_id)

    def _pause(self, reason: PauseReason, do: Doing) -> Next:
        self.session.pause = reason
        do.add(PauseCounting())
        return "paused"

    def _end(self, reason: EndReason, time_s: float, do: Doing) -> Next:
        return end_set(self.session, reason, time_s, do)


def describe_hold(words: Phrases, phase: Phase) -> str:
    """Return what the number in the hold ring means."""
    return words.text("set.hold_left" if phase in ("hold", "return") else "set.hold_wanted")


def end_set(session: Session, reason: EndReason, time_s: float, do: Doing) -> Next:
    """End the set that runs; the questions follow, where they are asked at all."""
    do.end_set(reason)
    session.rest_end_s = time_s + session.chosen.rest_s
    do.add(Tone("end"))
    ended = session.done[-1] if session.done else None
    key = "set.ended_timed" if ended is not None and ended.timed_holds else "set.ended"
    do.say(session.phrases.count(key, 0 if ended is None else ended.done), "now")
    session.questions_due = session.wish.guided
    return "pain_after" if session.wish.guided else "summary"


def restart_set(session: Session, do: Doing) -> Next:
    """Forget the set that runs; wait again for the start position."""
    do.add(RestartSet())
    session.tally = Tally(session.chosen, session.set_number)
    do.say(session.phrases.text("set.restarted"), "now")
    if session.wish.guided:
        session.set_running = False
        return "place"
    return "countdown"


class SetPicture:
    """Holds the newest state and the cue on show."""

    def __init__(self, session: Session) -> None:
        self._state: SetState | None = None
        self._clock = SmoothClock()
        self._session = session
        self._cue_words = ""
        self._cue_tone: Colour = "calm"
        self._cue_until_s = -math.inf

    def take(self, time_s: float, state: SetState) -> None:
        """Take in what was judged, and when that was heard of."""
        self._state = state
        self._clock.tell(time_s, state.hold_s, holding=state.phase == "hold")

    def show(self, cue: Cue, time_s: float, words: str) -> str:
        """Show a cue for a while; return its words."""
        praise = cue.kind == "praise"
        self._cue_words = words
        self._cue_tone = "good" if praise else _COLOURS[cue.severity]
        self._cue_until_s = time_s + (_PRAISE_SHOWN_S if praise else _CUE_SHOWN_S)
        return words

    def draw(self, tally: Tally, time_s: float, rest_end_s: float | None) -> SetScreen:
        """Return the screen at a moment; `rest_end_s` is that of a rest between two holds."""
        session, offer = self._session, tally.offer
        words = session.phrases
        state = self._state or self._first_state(time_s)
        phase_word = words.text(f"phases.{state.phase}")
        if rest_end_s is not None and state.phase not in ("out", "hold"):
            left = max(math.ceil(rest_end_s - time_s), 0)
            phase_word = words.text("set.resting", seconds=left)
        shown = time_s < self._cue_until_s
        return SetScreen(
            title=session.title,
            reps=self._reps(tally, state),
            reps_target=offer.reps if session.wish.guided else 0,
            phase=state.phase,
            phase_word=phase_word,
            hold_s=self._clock.read(time_s),
            hold_target_s=offer.hold_s,
            reach=state.reach,
            reach_word=words.text(f"exercises.{offer.exercise}.reach"),
            cue=self._cue_words if shown else "",
            cue_tone=self._cue_tone if shown else "calm",
            side_word=self._side_word(tally, state),
            set_word=self._set_word(tally),
            notice=session.notice,
            stop_label=words.text("common.stop"),
            hold_word=describe_hold(words, state.phase),
        )

    def _first_state(self, time_s: float) -> SetState:
        """Return what is shown until something was judged: whoever was placed lies in the start."""
        return SetState(time_s, phase="ready" if self._session.wish.guided else "not_judged")

    def _reps(self, tally: Tally, state: SetState) -> int:
        side = self._side(tally, state)
        if tally.offer.side != "each" or side is None:
            return state.reps
        return tally.of_side(side)

    def _side(self, tally: Tally, state: SetState) -> str | None:
        """Return the leg at hand: the one that is due, else that of the latest repetition."""
        asked_for = None if tally.offer.side == "each" else tally.offer.side
        return tally.side_due or asked_for or state.side

    def _side_word(self, tally: Tally, state: SetState) -> str:
        side = self._side(tally, state)
        return self._session.phrases.text(f"sides.{side}") if side else ""

    def _set_word(self, tally: Tally) -> str:
        if tally.offer.sets <= 1:
            return ""
        return self._session.phrases.text(
            "set.number", number=tally.set_number, total=tally.offer.sets
        )
