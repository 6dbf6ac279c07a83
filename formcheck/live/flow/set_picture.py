"""What the set's screen shows of the newest state."""

from __future__ import annotations

import math

from formcheck.live.cueing import Cue
from formcheck.live.flow.session import Session
from formcheck.live.flow.tally import Tally
from formcheck.live.moment import SetState
from formcheck.live.screens.states import SetScreen, Tone

_CUE_SHOWN_S = 6.0
_PRAISE_SHOWN_S = 4.0
_TONES: tuple[Tone, ...] = ("calm", "calm", "warning", "urgent")


class SetPicture:
    """Holds the newest state and the cue on show.

    Attributes
    ----------
    state : SetState or None
    """

    def __init__(self, session: Session) -> None:
        self.state: SetState | None = None
        self._session = session
        self._cue_words = ""
        self._cue_tone: Tone = "calm"
        self._cue_until_s = -math.inf

    def show(self, cue: Cue, time_s: float, words: str) -> str:
        """Show a cue for a while; return its words."""
        praise = cue.kind == "praise"
        self._cue_words = words
        self._cue_tone = "good" if praise else _TONES[cue.severity]
        self._cue_until_s = time_s + (_PRAISE_SHOWN_S if praise else _CUE_SHOWN_S)
        return words

    def draw(self, tally: Tally, time_s: float, rest_end_s: float | None) -> SetScreen:
        """Return the screen at a moment; `rest_end_s` is that of a rest between two holds."""
        session, offer = self._session, tally.offer
        words = session.phrases
        state = self.state or SetState(time_s)
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
            hold_s=state.hold_s,
            hold_target_s=offer.hold_s,
            reach=state.reach,
            reach_word=words.text(f"exercises.{offer.exercise}.reach"),
            cue=self._cue_words if shown else "",
            cue_tone=self._cue_tone if shown else "calm",
            side_word=self._side_word(tally, state),
            set_word=self._set_word(tally),
            notice=session.notice,
            stop_label=words.text("common.stop"),
        )

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
