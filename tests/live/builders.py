"""Repetitions, faults and states as the judge would report them."""

from __future__ import annotations

from typing import Literal

from formcheck.judge.result import Fault, Rep, Severity
from formcheck.live.moment import ProblemId, SetState, Sight

CLEAR = Sight((), upright=False, hand_raised=False)
GONE = Sight(("nobody",), upright=False, hand_raised=False)


def seen_with(*problems: ProblemId, upright: bool = False, hand_raised: bool = False) -> Sight:
    """Return a look at a person."""
    return Sight(problems, upright, hand_raised)


def rep(
    index: int | None = 1,
    *,
    faults: tuple[str, ...] = (),
    side: Literal["left", "right", "both"] | None = None,
    hold_s: float = 5.0,
    movement: float | None = 40.0,
) -> Rep:
    """Return a repetition, counted if it has an index."""
    return Rep(
        index=index,
        kind="partial" if index is None else "counted",
        start_s=1.0,
        peak_s=2.0,
        end_s=3.0,
        counted=index is not None,
        side=side,
        peak=50.0,
        range=movement,
        out_s=1.0,
        hold_s=hold_s,
        return_s=1.0,
        trust=1.0,
        faults=list(faults),
    )


def fault(fault_id: str, severity: Severity = 1, *, of: int | None = 1, sure: bool = True) -> Fault:
    """Return one occurrence of a fault, in repetition number `of`."""
    return Fault(
        id=fault_id,
        name=fault_id,
        severity=severity,
        rep=of,
        start_s=1.0,
        end_s=2.0,
        value=1.0,
        threshold=0.5,
        unit="",
        cue="",
        sure=sure,
    )


def gone(*fault_ids: str) -> frozenset[str]:
    """Return faults that could be seen in a repetition, and were not there."""
    return frozenset(fault_ids)


def resting(time_s: float, resting_s: float) -> SetState:
    """Return the state of somebody who lies still in the start position."""
    return SetState(time_s, "left", resting_s, "ready")
