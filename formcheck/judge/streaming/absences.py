"""Which faults could be seen in a repetition of a running set, and were not there.

Praise needs this: a fault that is not reported may have been out of sight, in doubt, or
not looked for at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from formcheck.judge.repetitions import NumberedRep
from formcheck.judge.result import Fault, Rep
from formcheck.judge.streaming.window import JudgedWindow
from formcheck.judge.trust import TRUNK_JOINTS, combine, doubt_sight, doubt_view

#: Where a fault was found: within a movement, in between, or before the first one. The
#: first two are looked for again and again, the last one once.
_Place = Literal["within", "between", "before"]


class Absences:
    """Follows where in a set each fault was found.

    Only of faults that were found once it can be told where they are looked for, so only
    those are ever told to be absent.
    """

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self._spans_s: dict[str, list[tuple[float, float]]] = {}
        self._before: Rep | None = None

    def note(self, window: JudgedWindow, said: Sequence[Fault]) -> None:
        """Take in what the newest window shows outside movements, and what was said of one."""
        first_s = min((item.rep.start_s for item in window.reps), default=float("inf"))
        for fault in window.other_faults:
            place: _Place = (
                "before" if self._before is None and fault.end_s <= first_s else "between"
            )
            self._places.setdefault(fault.id, place)
            self._remember(fault)
        for fault in said:
            self._remember(fault)

    def decide(
        self, window: JudgedWindow, item: NumberedRep, own: Sequence[Fault]
    ) -> frozenset[str]:
        """Take in a repetition that is over, and return the faults that it surely has not.

        Parameters
        ----------
        window : JudgedWindow
            Already noted.
        item : NumberedRep
            A repetition of this window; its frames count from the window's first one.
        own : sequence of Fault
            Its faults, unsure ones included.

        Returns
        -------
        frozenset of str
            Identifiers; none where the repetition does not count.
        """
        before = self._before
        for fault in own:
            self._places[fault.id] = "within"
            self._remember(fault)
        if not item.rep.counted:
            return frozenset()
        self._before = item.rep
        return frozenset(
            fault_id
            for fault_id, place in self._places.items()
            if (since_s := _looked_at_since_s(place, item.rep, before)) is not None
            and fault_id not in item.verdict.details.untold
            and not self._is_there(fault_id, since_s, item.rep.end_s)
            and _could_be_told(window, item, fault_id, since_s)
        )

    def _remember(self, fault: Fault) -> None:
        spans = self._spans_s.setdefault(fault.id, [])
        # Windows show the same occurrence again and again, and it grows meanwhile.
        for index, (start_s, end_s) in enumerate(spans):
            if fault.start_s <= end_s and start_s <= fault.end_s:
                spans[index] = min(start_s, fault.start_s), max(end_s, fault.end_s)
                return
        spans.append((fault.start_s, fault.end_s))

    def _is_there(self, fault_id: str, start_s: float, end_s: float) -> bool:
        return any(
            first_s < end_s and start_s < last_s
            for first_s, last_s in self._spans_s.get(fault_id, [])
        )


def _looked_at_since_s(place: _Place, rep: Rep, before: Rep | None) -> float | None:
    """Return since when a fault was looked for that is known at a repetition's end."""
    if place == "within":
        return rep.start_s
    # Whether one came back to rest shows with the next peak, so from peak to peak.
    return before.peak_s if place == "between" and before is not None else None


def _could_be_told(window: JudgedWindow, item: NumberedRep, fault_id: str, since_s: float) -> bool:
    """Tell whether a fault that had clearly been there would have been a sure one."""
    shot = next((known.shot for known in window.shots if known.shot.start == item.offset), None)
    if shot is None:
        return False
    measured = shot.measurements
    last = item.verdict.movement.end
    first = min(int(measured.time_s.searchsorted(since_s)), last)
    view = doubt_view(measured.yaw_deg[first : last + 1], window.settings.view)
    visibility = window.track.visibility[shot.start :]
    # Each joint by itself: a hidden one must not be made up for by others.
    return all(
        combine([*doubt_sight(measured, visibility, (first, last), (joint,)), view]).value
        >= window.settings.trust.sure_from
        for joint in window.exercise.fault(fault_id).joints or TRUNK_JOINTS
    )
