"""Both legs of a knee hug: where each rests, how far each is drawn up, which one moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from formcheck.arrays import BoolArray, FloatArray, IntArray
from formcheck.exercises.knee_hug.settings import KneeHugSettings, KneeHugStates
from formcheck.exercises.settings import Settings
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.order import quick_percentile
from formcheck.kinematics.smoothing import find_runs
from formcheck.pose.landmarks import Side
from formcheck.reps.judgement import MovingSide
from formcheck.reps.prepared import (
    REST_SPEED_FACTOR,
    Phases,
    Prepared,
    compute_level,
    find_still,
    median_over,
)
from formcheck.reps.rest import compute_reference, compute_running_rest_level

_STEEPEST_TRUNK_DEG = 40.0
#: However near the heel is to the buttocks, a leg that rests is not drawn up further.
_MOST_AT_REST_DEG = 75.0
#: A foot this far above its own lowest place is not on the floor.
_OFF_FLOOR_TORSO = 0.12
#: Speed at rest and in the hold is taken over this time: hidden legs tremble.
_SPEED_WINDOW_S = 0.4
#: A rest level is known from so much of the rest around it (live: before it).
_REST_WINDOW_S = 1.5
_RENEW_S = 0.25
#: Two rests that differ by more are two ways of lying, straight and bent.
_OTHER_REST_DEG = 10.0


@dataclass(frozen=True)
class Leg:
    """One leg; all arrays (F,) degrees, NaN where not seen.

    Attributes
    ----------
    knee_to_chest_deg, level_deg, displacement_deg : (F,) float
        The angle, where it rests, and the difference.
    """

    knee_to_chest_deg: FloatArray
    level_deg: FloatArray

    @property
    def displacement_deg(self) -> FloatArray:
        """How far the leg is drawn up from its rest."""
        return self.knee_to_chest_deg - self.level_deg


@dataclass(frozen=True)
class PreparedHug(Prepared):
    """A shot with both legs; its signal is that of the leg that is drawn up further.

    Which leg that is plays no part: when legs cross, left and right of the
    landmarks may change places, and the larger of the two angles runs on.
    """

    legs: Mapping[Side, Leg]


def legs_of(prepared: Prepared) -> Mapping[Side, Leg]:
    """Return both legs of a shot that the knee hug's rules have prepared."""
    assert isinstance(prepared, PreparedHug)
    return prepared.legs


def find_lying(shot: Measurements) -> BoolArray:
    """Return the frames in which the person lies on the back."""
    supine = np.array([name == "supine" for name in shot.posture])
    with np.errstate(invalid="ignore"):
        return np.asarray(
            supine & (np.abs(shot.signals["trunk_inclination_deg"]) < _STEEPEST_TRUNK_DEG)
        )


def find_resting(
    shot: Measurements, lying: BoolArray, settings: Settings, *, causal: bool
) -> BoolArray:
    """Return the frames in which both legs lie still, straight or with the foot on the floor.

    Both, because the landmarks of a resting leg that is half hidden wander while
    the other one moves: that is no new rest.
    """
    speed = REST_SPEED_FACTOR * settings.of(KneeHugSettings).states.hold_speed_deg_s
    resting = lying.copy()
    for side in SIDES:
        angle = shot.signals[f"{side}_knee_to_chest_deg"]
        height = shot.signals[f"{side}_ankle_height_torso"]
        floor = compute_level(shot, height, lying, _lowest, causal=causal)
        still = find_still(compute_speed(shot.time_s, angle, causal=causal), speed)
        with np.errstate(invalid="ignore"):
            down = ~(height - floor > _OFF_FLOOR_TORSO)
            resting &= (still & (angle < _MOST_AT_REST_DEG) & down) | np.isnan(angle)
    return resting


def _lowest(values: FloatArray, lying: BoolArray) -> float:
    known = values[lying & np.isfinite(values)]
    return quick_percentile(known, 10) if known.size else float("nan")


