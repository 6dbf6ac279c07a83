"""Signs that somebody who exercises wants a pause: gone, a raised hand, sitting up."""

from __future__ import annotations

from typing import Literal

from formcheck.live.moment import SetState, Sight

PauseReason = Literal["key", "left", "hand", "upright", "camera", "help"]

#: Nobody in the picture for so long is a pause.
GONE_S = 2.0
_HAND_S = 1.0
#: Sitting or standing up from the floor, say for the telephone.
_UPRIGHT_S = 4.0
#: Dropouts of the checks shorter than this interrupt no sign.
_FLICKER_S = 0.3
_STANDING = frozenset({"standing_back_extension"})
_MOVING = ("out", "hold", "return")


class Lasting:
    """How long something has lasted, short dropouts forgiven."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._last_s = 0.0

    def observe(self, time_s: float, there: bool) -> float:
        """Take in whether it is there now; return for how many seconds it has been."""
        if there:
            if self._since_s is None:
                self._since_s = time_s
            self._last_s = time_s
        elif self._since_s is not None and time_s - self._last_s > _FLICKER_S:
            self._since_s = None
        return 0.0 if self._since_s is None else self._last_s - self._since_s


class AbsenceWatch:
    """Tells a wish for a pause from the exercise itself."""

    def __init__(self, exercise: str) -> None:
        self._standing = exercise in _STANDING
        self._gone, self._hand, self._upright = Lasting(), Lasting(), Lasting()

    def observe(self, time_s: float, sight: Sight, state: SetState | None) -> PauseReason | None:
        """Take in a frame; return why to pause, if so.

        A raised hand counts only upright and never while a repetition is under way;
        who stands for the exercise does not pause by standing.
        """
        moving = state is not None and state.phase in _MOVING
        gone = self._gone.observe(time_s, "nobody" in sight.problems)
        raised = sight.hand_raised and sight.upright and not moving
        hand = self._hand.observe(time_s, raised)
        up = self._upright.observe(time_s, sight.upright and not moving and not self._standing)
        if gone >= GONE_S:
            return "left"
        if hand >= _HAND_S:
            return "hand"
        return "upright" if up >= _UPRIGHT_S else None
