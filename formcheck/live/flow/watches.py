"""What is followed over time: absence, quiet, the hold clock, a problem that lasts."""

from __future__ import annotations

from typing import Literal

from formcheck.exercises.registry import get_exercise
from formcheck.live.moment import ProblemId, SetState, Sight

PauseReason = Literal["key", "left", "hand", "upright", "camera", "help"]

#: Nobody in the picture for so long is a pause.
GONE_S = 2.0
_HAND_S = 1.0
#: Sitting or standing up from the floor, say for the telephone.
_UPRIGHT_S = 4.0
#: Dropouts of the checks shorter than this interrupt no sign.
_FLICKER_S = 0.3
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
        self._standing = get_exercise(exercise).stance == "standing"
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


#: Shorter holds are only ended by a word: there is no time to count.
_LEAST_COUNTED_S = 4.0
_LONG_HOLD_S = 20.0
_LAST_COUNTED = 3
_ENOUGH_S = 0.05

#: What is to be said: a number, ``release``, ``halfway`` or ``ten_left``.
HoldWord = str


class HoldVoice:
    """Follows the hold clock of one repetition after the other.

    Parameters
    ----------
    target_s : float
        Prescribed hold; 0 says nothing.
    """

    def __init__(self, target_s: float) -> None:
        self._target_s = target_s
        self._before_s = 0.0

    def observe(self, hold_s: float, holding: bool) -> HoldWord | None:
        """Take in the hold clock; return what has fallen due since the last time."""
        before_s = self._before_s
        if not holding:
            self._before_s = 0.0
            return None
        self._before_s = max(before_s, hold_s)
        due = [word for word, at_s in self._marks() if before_s < at_s <= hold_s + _ENOUGH_S]
        # The mark must not fall due again within the tolerance.
        if due:
            self._before_s = max(self._before_s, hold_s + _ENOUGH_S)
        return due[-1] if due else None

    def _marks(self) -> list[tuple[HoldWord, float]]:
        target_s = self._target_s
        if target_s <= 0:
            return []
        marks: list[tuple[HoldWord, float]] = []
        if target_s >= _LONG_HOLD_S:
            marks += [("halfway", target_s / 2), ("ten_left", target_s - 10.0)]
        if target_s >= _LEAST_COUNTED_S:
            marks += [(str(left), target_s - left) for left in range(_LAST_COUNTED, 0, -1)]
        return sorted([*marks, ("release", target_s)], key=lambda mark: mark[1])


#: Without news for longer the clock stands still: perhaps there is no picture.
_RUNS_ON_S = 0.6


class SmoothClock:
    """Lets the hold clock run on between the pictures that are judged, so that its ring does."""

    def __init__(self) -> None:
        self._told_s = 0.0
        self._told_at_s: float | None = None
        self._shown_s = 0.0

    def tell(self, time_s: float, hold_s: float, *, holding: bool) -> None:
        """Take in what the judge has measured, and when that was heard of."""
        began_anew = hold_s < self._told_s
        if not holding or began_anew:
            self._shown_s = 0.0
        self._told_s, self._told_at_s = hold_s, time_s if holding else None

    def read(self, time_s: float) -> float:
        """Return what to show at a moment; within one hold it never runs back."""
        if self._told_at_s is None:
            return self._told_s
        run_on_s = min(max(time_s - self._told_at_s, 0.0), _RUNS_ON_S)
        self._shown_s = max(self._shown_s, self._told_s + run_on_s)
        return self._shown_s


#: Time to walk from the keyboard to the mat and get down, or to turn over on it, before anything
#: is said.
_SETTLING_S, _TURNING_S = 12.0, 5.0
#: A problem must last so long to be shown; checks flicker while somebody moves.
_LASTING_S = 1.5
#: Pauses before the same problem is said again: ever longer, since it was heard.
_REPEAT_AFTER_S = (4.0, 8.0, 16.0, 30.0)
#: Whoever is told something else meanwhile has had time to do the first.
_ANOTHER_AFTER_S = 6.0
#: Somebody who is not in the picture is on the way, or busy.
_NOBODY_AFTER_S = 30.0
_NOBODY_AGAIN_S = 60.0
#: These are said at once: the person is still at the camera.
_AT_THE_CAMERA: frozenset[str] = frozenset({"camera_lost", "too_dark"})


class PlacingVoice:
    """Follows the most important problem from frame to frame.

    A problem is one of `ProblemId`, or the key of what is wrong with the position.

    Parameters
    ----------
    time_s : float
        When placing began.
    on_the_mat : bool
        Whether the person is on the mat already.

    Attributes
    ----------
    shown : str or None
        The problem to show; None if all is well.
    """

    def __init__(self, time_s: float, *, on_the_mat: bool = False) -> None:
        self.shown: str | None = None
        self._speaks_from_s = time_s + (_TURNING_S if on_the_mat else _SETTLING_S)
        self._newest: str | None = None
        self._newest_since_s = time_s
        self._said: str | None = None
        self._said_at_s: float | None = None
        self._times_said = 0

    def observe(self, time_s: float, problem: str | None) -> str | None:
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

    def _is_due(self, time_s: float, problem: str, lasting_s: float) -> bool:
        if problem == "nobody" and lasting_s < _NOBODY_AFTER_S:
            return False
        if problem not in _AT_THE_CAMERA and time_s < self._speaks_from_s:
            return False
        if self._said_at_s is None:
            return True
        silent_s = time_s - self._said_at_s
        if problem != self._said:
            return silent_s >= _ANOTHER_AFTER_S
        if problem == "nobody":
            return silent_s >= _NOBODY_AGAIN_S
        return silent_s >= _REPEAT_AFTER_S[min(self._times_said, len(_REPEAT_AFTER_S)) - 1]
