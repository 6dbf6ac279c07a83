"""When to speak about what keeps a person from being seen, without nagging."""

from __future__ import annotations

from formcheck.live.moment import ProblemId

#: Time to walk from the keyboard to the mat and get down, before anything is said.
_SETTLING_S = 12.0
#: A problem must last so long to be shown; checks flicker while somebody moves.
_LASTING_S = 1.5
#: Pauses before the same problem is said again: ever longer, since it was heard.
_REPEAT_AFTER_S = (4.0, 8.0, 16.0, 30.0)
#: Somebody who is not in the picture is on the way, or busy.
_NOBODY_AFTER_S = 30.0
_NOBODY_AGAIN_S = 60.0
#: These are said at once: the person is still at the camera.
_AT_THE_CAMERA: frozenset[ProblemId] = frozenset({"camera_lost", "too_dark"})


class PlacingVoice:
    """Follows the most important problem from frame to frame.

    Parameters
    ----------
    time_s : float
        When placing began.

    Attributes
    ----------
    shown : str or None
        The problem to show; None if all is well.
    """

    def __init__(self, time_s: float) -> None:
        self.shown: ProblemId | None = None
        self._began_s = time_s
        self._newest: ProblemId | None = None
        self._newest_since_s = time_s
        self._said: ProblemId | None = None
        self._said_at_s: float | None = None
        self._times_said = 0

    def observe(self, time_s: float, problem: ProblemId | None) -> ProblemId | None:
        """Take in the most important problem now; return it if it is to be said."""
        if problem != self._newest:
            self._newest, self._newest_since_s = problem, time_s
        lasting_s = time_s - self._newest_since_s
        if lasting_s < _LASTING_S:
            return None
        self.shown = problem
        if problem is None or not self._is_due(time_s, problem, lasting_s):
            return None
        self._times_said = self._times_said + 1 if problem == self._said else 1
        self._said, self._said_at_s = problem, time_s
        return problem

    def _is_due(self, time_s: float, problem: ProblemId, lasting_s: float) -> bool:
        if problem == "nobody" and lasting_s < _NOBODY_AFTER_S:
            return False
        if problem not in _AT_THE_CAMERA and time_s - self._began_s < _SETTLING_S:
            return False
        if self._said_at_s is None:
            return True
        silent_s = time_s - self._said_at_s
        if problem != self._said:
            return silent_s >= _REPEAT_AFTER_S[0]
        if problem == "nobody":
            return silent_s >= _NOBODY_AGAIN_S
        return silent_s >= _REPEAT_AFTER_S[min(self._times_said, len(_REPEAT_AFTER_S)) - 1]
