"""What is said while a position is held: “three, two, one, and down”."""

from __future__ import annotations

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
