"""A set in which nothing is seen to happen: what to say about it, once."""

from __future__ import annotations

from formcheck.live.moment import ProblemId, SetState, Sight

_UNSEEN_S = 5.0
_NOTHING_S = 40.0
_AGAIN_S = 30.0


class QuietWatch:
    """Notices that the person cannot be seen, or that no repetition is."""

    def __init__(self) -> None:
        self._busy_at_s: float | None = None
        self._clear_at_s: float | None = None
        self._said_at_s: float | None = None
        self._nothing_said = False

    def observe(
        self, time_s: float, sight: Sight, state: SetState | None, rest_end_s: float | None
    ) -> str | None:
        """Take in a frame; return the phrase that is due, if any."""
        moving = state is not None and state.phase in ("out", "hold", "return")
        if moving or rest_end_s is not None or self._busy_at_s is None:
            self._busy_at_s = time_s
        # In a repetition nobody is in the start position, and need not be.
        unseen = [] if _is_judged(state) else _without_posture(sight)
        problem = unseen[0] if unseen else None
        if problem is None or self._clear_at_s is None:
            self._clear_at_s = time_s
        if problem is not None and time_s - self._clear_at_s >= _UNSEEN_S:
            return self._say(time_s, f"problems.{problem}.spoken")
        if time_s - self._busy_at_s >= _NOTHING_S and not self._nothing_said:
            self._nothing_said = True
            return self._say(time_s, "set.nothing_seen")
        return None

    def _say(self, time_s: float, key: str) -> str | None:
        if self._said_at_s is not None and time_s - self._said_at_s < _AGAIN_S:
            return None
        self._said_at_s = time_s
        return key


def _is_judged(state: SetState | None) -> bool:
    return state is not None and state.phase != "not_judged"


def _without_posture(sight: Sight) -> list[ProblemId]:
    return [problem for problem in sight.problems if problem != "wrong_posture"]
