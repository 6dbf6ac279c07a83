"""The hold of a knee hug: the leg is clasped and stays where it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.knee_hug.legs import compute_speed
from formcheck.exercises.knee_hug.settings import KneeHugStates
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.prepared import Phases, Prepared

#: Holding begins and ends above this share of the movement's own peak (clinical-spec §1.6).
_SHARE = 0.8
#: A leg that gives way by less than this goes on being held, however quickly it trembles.
_GIVE_DEG = 8.0
#: Hands may let go, and landmarks of crossing legs jump, for so long within a hold.
_INTERRUPTION_S = 0.5
#: Who has the leg clasped, and draws it in more slowly than this for so long, holds it already. A
#: leg that is lifted moves at 40 degrees a second, and comes to rest within a tenth of one.
_DRAWING_IN_DEG_S, _DRAWING_IN_S = 20.0, 0.5


def compute_hold_speed(prepared: Prepared, states: KneeHugStates, *, causal: bool) -> FloatArray:
    """Return the speed of the leg that is drawn up where it is held; NaN where no hand is on it.

    Hands that are not seen may clasp it.
    """
    speed = compute_speed(prepared.shot.time_s, prepared.signal, causal=causal)
    return np.where(_find_let_go(prepared, states), np.nan, speed)


def _find_let_go(prepared: Prepared, states: KneeHugStates) -> BoolArray:
    """Return the frames in which no hand is on the leg that is drawn up."""
    signals = prepared.shot.signals
    left, right = (signals[f"{side}_hand_leg_torso"] for side in SIDES)
    with np.errstate(invalid="ignore"):
        is_left = signals["left_knee_to_chest_deg"] >= prepared.signal
        return np.asarray(np.where(is_left, left, right) > states.clasp_torso)


def find_hug_hold(prepared: Prepared, phases: Phases, states: KneeHugStates) -> Phases:
    """Return the phases with the longest hold of the movement.

    From the first to the last still frame between which the leg stays up and
    clasped. The landmarks of a leg that somebody walks past wander by some
    degrees; that is no end of a hold.

    Parameters
    ----------
    prepared : Prepared
        Its velocity is that of `compute_hold_speed`.
    phases : Phases
    states : KneeHugStates
    """
    movement = phases.movement
    frames = slice(movement.start, movement.end + 1)
    time_s, height = prepared.shot.time_s[frames], prepared.displacement[frames]
    speed, let_go = prepared.velocity[frames], _find_let_go(prepared, states)[frames]
    with np.errstate(invalid="ignore"):
        up = height >= _SHARE * prepared.displacement[movement.peak]
        still = up & (np.abs(speed) < states.hold_speed_deg_s)
    holds: list[tuple[int, int]] = []
    for first, stop in find_runs(still):
        if holds and _goes_on(time_s, height, let_go, holds[-1][1], first):
            holds[-1] = (holds[-1][0], stop)
        else:
            holds.append((first, stop))
    if not holds:
        return replace(phases, hold=None)
    first, stop = max(holds, key=lambda run: time_s[run[1] - 1] - time_s[run[0]])
    first = _find_begin(time_s, up & (np.abs(speed) < _DRAWING_IN_DEG_S), first)
    begin, end = movement.start + first, movement.start + stop - 1
    return replace(
        phases,
        hold=(begin, end),
        out=(movement.start, begin),
        top=(min(phases.top[0], begin), max(phases.top[1], end)),
        back=(end, movement.end),
    )


def _find_begin(time_s: FloatArray, drawing_in: BoolArray, first: int) -> int:
    """Return the first frame of a hold, with the time in which the leg is slowly drawn in."""
    moving = np.flatnonzero(~drawing_in[:first])
    begin = int(moving[-1]) + 1 if moving.size else 0
    return begin if time_s[first] - time_s[begin] >= _DRAWING_IN_S else first


def _goes_on(
    time_s: FloatArray, height: FloatArray, let_go: BoolArray, stop: int, first: int
) -> bool:
    """Tell whether the same hold goes on from before `stop` to `first`."""
    if time_s[first] - time_s[stop - 1] <= _INTERRUPTION_S:
        return True
    between = slice(stop, first)
    away = height[between] < max(height[stop - 1], height[first]) - _GIVE_DEG
    return not (away.any() or let_go[between].any())
