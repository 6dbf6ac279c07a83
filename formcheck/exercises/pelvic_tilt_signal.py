"""The tilt signal: how far the hip angle stands open above its drifting rest level."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import filter_by_lowpass, filter_by_one_euro
from formcheck.session.drift import (
    compute_amplitude,
    compute_drifting_level,
    compute_noise,
    compute_running_amplitude,
    compute_running_noise,
)
from formcheck.session.prepare import compute_level
from formcheck.session.rest import compute_rest_level

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

#: In hook-lying the knee is at least this much higher than the hip, as a slope.
_LEAST_KNEE_SLOPE_DEG = 12.0
_STEEPEST_TRUNK_DEG = 40.0
#: Hips higher than this share of the bridging bound are no longer a tilt (tilts: 0.01-0.02 torso).
LIFTED_SHARE = 0.5
_HEIGHT_SPREAD_TORSO = 0.03
#: Share of the landmark jitter that falls into the band of the tilt.
_IN_BAND = 0.8
#: The rest level is looked for over at least so many prescribed holds.
_HOLDS_IN_WINDOW = 4.0

_floor_level = partial(compute_rest_level, spread=_HEIGHT_SPREAD_TORSO)


@dataclass(frozen=True)
class Tilt:
    """The tilt signal of one shot.

    Attributes
    ----------
    displacement_deg : (F,) float
        Hip angle above the drifting rest level; NaN out of position.
    amplitude_deg : (F,) float
        The person's own tilt, as known at each frame.
    """

    displacement_deg: FloatArray
    amplitude_deg: FloatArray


def find_hook_lying(shot: Measurements) -> BoolArray:
    """Return the frames in which the person lies on the back with the knees up."""
    supine = np.array([name == "supine" for name in shot.posture])
    with np.errstate(invalid="ignore"):
        return np.asarray(
            supine
            & (shot.signals["thigh_inclination_deg"] < -_LEAST_KNEE_SLOPE_DEG)
            & (np.abs(shot.signals["trunk_inclination_deg"]) < _STEEPEST_TRUNK_DEG)
        )


def find_lifted(
    shot: Measurements, hook_lying: BoolArray, settings: Settings, *, causal: bool
) -> BoolArray:
    """Return the frames in which hips or shoulders are off the floor."""
    limits = settings.pelvic_tilt.faults
    lifted = np.zeros(len(shot.time_s), dtype=bool)
    for name, bound in (
        ("hip_height_torso", LIFTED_SHARE * limits.bridge_rise_torso),
        ("shoulder_height_torso", limits.shoulder_rise_torso),
    ):
        height = shot.signals[name]
        level = compute_level(shot, height, hook_lying, _floor_level, causal=causal)
        with np.errstate(invalid="ignore"):
            lifted |= height - level > bound
    return lifted


def extract_tilt(
    shot: Measurements, in_position: BoolArray, settings: Settings, *, causal: bool
) -> Tilt:
    """Return how far the hip stands open, and how far this person opens it.

    Parameters
    ----------
    shot : Measurements
    in_position : (F,) bool
        Frames in hook-lying with hips and shoulders down.
    settings : Settings
    causal : bool
        True to use no frame before its time.

    Returns
    -------
    Tilt
    """
    states = settings.pelvic_tilt.states
    hip = np.where(in_position, shot.signals["shoulder_hip_knee_deg"], np.nan)
    smooth = _smooth(shot.time_s, hip, states.smoothing_cutoff_hz, causal=causal)
    noise_deg = _IN_BAND * _noise_deg(shot.time_s, hip, causal=causal)
    floor_deg = np.fmax(states.smallest_tilt_deg, states.noise_factor * noise_deg)
    # A window that a single hold fills would take the hold for rest.
    window_s = max(states.baseline_window_s, _HOLDS_IN_WINDOW * settings.pelvic_tilt.dose.hold_s)
    level = compute_drifting_level(shot.time_s, smooth, window_s, causal=causal)
    displacement = smooth - level
    own = _own_amplitude(shot.time_s, displacement, floor_deg, causal=causal)
    # An own tilt no smaller than this keeps the count above the floor.
    return Tilt(displacement, np.fmax(own, floor_deg / states.count_share))


def _smooth(
    time_s: FloatArray, values: FloatArray, cutoff_hz: float, *, causal: bool
) -> FloatArray:
    if causal:
        return filter_by_one_euro(time_s, values, min_cutoff_hz=cutoff_hz, speed_gain=0.0)
    return filter_by_lowpass(time_s, values, cutoff_hz)


def _noise_deg(time_s: FloatArray, hip_deg: FloatArray, *, causal: bool) -> FloatArray:
    """Return the jitter of the hip angle at every frame."""
    if causal:
        return compute_running_noise(time_s, hip_deg)
    return np.full_like(hip_deg, compute_noise(time_s, hip_deg))


def _own_amplitude(
    time_s: FloatArray, displacement: FloatArray, floor_deg: FloatArray, *, causal: bool
) -> FloatArray:
    """Return the own tilt at every frame; NaN where no swing is known."""
    if causal:
        # Without a guided calibration the swings so far stand for the own tilt.
        return compute_running_amplitude(time_s, displacement, floor_deg)
    return np.full_like(displacement, compute_amplitude(displacement, float(floor_deg[0])))
