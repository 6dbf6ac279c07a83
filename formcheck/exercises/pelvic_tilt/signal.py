"""The tilt as one signal, and what else moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.pelvic_tilt.fusion import Fused, fuse
from formcheck.exercises.pelvic_tilt.own import (
    compute_own_tilt,
    compute_running_own_tilt,
    keep_within_tilts,
)
from formcheck.exercises.pelvic_tilt.rest import find_neutral, find_running_neutral
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.pelvic_tilt.sources import Source, collect_sources
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.drift import compute_drifting_level
from formcheck.reps.prepared import compute_level
from formcheck.reps.rest import compute_rest_level

#: In hook-lying the knee is at least this much higher than the hip, as a slope.
_LEAST_KNEE_SLOPE_DEG = 12.0
_STEEPEST_TRUNK_DEG = 40.0
#: The trunk of who lies slopes by 6 degrees at most; that of who holds a bridge by 32.
_HIPS_UP_DEG = 20.0
#: Hips higher than this share of the bridging bound are no longer a tilt (tilts: 0.01-0.02 torso).
LIFTED_SHARE = 0.5
_HEIGHT_SPREAD_TORSO = 0.03
#: Live, people who have lain down are measured from when they have settled.
_SETTLING_S = 1.0
#: The neutral is looked for over at least so many prescribed holds.
_HOLDS_IN_WINDOW = 4.0
#: Live it is given up sooner: after a prescribed hold and so long.
_LIVE_LOST_S = 8.0

_floor_level = partial(compute_rest_level, spread=_HEIGHT_SPREAD_TORSO)


@dataclass(frozen=True)
class Tilt:
    """The tilt signal of one shot.

    Attributes
    ----------
    displacement : (F,) float
        Typical tilts above the neutral; NaN out of position.
    own : (F,) float
        The person's own tilt in the same measure, as known at each frame.
    neutral_known : bool
        False if the low level stands for the neutral, which it is not in somebody who arches.
    fused : Fused
        Where it comes from.
    sources : list of Source
    """

    displacement: FloatArray
    own: FloatArray
    neutral_known: bool
    fused: Fused
    sources: list[Source]


def find_hook_lying(shot: Measurements) -> BoolArray:
    """Return the frames in which the person lies on the back with the knees up, hips not above."""
    supine = np.array([name == "supine" for name in shot.posture])
    trunk = shot.signals["trunk_inclination_deg"]
    with np.errstate(invalid="ignore"):
        return np.asarray(
            supine
            & (shot.signals["thigh_inclination_deg"] < -_LEAST_KNEE_SLOPE_DEG)
            & (trunk < _STEEPEST_TRUNK_DEG)
            & (trunk > -_HIPS_UP_DEG)
        )


def find_lifted(
    shot: Measurements, hook_lying: BoolArray, settings: Settings, *, causal: bool
) -> BoolArray:
    """Return the frames in which the hips are off the floor."""
    bound = LIFTED_SHARE * settings.of(PelvicTiltSettings).faults.bridge_rise_torso
    return _find_high(shot, "hip_height_torso", bound, hook_lying, causal=causal)


def _find_high(
    shot: Measurements, name: str, bound: float, hook_lying: BoolArray, *, causal: bool
) -> BoolArray:
    height = shot.signals[name]
    level = compute_level(shot, height, hook_lying, _floor_level, causal=causal)
    with np.errstate(invalid="ignore"):
        return np.asarray(height - level > bound)


def extract_tilt(
    shot: Measurements, in_position: BoolArray, settings: Settings, *, causal: bool
) -> Tilt:
    """Return how far the pelvis is rolled back, and how far this person rolls it.

    Parameters
    ----------
    shot : Measurements
    in_position : (F,) bool
        Frames in hook-lying with the hips down.
    settings : Settings
    causal : bool
        True to use no frame before its time.

    Returns
    -------
    Tilt
    """
    states = settings.of(PelvicTiltSettings).states
    bound = settings.of(PelvicTiltSettings).faults.shoulder_rise_torso
    if causal:
        in_position = _find_settled(shot.time_s, in_position)
    crunching = _find_high(shot, "shoulder_height_torso", bound, in_position, causal=causal)
    # Lifted shoulders change the angle of the trunk, but not what the picture shows of the pelvis.
    landmarks_usable = in_position & ~crunching
    sources = collect_sources(shot, in_position, landmarks_usable, settings, causal=causal)
    fused = fuse(shot.time_s, sources, causal=causal)
    rise, known = _measure_from_neutral(shot.time_s, fused.rise, settings, causal=causal)
    floor = np.fmax(states.smallest_tilt, states.noise_factor * fused.noise)
    own = _own_tilt(shot.time_s, rise, floor, settings, causal=causal)
    # An own tilt no smaller than this keeps the count above the floor.
    own = np.fmax(own, floor / states.count_share)
    return Tilt(rise, own, known, fused, sources)


def _find_settled(time_s: FloatArray, in_position: BoolArray) -> BoolArray:
    """Return the frames in which somebody who lay down meanwhile has lain for a while."""
    settled = in_position.copy()
    for first, stop in find_runs(in_position):
        if time_s[first] - time_s[0] > _SETTLING_S:
            settled[first:stop] = time_s[first:stop] - time_s[first] >= _SETTLING_S
    return settled


def _measure_from_neutral(
    time_s: FloatArray, rise: FloatArray, settings: Settings, *, causal: bool
) -> tuple[FloatArray, bool]:
    """Return the tilt above the neutral, and whether that is more than the low level."""
    own = settings.of(PelvicTiltSettings)
    states, hold_s = own.states, own.dose.hold_s
    # A window that a single hold fills would take the hold for rest.
    window_s = max(states.baseline_window_s, _HOLDS_IN_WINDOW * hold_s)
    if causal:
        lost_s = hold_s + _LIVE_LOST_S
        running, known = find_running_neutral(time_s, rise, lost_s, window_s)
        return rise - running, known
    neutral = find_neutral(time_s, rise, window_s)
    if neutral is not None:
        return rise - neutral, True
    return rise - compute_drifting_level(time_s, rise, window_s, causal=False), False


def _own_tilt(
    time_s: FloatArray, rise: FloatArray, floor: FloatArray, settings: Settings, *, causal: bool
) -> FloatArray:
    """Return the own tilt at every frame; NaN where no swing is known."""
    states = settings.of(PelvicTiltSettings).states
    if states.own_tilt is not None:
        return np.full_like(rise, states.own_tilt)
    if causal:
        known = compute_running_own_tilt(time_s, rise, floor)
        # Until the first tilt is over, people in general stand for this person.
        known = np.where(np.isfinite(known), known, states.expected_tilt)
        return keep_within_tilts(rise, known, states.exit_share)
    return np.full_like(rise, compute_own_tilt(rise, float(floor[0])))


#: A leg that moves further than this is doing something else.
_KNEE_MOVEMENT_TORSO = 0.2
#: Feet stay where they are in a tilt; a foot that moves further takes the leg along.
_FOOT_MOVEMENT_TORSO = 0.15
#: A hand that moves further than this drags the hip landmark along.
_HAND_MOVEMENT_TORSO = 0.25


def leg_moves(shot: Measurements, span: tuple[int, int]) -> bool:
    """Tell whether the leg does more than push in some frames, inclusive."""
    knee = _travel_torso(shot, ("knee_across_torso", "knee_height_torso"), span)
    foot = _travel_torso(shot, ("foot_across_torso", "ankle_height_torso"), span)
    return knee > _KNEE_MOVEMENT_TORSO or foot > _FOOT_MOVEMENT_TORSO


def hand_moves(shot: Measurements, span: tuple[int, int]) -> bool:
    """Tell whether the hand moves so far that the hip landmark is not to be trusted."""
    hand = _travel_torso(shot, ("wrist_across_torso", "wrist_height_torso"), span)
    return hand > _HAND_MOVEMENT_TORSO


def _travel_torso(shot: Measurements, names: tuple[str, str], span: tuple[int, int]) -> float:
    """Return how far a point moves from where it was at the start of a span; 0 if not seen."""
    across, height = (shot.signals[name][span[0] : span[1] + 1] for name in names)
    distance = np.hypot(across - across[0], height - height[0])
    seen = distance[np.isfinite(distance)]
    return float(np.max(seen)) if seen.size else 0.0
