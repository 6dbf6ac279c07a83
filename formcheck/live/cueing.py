"""One cue at a time: which, when, and when to praise (clinical-spec §1.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Rep

#: Between two cues.
CUE_GAP_S = 6.0
#: A fault of quality is cued once it was there in so many repetitions one after the other.
_REPS_IN_A_ROW = 2
_QUALITY = 1
#: A cue that had to wait longer is about something past.
_STALE_AFTER_S = 4.0


@dataclass(frozen=True)
class Cue:
    """Something to say about a fault: what to do, or that it is gone.

    Attributes
    ----------
    fault_id : str
    kind : {"cue", "praise"}
    severity : int
    """

    fault_id: str
    kind: Literal["cue", "praise"]
    severity: int


@dataclass(frozen=True)
class CueChoice:
    """What a therapist, the exercise and the person's pain allow.

    Attributes
    ----------
    watch : tuple of str
        Faults to point out first, and the first time.
    silent : frozenset of str
        Faults never to point out.
    """

    watch: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()

    def allows(self, fault_id: str) -> bool:
        """Return whether a fault may be cued at all."""
        return fault_id not in self.silent


def choose_cues(
    exercise: Exercise, watch: tuple[str, ...], ignore: tuple[str, ...], *, range_cues: bool
) -> CueChoice:
    """Return which faults of an exercise may be cued.

    Parameters
    ----------
    exercise : Exercise
    watch, ignore : tuple of str
        Faults that a therapist wants to be pointed out first, and never.
    range_cues : bool
        Whether “a little further” may be offered: an option, never for somebody in strong pain.
    """
    silent = {spec.id for spec in exercise.faults if not spec.cued}
    if not range_cues:
        silent |= {spec.id for spec in exercise.faults if spec.about == "range"}
    return CueChoice(watch, frozenset(silent | {*ignore}))


@dataclass
class _Waiting:
    severity: int
    since_s: float


@dataclass
class Cueing:
    """Decides what to say; nothing in it knows words or voices.

    Attributes
    ----------
    choice : CueChoice
    """

    choice: CueChoice = field(default_factory=CueChoice)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _in_a_row: dict[str, int] = field(default_factory=dict)
    _severity: dict[str, int] = field(default_factory=dict)
    _corrected: dict[str, int] = field(default_factory=dict)
    _praise: Cue | None = None
    _cued_at_s: float | None = None

    def take(self, time_s: float, reps: tuple[Rep, ...], faults: tuple[Fault, ...]) -> None:
        """Take in what was decided since the last time.

        Parameters
        ----------
        time_s : float
        reps : tuple of Rep
        faults : tuple of Fault
            Unsure ones are passed over.
        """
        for fault in faults:
            if fault.sure and self.choice.allows(fault.id):
                self._severity[fault.id] = fault.severity
                if self._is_at_once(fault):
                    self._waiting[fault.id] = _Waiting(fault.severity, time_s)
        for rep in reps:
            if rep.kind in ("counted", "partial"):
                self._take_rep(time_s, rep)

    def next(self, time_s: float) -> Cue | None:
        """Return what to say now, None for nothing; praise comes before a cue of quality."""
        self._waiting = {
            fault_id: waiting
            for fault_id, waiting in self._waiting.items()
            if time_s - waiting.since_s <= _STALE_AFTER_S
        }
        cue = self._most_important() if self._gap_is_over(time_s) else None
        praise, self._praise = self._praise, None
        if praise is not None and (cue is None or cue.severity <= _QUALITY):
            return praise
        if cue is not None:
            self._give(time_s, cue)
        return cue

    def _is_at_once(self, fault: Fault) -> bool:
        if fault.severity > _QUALITY or fault.id in self.choice.watch:
            return True
        return fault.rep is None and fault.id not in self._corrected

    def _take_rep(self, time_s: float, rep: Rep) -> None:
        there = {fault_id for fault_id in rep.faults if self.choice.allows(fault_id)}
        for fault_id in set(self._in_a_row) | there:
            row = self._in_a_row.get(fault_id, 0) + 1 if fault_id in there else 0
            self._in_a_row[fault_id] = row
            if row >= _REPS_IN_A_ROW:
                severity = self._severity.get(fault_id, _QUALITY)
                self._waiting[fault_id] = _Waiting(severity, time_s)
        if rep.counted:
            self._praise = self._find_corrected(there)

    def _find_corrected(self, there: set[str]) -> Cue | None:
        gone = [fault_id for fault_id in self._corrected if fault_id not in there]
        if not gone:
            return None
        best = max(gone, key=lambda fault_id: self._corrected[fault_id])
        severity = self._corrected[best]
        for fault_id in gone:
            del self._corrected[fault_id]
            self._waiting.pop(fault_id, None)
        return Cue(best, "praise", severity)

    def _gap_is_over(self, time_s: float) -> bool:
        return self._cued_at_s is None or time_s - self._cued_at_s >= CUE_GAP_S

    def _most_important(self) -> Cue | None:
        if not self._waiting:
            return None
        fault_id = max(self._waiting, key=self._weight)
        return Cue(fault_id, "cue", self._waiting[fault_id].severity)

    def _weight(self, fault_id: str) -> tuple[int, bool, float]:
        waiting = self._waiting[fault_id]
        return waiting.severity, fault_id in self.choice.watch, waiting.since_s

    def _give(self, time_s: float, cue: Cue) -> None:
        self._cued_at_s = time_s
        self._corrected[cue.fault_id] = cue.severity
        self._in_a_row[cue.fault_id] = 0
        # What else waited belongs to the same moment: people correct one thing at a time.
        self._waiting.clear()
