"""What has been decided in a set: repetitions and faults that are never taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.result import Fault, Rep
from formcheck.judge.streaming.absences import Absences
from formcheck.judge.streaming.window import JudgedWindow

#: The same fault again so soon is the same occurrence.
_SAME_FAULT_S = 1.0
#: A fault that shows in the middle of a repetition is said at once from this severity on,
_SAID_AT_ONCE = 2
#: if it has lasted so long (clinical-spec §1.7).
_LASTED_S = 0.4
#: A movement that ended so shortly before may go on, where the repetition machine did not end it.
_MAY_GO_ON_S = 0.6
#: What was wrong between two repetitions is worth a word for so long.
_RECENT_S = 8.0
#: Who begins with the last second of the countdown has begun with the set.
_EARLY_START_S = 1.0


@dataclass(frozen=True)
class Stretch:
    """From when until when repetitions count."""

    start_s: float
    end_s: float = float("inf")

    def holds(self, item: NumberedRep) -> bool:
        """Tell whether a repetition was done in this stretch."""
        began = item.rep.start_s >= self.start_s - _EARLY_START_S
        return began and self.start_s < item.rep.peak_s <= self.end_s


@dataclass(frozen=True)
class News:
    """What a window added to a set.

    Attributes
    ----------
    reps : tuple of Rep
        Each names its own sure faults.
    faults : tuple of Fault
        The sure ones that have not been said yet.
    absent : tuple of frozenset of str
        For each of `reps` the faults that could be seen in it and were not there; told
        only of faults that the set had before.
    """

    reps: tuple[Rep, ...] = ()
    faults: tuple[Fault, ...] = ()
    absent: tuple[frozenset[str], ...] = ()


class Decided:
    """Repetitions and faults of a set, in the order in which they were decided.

    Attributes
    ----------
    reps : list of NumberedRep
        Numbered within the set; frames count from the set's first one.
    faults : list of Fault
        Of these repetitions.
    """

    def __init__(self) -> None:
        self.reps: list[NumberedRep] = []
        self.faults: list[Fault] = []
        self._said: dict[str, float] = {}
        self._absences = Absences()

    @property
    def count(self) -> int:
        """Counted repetitions so far."""
        return sum(item.rep.counted for item in self.reps)

    def add(
        self, window: JudgedWindow, first_frame: int, stretches: Sequence[Stretch], *, last: bool
    ) -> News:
        """Take over what a window shows to be over.

        Parameters
        ----------
        window : JudgedWindow
        first_frame : int
            Where the window begins in the set.
        stretches : sequence of Stretch
            When repetitions count.
        last : bool
            True if nothing follows: what is under way is over, too.

        Returns
        -------
        News
        """
        new: list[Rep] = []
        absent: list[frozenset[str]] = []
        now_s = float(window.track.time_s[-1])
        found: list[Fault] = []
        self._absences.note(window, self._find_under_way(window, stretches))
        for item, own in zip(window.reps, window.own_faults, strict=True):
            if not (last or _is_over(item, window, now_s)):
                continue
            if not self._is_new(item) or not any(part.holds(item) for part in stretches):
                continue
            index = self.count + 1 if item.rep.counted else None
            faults = [fault.model_copy(update={"rep": index}) for fault in own]
            taken = replace(
                item,
                rep=item.rep.model_copy(update={"index": index}),
                offset=item.offset + first_frame,
            )
            self.reps.append(taken)
            self.faults += faults
            sure = sorted({fault.id for fault in faults if fault.sure})
            new.append(taken.rep.model_copy(update={"faults": sure}))
            absent.append(self._absences.decide(window, item, own))
            found += faults
        found += self._find_under_way(window, stretches)
        found += self._find_between(window, stretches, now_s)
        said = tuple(fault for fault in found if fault.sure and self._note(fault))
        return News(tuple(new), said, tuple(absent))

    def _is_new(self, item: NumberedRep) -> bool:
        if not self.reps:
            return True
        # A hold that was lost, and decided, may be found again: that is the same one.
        before = self.reps[-1].rep
        return item.rep.peak_s > before.end_s and item.rep.start_s > before.peak_s

    def _find_under_way(self, window: JudgedWindow, stretches: Sequence[Stretch]) -> list[Fault]:
        """Return grave faults that show before their movement is over."""
        since_s = self.reps[-1].rep.end_s if self.reps else -float("inf")
        shown = [
            fault
            for item, own in zip(window.reps, window.own_faults, strict=True)
            if item.rep.peak_s > since_s
            for fault in own
        ]
        return [
            fault.model_copy(update={"rep": None})
            for fault in shown
            if fault.severity >= _SAID_AT_ONCE
            and fault.end_s - fault.start_s >= _LASTED_S
            and _falls_into(fault, stretches)
        ]

    def _find_between(
        self, window: JudgedWindow, stretches: Sequence[Stretch], now_s: float
    ) -> list[Fault]:
        """Return recent faults outside any movement: grave ones at once, others when over."""
        return [
            fault.model_copy(update={"rep": self.count or None})
            for fault in window.other_faults
            if fault.severity >= 1
            and fault.start_s >= now_s - _RECENT_S
            and fault.end_s <= now_s - (0.0 if fault.severity >= _SAID_AT_ONCE else _LASTED_S)
            and _falls_into(fault, stretches)
        ]

    def _note(self, fault: Fault) -> bool:
        """Return whether a fault has not been said yet, and note that it is now."""
        before_s = self._said.get(fault.id, -float("inf"))
        self._said[fault.id] = max(before_s, fault.end_s)
        return fault.start_s > before_s + _SAME_FAULT_S


def _is_over(item: NumberedRep, window: JudgedWindow, now_s: float) -> bool:
    gone_s, movement = now_s - item.rep.end_s, item.verdict.movement
    if not (item.rep.counted or movement.end_seen) and gone_s < window.found_again_s:
        # Too short so far to count: it may be found again, and go on.
        return False
    long_ago = gone_s >= _MAY_GO_ON_S
    if movement.ended == "clip_end":
        # Cut off by the end of its shot, as where the person has turned: nothing of it follows.
        # In the newest shot it goes on, or will be found to be lost.
        return long_ago and (window.newest is None or window.newest.shot.start != item.offset)
    return long_ago or item.rep.kind != "other_movement"


def _falls_into(fault: Fault, stretches: Sequence[Stretch]) -> bool:
    return any(stretch.start_s <= fault.start_s <= stretch.end_s for stretch in stretches)
