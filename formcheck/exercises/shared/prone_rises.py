"""How the chest rises off the floor, by features that tell the exercises on the front apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.holds import find_hold
from formcheck.reps.judgement import find_sustained
from formcheck.reps.movements import Movement, MovementLimits, find_movements
from formcheck.reps.prepared import median_over

#: Hips extended beyond rest: a rise begins and ends here, and matters from the third on.
_ENTER_DEG, _EXIT_DEG, _LEAST_RISE_DEG = 8.0, 5.0, 11.0
#: Lying flat, the hip angle may read this far from straight.
_FLAT_BAND_DEG = 10.0
_STEEPEST_TRUNK_DEG, _STEEPEST_THIGH_DEG = 68.0, 62.0
#: Hands that carry lie lower than the shoulders by this.
_CARRYING_TORSO = 0.15
#: Forearms flat on the floor, elbows bent: resting on them (clinical-spec §4, variant A).
_FLAT_FOREARM_TORSO, _BENT_ELBOW_DEG = 0.2, 130.0
_HOLD_SPEED_DEG_S = 8.0
#: People come up too far and settle at 78 to 86 % of that; and they shift for a moment.
_HELD_SHARE, _INTERRUPTION_S = 0.65, 1.0
#: On straight arms the time tells: press ups pause for 1 to 3 s, a seal is held from 5 s on. Timed
#: like this, with the slow part of the way up, the longest press up on film has 4.4 s, and the
#: shortest hold 5.3.
_EVEN_HOLD_S, _HOLD_STEEPNESS = 4.8, 4.0
#: Who was seen to come up from less than this share of the height has come up.
_SEEN_WAY_SHARE = 0.5
#: On the forearms it is a seal, unless the elbows were only passing through.
_EVEN_FOREARM_HOLD_S = 1.5
#: A hold that the clip cuts off is twice as long on average. And a film breaks off in the middle
#: of a seal more easily than in the moment at the top of a press up: odds of about three to one.
_CUT_OFF_FACTOR, _CUT_OFF_ODDS = 2.0, 1.2
#: So sure is it, of a rise that the arms carry, that it is one of our exercises; and of a prop on
#: the forearms out of which the hips are lifted into a plank.
_KNOWN, _KNOWN_BEFORE_PLANK = 0.92, 0.2
#: In a plank the hips are up, but not the knees alone, and trunk and thighs in line; on all fours
#: they are bent by 90 degrees. It is entered soon after the prop, and held.
_PLANK_RISE_TORSO, _PLANK_EXTENSION_DEG, _PLANK_THIGH_DEG = 0.12, (-30.0, 15.0), 40.0
_PLANK_SOON_S, _PLANK_S = 1.5, 1.0


@dataclass(frozen=True)
class Rise:
    """One rise of the trunk off the thighs, by its top."""

    movement: Movement
    hold_s: float
    cut_off: bool
    elbow_deg: float
    elbow_above_wrist_torso: float
    hands_below_torso: float
    into_plank: bool

    @property
    def carried(self) -> bool:
        """Whether hands below the shoulders carry the chest, instead of the back lifting it."""
        return not self.hands_below_torso < _CARRYING_TORSO

    @property
    def elbows_bent(self) -> bool:
        """Whether the elbows are far from straight at the top."""
        return self.elbow_deg < _BENT_ELBOW_DEG

    @property
    def on_forearms(self) -> bool:
        """Whether the forearms lie flat on the floor."""
        return self.elbow_above_wrist_torso < _FLAT_FOREARM_TORSO and self.elbows_bent

    @property
    def known(self) -> float:
        """How likely it is one of our exercises, 0 to 1, if the arms carry it."""
        return _KNOWN_BEFORE_PLANK if self.into_plank and self.on_forearms else _KNOWN

    @property
    def share_of_stay(self) -> float:
        """How likely it is a long stay rather than a short press, 0 to 1; half if nothing tells."""
        even_s = _EVEN_FOREARM_HOLD_S if self.on_forearms else _EVEN_HOLD_S
        if self.cut_off and self.hold_s < even_s:
            # It may become either: what was not seen speaks for nothing.
            return 0.5
        return _share_of_stay(self, even_s)


def find_rises(shot: Measurements) -> list[Rise]:
    """Return the rises of the trunk off the thighs in a shot that is spent on the front."""
    extension = shot.signals["hip_deg"] - 180.0
    signal = extension - _flat_level(extension)
    velocity = compute_velocity(shot.time_s, signal)
    rises = []
    for movement in find_prone_movements(shot, signal, _ENTER_DEG, _EXIT_DEG):
        if signal[movement.peak] < _LEAST_RISE_DEG:
            continue
        hold = find_hold(
            shot.time_s,
            signal,
            velocity,
            movement,
            hold_speed=_HOLD_SPEED_DEG_S,
            share=_HELD_SHARE,
            interruption_s=_INTERRUPTION_S,
        ) or (movement.peak, movement.peak)
        below = shot.signals["shoulder_height_torso"] - shot.signals["wrist_height_torso"]
        rises.append(
            Rise(
                movement=movement,
                hold_s=float(shot.time_s[hold[1]] - shot.time_s[hold[0]]),
                cut_off=_is_cut_off(signal, movement),
                elbow_deg=median_over(shot.signals["elbow_deg"], hold),
                elbow_above_wrist_torso=median_over(shot.signals["elbow_above_wrist_torso"], hold),
                hands_below_torso=median_over(below, hold),
                into_plank=_goes_into_plank(shot, extension, movement),
            )
        )
    return rises


def _is_cut_off(signal: FloatArray, movement: Movement) -> bool:
    """Tell whether most of the way up, or of the way down, was not seen."""
    up, peak, down = signal[[movement.start, movement.peak, movement.end]]
    came_up = movement.began != "unseen" or up <= _SEEN_WAY_SHARE * peak
    went_down = movement.ended != "clip_end" or down <= _SEEN_WAY_SHARE * peak
    return not (came_up and went_down)


def _goes_into_plank(shot: Measurements, extension_deg: FloatArray, movement: Movement) -> bool:
    """Tell whether the hips are lifted into a plank soon after a movement."""
    hip, thigh = shot.signals["hip_height_torso"], shot.signals["thigh_inclination_deg"]
    floor_torso = median_over(hip, (movement.start, movement.end))
    with np.errstate(invalid="ignore"):
        plank = (
            (hip - floor_torso > _PLANK_RISE_TORSO)
            & (extension_deg > _PLANK_EXTENSION_DEG[0])
            & (extension_deg < _PLANK_EXTENSION_DEG[1])
            & (thigh < _PLANK_THIGH_DEG)
        )
    last = len(plank) - 1
    planks = find_sustained(shot.time_s, plank, movement.end, last, _PLANK_S)
    soon_s = shot.time_s[movement.end] + _PLANK_SOON_S
    return any(shot.time_s[first] <= soon_s for first, _ in planks)


def find_prone_movements(
    shot: Measurements, signal: FloatArray, enter: float, leave: float
) -> list[Movement]:
    """Return the movements of a signal while the person is on the front, not getting up.

    Parameters
    ----------
    shot : Measurements
    signal : (F,) float
        Degrees from lying flat.
    enter, leave : float
        Where a movement begins and ends, degrees.
    """
    trunk = shot.signals["trunk_inclination_deg"]
    thigh = shot.signals["thigh_inclination_deg"]
    in_position = ~((trunk > _STEEPEST_TRUNK_DEG) | (thigh > _STEEPEST_THIGH_DEG))
    return find_movements(shot.time_s, signal, in_position, MovementLimits(enter, leave))


def _flat_level(extension_deg: FloatArray) -> float:
    """Return how the hip angle reads lying flat: its low end, unless the person never lies flat."""
    seen = extension_deg[np.isfinite(extension_deg)]
    if seen.size == 0:
        return 0.0
    return float(np.clip(np.percentile(seen, 10), -_FLAT_BAND_DEG, _FLAT_BAND_DEG / 2))


def _share_of_stay(rise: Rise, even_s: float) -> float:
    """Return how likely a rise is a stay by the time it is held; half at `even_s`."""
    hold_s = max(rise.hold_s, 0.1) * (_CUT_OFF_FACTOR if rise.cut_off else 1.0)
    odds = _HOLD_STEEPNESS * log(hold_s / even_s) + (_CUT_OFF_ODDS if rise.cut_off else 0.0)
    return 1.0 / (1.0 + exp(-odds))
