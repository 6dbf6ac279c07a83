"""Where a person rests between holds: flat on the front."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.seal_stretch.arms import find_prop_torso
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone import find_lying
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.judgement import find_sustained
from formcheck.reps.prepared import REST_SPEED_FACTOR, find_still
from formcheck.reps.rest import compute_rest_level, compute_running_rest_level

#: Rest is flat on the floor: no steeper than this, and within this of the lowest; who has the
#: head much lower than the hips is on the way down.
_STEEPEST_REST_DEG = 16.0
_HEAD_DOWN_DEG = -8.0
_REST_BAND_DEG = 6.0
#: Sloped beyond rest, a low prop is told by the arms that carry it. Rendered people who lie flat
#: have the shoulder 0.14 torso lengths above elbow or hand at most, on short forearms 0.42 up.
_CARRIED_TORSO = 0.3
#: There the trunk is raised against the thighs, by 8 degrees in the lowest rendered prop; in a
#: plank on film it is 3 degrees below them. Where nobody lies flat, a plank stands for rest.
_BENT_BACK_DEG = 5.0
#: Rests may be a small part of the time beside long holds, and lie minutes back.
_rest_level = partial(compute_rest_level, spread=4.0, bottom_percent=2.0)
_LOOK_BACK_S = 900.0
#: Propped up for so long, a person who is never seen flat is doing this exercise all the same.
_SURE_S = 1.0


@dataclass(frozen=True)
class SealRest:
    """Rest in one shot.

    Attributes
    ----------
    level_deg : (F,) float
        Slope of the trunk at rest; level ground where rest was not seen (yet).
    resting : (F,) bool
        Still and flat.
    still : (F,) bool
        On the front and still, flat or propped up.
    """

    level_deg: FloatArray
    resting: BoolArray
    still: BoolArray


def find_rest(shot: Measurements, settings: Settings, *, causal: bool) -> SealRest | None:
    """Find where the person rests; None if they are seen neither flat nor propped up."""
    trunk = shot.signals["trunk_inclination_deg"]
    speed = REST_SPEED_FACTOR * settings.of(SealSettings).states.hold_speed_deg_s
    still = find_lying(shot) & find_still(compute_velocity(shot.time_s, trunk), speed)
    flat = still & _find_flat(shot, trunk, settings)
    if not flat.any() and not _is_propped_up(shot, still, settings):
        return None
    level = _compute_level(shot.time_s, trunk, flat, causal=causal)
    with np.errstate(invalid="ignore"):
        resting = flat & (trunk - level < _REST_BAND_DEG)
    return SealRest(level, resting, still)


def _find_flat(shot: Measurements, trunk: FloatArray, settings: Settings) -> BoolArray:
    """Return where the chest is down: nearly level, and not carried by the arms."""
    rest_deg = settings.of(SealSettings).states.rest_deg
    bent_deg = trunk - shot.signals["thigh_inclination_deg"]
    with np.errstate(invalid="ignore"):
        carried = (
            (trunk >= rest_deg)
            & (bent_deg >= _BENT_BACK_DEG)
            & (find_prop_torso(shot) >= _CARRIED_TORSO)
        )
        return np.asarray((trunk > _HEAD_DOWN_DEG) & (trunk < _STEEPEST_REST_DEG) & ~carried)


def _compute_level(
    time_s: FloatArray, trunk: FloatArray, flat: BoolArray, *, causal: bool
) -> FloatArray:
    """Return the slope of the trunk at rest; level ground where rest was not seen (yet)."""
    if causal:
        level = compute_running_rest_level(
            time_s, trunk, flat, _rest_level, look_back_s=_LOOK_BACK_S
        )
    else:
        level = np.full_like(trunk, _rest_level(trunk, flat))
    return np.nan_to_num(level, nan=0.0)


def _is_propped_up(shot: Measurements, still: BoolArray, settings: Settings) -> bool:
    """Tell whether the person is seen up on the arms, hips down, for long enough."""
    seal = settings.of(SealSettings)
    trunk, thigh = (shot.signals[f"{part}_inclination_deg"] for part in ("trunk", "thigh"))
    with np.errstate(invalid="ignore"):
        propped = (
            still
            & (trunk >= seal.states.forearms_deg)
            & (trunk - thigh >= seal.faults.plank_bend_deg)
            & (find_prop_torso(shot) >= seal.faults.prop_torso)
        )
    return bool(find_sustained(shot.time_s, propped, 0, len(propped) - 1, _SURE_S))
