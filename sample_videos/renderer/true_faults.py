"""Which faults are truly there: the specification's criteria on the true signals.

A scene asks for a fault by a parameter; whether the body then really shows it
is decided here, from the joints, so that a label never claims a fault that is
not there, nor leaves out one that another movement brings along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .exercises.base import Exercise
from .exercises.claims import SHORTEST_S, SHORTEST_SHARE, Claim
from .repetition_view import Flags, RepetitionView

_CLOSE = 0.25


@dataclass(frozen=True)
class TrueFault:
    """A fault of a clip, or something that comes close to one.

    Parameters
    ----------
    id : str
    repetition : int
        Counted from 1.
    start_s, end_s : float
    value, threshold : float
        Worst value, and the specification's threshold for it.
    there : bool
        The criterion is met.
    certain : bool
        It is met, and would be with a threshold a quarter harder. If not, either
        verdict is fair.
    severity : int or None
        Only where it differs from the usual one of the fault.
    joints : tuple of str
        Without these in the picture nobody can see it.
    """

    id: str
    repetition: int
    start_s: float
    end_s: float
    value: float
    threshold: float
    there: bool
    certain: bool
    severity: int | None = None
    joints: tuple[str, ...] = ()


def find_true_faults(views: list[RepetitionView], exercise: Exercise) -> list[TrueFault]:
    """Apply the criteria of an exercise to every repetition of a clip.

    Parameters
    ----------
    views : list of RepetitionView
        One that the clip ends in before the way back is left out.
    exercise : Exercise

    Returns
    -------
    list of TrueFault
        In order of time; near misses are among them.
    """
    views = [view for view in views if view.during("return").sum() >= 2]
    faults = [
        fault
        for view in views
        for claim in exercise.find_claims(view)
        for fault in _verdicts(view, claim)
    ]
    for claim in exercise.find_session_claims(views) if views else ():
        view = next(view for view in views if bool((view.frames & claim.where).any()))
        faults += _verdicts(view, claim)
    return sorted(_once(faults), key=lambda fault: (fault.start_s, fault.id))


def _once(faults: list[TrueFault]) -> list[TrueFault]:
    """Make one of what several criteria of a fault say about the same time.

    Where one is plainly met, those that only come close are left out.
    """
    sure = {(fault.id, fault.repetition) for fault in faults if fault.certain}
    kept: list[TrueFault] = []
    for fault in sorted(faults, key=lambda f: (f.repetition, f.id, f.start_s)):
        if not fault.certain and (fault.id, fault.repetition) in sure:
            continue
        last = kept[-1] if kept else None
        if last is None or not _same(last, fault):
            kept.append(fault)
            continue
        kept[-1] = replace(
            last, end_s=max(last.end_s, fault.end_s), there=last.there or fault.there
        )
    return kept


def _same(first: TrueFault, second: TrueFault) -> bool:
    alike = (first.id, first.repetition) == (second.id, second.repetition)
    return alike and second.start_s <= first.end_s


def _verdicts(view: RepetitionView, claim: Claim) -> Iterator[TrueFault]:
    """Return what stays beyond a lenient threshold, and how sure it is."""
    met = _spans(view, claim, 1.0)
    plain = _spans(view, claim, 1.0 + _CLOSE)
    for near in _spans(view, claim, claim.near):
        inside = [span for span in met if near[0] <= span[0] and span[1] <= near[1]]
        sure = any(near[0] <= span[0] and span[1] <= near[1] for span in plain)
        start, end = (inside[0][0], inside[-1][1]) if inside else near
        frames = slice(start, end + 1)
        worst = start + int(np.argmax(claim.ratio[frames]))
        time_s = view.truth.time_s
        yield TrueFault(
            claim.fault_id,
            view.number,
            float(time_s[start]),
            float(time_s[end]),
            float(claim.value[worst]),
            claim.threshold,
            there=bool(inside) and claim.certain,
            certain=bool(inside) and sure and claim.certain,
            severity=claim.severity,
            joints=claim.joints,
        )


def _spans(view: RepetitionView, claim: Claim, least: float) -> list[tuple[int, int]]:
    """Return first and last frame of every stretch that stays beyond long enough."""
    time_s = view.truth.time_s
    ends_s = np.append(time_s[1:], time_s[-1])
    phase_s = float(np.sum((ends_s - time_s)[claim.where]))
    shortest_s = claim.shortest_s
    if shortest_s is None:
        shortest_s = min(SHORTEST_S, SHORTEST_SHARE * phase_s)
    return [
        (start, end)
        for start, end in _runs(claim.where & (claim.ratio > least))
        if ends_s[end] - time_s[start] >= shortest_s * least - 1e-9
    ]


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