def compute_speed(time_s: FloatArray, values: FloatArray, *, causal: bool) -> FloatArray:
    """Return the mean speed over a short window around each frame; live, before it.

    Returns
    -------
    (F,) float
        Unit per second; NaN where either end was not seen.
    """
    ahead = 0.0 if causal else _SPEED_WINDOW_S / 2
    last = np.searchsorted(time_s, time_s + ahead, side="right") - 1
    first = np.searchsorted(time_s, time_s + ahead - _SPEED_WINDOW_S)
    first = np.minimum(first, np.maximum(last - 1, 0))
    elapsed_s = time_s[last] - time_s[first]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(elapsed_s > 0, (values[last] - values[first]) / elapsed_s, 0.0))


def follow_rest(
    time_s: FloatArray, angle: FloatArray, resting: BoolArray, *, causal: bool
) -> FloatArray:
    """Return the level that an angle rests at, as that changes over time.

    A leg may rest straight and later bent. Live, the level is that of the rest
    before; in a recording it changes to that of the next rest on the way down.
    """
    if causal:
        return compute_running_rest_level(
            time_s, angle, resting, compute_reference, look_back_s=_REST_WINDOW_S
        )
    return _join_rests(time_s, angle, resting & np.isfinite(angle))


def _join_rests(time_s: FloatArray, angle: FloatArray, resting: BoolArray) -> FloatArray:
    """Return the level at which a leg rests in every frame; NaN if it never does."""
    runs = find_runs(resting)
    if not runs:
        return np.full_like(angle, np.nan)
    knots = np.unique(np.concatenate([_knots(time_s, run) for run in runs]))
    rest_s, rest = time_s[resting], angle[resting]
    levels = []
    for knot_s in time_s[knots].tolist():
        near = np.abs(rest_s - knot_s) <= _REST_WINDOW_S / 2
        levels.append(float(np.median(rest[near])))
    level = np.interp(time_s, time_s[knots], levels)
    for (_, before), (after, _) in pairwise(runs):
        if abs(level[after] - level[before - 1]) > _OTHER_REST_DEG:
            way = slice(before - 1, after + 1)
            level[way] = _change_on_way_down(angle[way], level[before - 1], level[after])
    return np.asarray(level)


def _knots(time_s: FloatArray, run: tuple[int, int]) -> IntArray:
    """Return some frames of a rest, evenly spread, its first and last among them."""
    lasted_s = float(time_s[run[1] - 1] - time_s[run[0]])
    return np.linspace(run[0], run[1] - 1, 2 + int(lasted_s / _RENEW_S)).astype(np.int64)


def _change_on_way_down(angle: FloatArray, before: float, after: float) -> FloatArray:
    """Return a level that stays until the highest point and then goes down, or up, with the leg."""
    level = np.full_like(angle, before)
    known = np.isfinite(angle)
    if not known.any():
        return level
    top = int(np.nanargmax(angle))
    way_deg = max(float(angle[top]) - after, 1e-9)
    fallen = np.where(known, angle[top] - angle, 0.0)[top:] / way_deg
    share = np.clip(np.maximum.accumulate(fallen), 0.0, 1.0)
    level[top:] = before + (after - before) * share
    return level


def decide_side(prepared: Prepared, phases: Phases, states: KneeHugStates) -> MovingSide:
    """Return which leg a movement was made with, from the whole of its top.

    The one that is drawn up further; both, if the other one is drawn up nearly as far.
    """
    rest_deg = prepared.level[phases.movement.start]
    left, right = (
        median_over(legs_of(prepared)[side].knee_to_chest_deg, phases.top) - rest_deg
        for side in SIDES
    )
    if min(left, right) > max(states.both_share * max(left, right), states.enter_deg):
        return "both"
    return "right" if np.isnan(left) or right > left else "left"


def moving_sides(side: MovingSide) -> tuple[Side, ...]:
    """Return the legs that a movement was made with, one or two."""
    return SIDES if side == "both" else (side,)
