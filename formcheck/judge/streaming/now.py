"""What is going on in the newest frame of a judged window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.judge.scored import Phase
from formcheck.judge.shots import JudgedShot
from formcheck.judge.streaming.window import JudgedWindow
from formcheck.kinematics.smoothing import find_runs
from formcheck.pose.landmarks import Side

#: The newest frames of a hold are told late: it goes on if it went on so shortly before.
_HOLD_GOES_ON_S = 0.4
#: Below this share of its peak a movement is on its way back.
_RETURN_SHARE = 0.8
#: So short an unrest does not end a rest.
_UNREST_S = 0.3
#: A rest that a window may begin with.
_SHORTEST_REST_S = 0.8


@dataclass(frozen=True)
class Now:
    """The newest frame; see `formcheck.judge.streaming.state.SetState`.

    ``displacement`` is the main signal minus its ``rest_level``, None if not seen;
    ``movement_start_s`` the begin of the movement that is under way; ``rests_s`` when the
    rests of the window began.
    """

    time_s: float
    near_side: Side | None = None
    resting_s: float = 0.0
    phase: Phase = "not_judged"
    hold_s: float = 0.0
    displacement: float | None = None
    rest_level: float = 0.0
    movement_start_s: float | None = None
    rests_s: tuple[float, ...] = ()


def read_now(window: JudgedWindow) -> Now:
    """Return what is going on in the newest frame."""
    time_s = float(window.track.time_s[-1])
    shot = window.newest
    if shot is None:
        return Now(time_s)
    judgement, measured = shot.judgement, shot.shot.measurements
    known = bool(judgement.in_position[-1]) and bool(np.isfinite(judgement.displacement[-1]))
    unfinished = judgement.unfinished
    return Now(
        time_s=time_s,
        near_side=measured.near_side,
        resting_s=_resting_s(shot),
        phase=_phase(shot) if known else "not_judged",
        hold_s=_hold_s(window, shot),
        displacement=float(judgement.displacement[-1]) if known else None,
        rest_level=float(judgement.signal[-1] - judgement.displacement[-1]) if known else 0.0,
        movement_start_s=None if unfinished is None else float(measured.time_s[unfinished.start]),
        rests_s=_rests_s(shot),
    )


def _rests_s(shot: JudgedShot) -> tuple[float, ...]:
    resting, time_s = shot.judgement.resting, shot.shot.measurements.time_s
    if resting is None:
        return ()
    return tuple(
        float(time_s[start])
        for start, stop in find_runs(resting)
        if time_s[stop - 1] - time_s[start] >= _SHORTEST_REST_S
    )


def _resting_s(shot: JudgedShot) -> float:
    resting, time_s = shot.judgement.resting, shot.shot.measurements.time_s
    if resting is None or not resting.any():
        return 0.0
    return trailing_s(time_s, resting)


def trailing_s(time_s: FloatArray, mask: BoolArray) -> float:
    """Return for how long a mask has held at the end, short interruptions aside; seconds."""
    frames = np.flatnonzero(mask)
    if frames.size == 0 or time_s[-1] - time_s[frames[-1]] > _UNREST_S:
        return 0.0
    breaks = np.flatnonzero(np.diff(time_s[frames]) > _UNREST_S)
    first = frames[breaks[-1] + 1] if breaks.size else frames[0]
    return float(time_s[-1] - time_s[first])


def _phase(shot: JudgedShot) -> Phase:
    unfinished, displacement = shot.judgement.unfinished, shot.judgement.displacement
    if unfinished is None:
        return "ready"
    time_s = shot.shot.measurements.time_s
    hold = unfinished.hold
    if hold is not None and time_s[-1] - time_s[hold[1]] <= _HOLD_GOES_ON_S:
        return "hold"
    if displacement[-1] < _RETURN_SHARE * displacement[unfinished.peak]:
        return "return"
    return "out"


def _hold_s(window: JudgedWindow, shot: JudgedShot) -> float:
    under_way, unfinished = window.under_way, shot.judgement.unfinished
    if under_way is not None and under_way.details.clock is not None:
        return under_way.details.clock.held_s
    if unfinished is None or unfinished.hold is None:
        return 0.0
    time_s = shot.shot.measurements.time_s
    first, last = unfinished.hold
    return float(time_s[last] - time_s[first])
