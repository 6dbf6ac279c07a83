"""One cue at a time: which, when, and when to praise (clinical-spec §1.7)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Rep

#: Between two cues.
CUE_GAP_S = 6.0
#: Between praise and a cue of quality: until the praise is said.
_PRAISE_S = 3.0
#: A fault of quality is cued the first time, and again only once it was there in so many
#: repetitions one after the other.
_REPS_IN_A_ROW = 2
_QUALITY = 1
#: A cue of quality that had to wait longer is about something past; a grave one waits its turn.
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
    options : frozenset of str
        Faults that only ask for more range: pointed out no sooner than they come again.
    """

    watch: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()

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
    options = {spec.id for spec in exercise.faults if spec.about == "range"}
    if not range_cues:
        silent |= options
    return CueChoice(watch, frozenset(silent | {*ignore}), frozenset(options))


@dataclass
class _Waiting:
    severity: int
    since_s: float

    @property
    def lasts_s(self) -> float:
        return CUE_GAP_S if self.severity > _QUALITY else _STALE_AFTER_S


@dataclass(frozen=True)
class _Row:
    """Repetitions with the same fault, one after the other, since it was cued last."""

    last: int
    length: int


@dataclass
class Cueing:
    """Decides what to say; nothing in it knows words or voices.

    Attributes
    ----------
    choice : CueChoice
    """

    choice: CueChoice = field(default_factory=CueChoice)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _rows: dict[str, _Row] = field(default_factory=dict)
    _severity: dict[str, int] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _to_praise: dict[str, int] = field(default_factory=dict)
    _praise: Cue | None = None
    _cued_at_s: float = -math.inf
    _praised_at_s: float = -math.inf
    _reps: int = 0
    _number_of: dict[int, int] = field(default_factory=dict)

    def take(
        self,
        time_s: float,
        reps: tuple[Rep, ...],
        faults: tuple[Fault, ...],
        absent: tuple[frozenset[str], ...] = (),
    ) -> None:
        """Take in what was decided since the last time.

        Parameters
        ----------
        time_s : float
        reps : tuple of Rep
            Each names its sure faults.
        faults : tuple of Fault
            Unsure ones are passed over.
        absent : tuple of frozenset of str
            For each of `reps` the faults that could be seen in it and were not there:
            what is in neither is not known, and no reason for praise.
        """
        known = [fault for fault in faults if fault.sure and self.choice.allows(fault.id)]
        self._severity.update({fault.id: fault.severity for fault in known})
        for number, rep in enumerate(reps):
            gone = absent[number] if absent else frozenset[str]()
            if rep.kind in ("counted", "partial"):
                self._take_rep(time_s, rep, gone)
        for fault in known:
            self._take_fault(time_s, fault)

    def next(self, time_s: float) -> Cue | None:
        """Return what to say now, None for nothing; praise comes before a cue of quality."""
        self._waiting = {
            fault_id: waiting
            for fault_id, waiting in self._waiting.items()
            if time_s - waiting.since_s <= waiting.lasts_s
        }
        cue = self._most_important()
        if cue is not None and not self._may_follow(time_s, cue):
            cue = None
        praise, self._praise = self._praise, None
        if praise is not None and (cue is None or cue.severity <= _QUALITY):
            cue = praise
        if cue is not None:
            self._give(time_s, cue)
        return cue

    def _take_rep(self, time_s: float, rep: Rep, absent: frozenset[str]) -> None:
        self._reps += 1
        if rep.index is not None:
            self._number_of[rep.index] = self._reps
        for fault_id in rep.faults:
            if self.choice.allows(fault_id):
                self._note_in_a_row(time_s, fault_id, self._reps)
        if rep.counted:
            self._praise = self._find_corrected(absent - set(rep.faults))

    def _take_fault(self, time_s: float, fault: Fault) -> None:
        if self._is_at_once(fault):
            self._waiting[fault.id] = _Waiting(fault.severity, time_s)
        if fault.rep is not None:
            # One between two repetitions shows when the one before it has long been told.
            self._note_in_a_row(time_s, fault.id, self._number_of.get(fault.rep, self._reps))

    def _is_at_once(self, fault: Fault) -> bool:
        if fault.severity > _QUALITY or fault.id in self.choice.watch:
            return True
        if fault.id in self._told:
            return False
        return fault.rep is None or (
            fault.severity == _QUALITY and fault.id not in self.choice.options
        )

    def _note_in_a_row(self, time_s: float, fault_id: str, number: int) -> None:
        row = self._rows.get(fault_id, _Row(-1, 0))
        if number == row.last:
            return
        length = row.length + 1 if number == row.last + 1 else 1
        self._rows[fault_id] = _Row(number, length)
        if length >= _REPS_IN_A_ROW:
            severity = self._severity.get(fault_id, _QUALITY)
            self._waiting[fault_id] = _Waiting(severity, time_s)

    def _find_corrected(self, absent: frozenset[str]) -> Cue | None:
        gone = [fault_id for fault_id in self._to_praise if fault_id in absent]
        if not gone:
            return None
        best = max(gone, key=lambda fault_id: self._to_praise[fault_id])
        severity = self._to_praise[best]
        for fault_id in gone:
            del self._to_praise[fault_id]
            self._waiting.pop(fault_id, None)
        return Cue(best, "praise", severity)

    def _may_follow(self, time_s: float, cue: Cue) -> bool:
        praise_is_over = time_s - self._praised_at_s >= _PRAISE_S
        gap_is_over = time_s - self._cued_at_s >= CUE_GAP_S
        return gap_is_over and (praise_is_over or cue.severity > _QUALITY)

    def _most_important(self) -> Cue | None:
        if not self._waiting:
            return None
        fault_id = max(self._waiting, key=self._weight)
        return Cue(fault_id, "cue", self._waiting[fault_id].severity)

    def _weight(self, fault_id: str) -> tuple[int, bool, float]:
        waiting = self._waiting[fault_id]
        return waiting.severity, fault_id in self.choice.watch, waiting.since_s

    def _give(self, time_s: float, cue: Cue) -> None:
        if cue.kind == "praise":
            self._praised_at_s = time_s
            return
        self._cued_at_s = time_s
        self._told.add(cue.fault_id)
        self._to_praise[cue.fault_id] = cue.severity
        self._rows[cue.fault_id] = _Row(self._reps, 0)
        # What else waited belongs to the same moment: people correct one thing at a time.
        self._waiting.clear()
