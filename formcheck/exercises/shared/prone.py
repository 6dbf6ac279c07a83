"""What the exercises that are done lying on the front share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import BoolArray
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.faulting import find_excess
from formcheck.reps.judgement import Finding, find_sustained
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Phases, Prepared, median_over
from formcheck.reps.settings import FaultTiming

#: The trunk is followed within these slopes; beyond them the person kneels, stands or bows.
_STEEPEST_TRUNK_DEG = 68.0
_HEAD_DOWN_DEG = -20.0
_STEEPEST_THIGH_DEG = 62.0
#: A movement that starts with the hips higher than this did not start lying (plank, all fours).
_START_RISE_TORSO = 0.15
#: Past the top, thighs this steep with the hips this high: the person is getting up.
_LEAVING_THIGH_DEG = 20.0
_LEAVING_RISE_TORSO = 0.12


def find_lying(shot: Measurements) -> BoolArray:
    """Return the frames in which the person lies on the front, propped up or flat."""
    return np.array([name == "prone" for name in shot.posture])


def find_followed(shot: Measurements) -> BoolArray:
    """Return the frames in which trunk and thighs slope as they can on the front."""
    trunk = shot.signals["trunk_inclination_deg"]
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (trunk > _HEAD_DOWN_DEG)
            & (trunk < _STEEPEST_TRUNK_DEG)
            & (shot.signals["thigh_inclination_deg"] < _STEEPEST_THIGH_DEG)
        )


def end_on_leaving(prepared: Prepared, movement: Movement, *, for_good: bool = False) -> Movement:
    """End the movement where the person gets up instead of lowering.

    Parameters
    ----------
    prepared : Prepared
    movement : Movement
    for_good : bool
        Getting up is only what the person does not come back from to the height
        that counts: in a long hold the hips may rise and come down again.
    """
    tail = slice(movement.peak, movement.end + 1)
    thigh = prepared.shot.signals["thigh_inclination_deg"][tail]
    rise = prepared.changes["hip_height_torso"][tail]
    with np.errstate(invalid="ignore"):
        steep = thigh > _LEAVING_THIGH_DEG
        high = steep & (rise > _LEAVING_RISE_TORSO)
        if high[0]:
            # Hips that came along to the top leave when they go on from there.
            high = steep & (rise - rise[0] > _LEAVING_RISE_TORSO)
        if for_good:
            stays = np.flatnonzero(~high & (prepared.displacement[tail] >= prepared.count))
            high[: stays[-1] + 1 if stays.size else 0] = False
    if not high.any() or high[0]:
        return movement
    leaving = movement.peak + int(np.argmax(high))
    return replace(movement, end=leaving, ended="left_position")


def begin_lying(prepared: Prepared, movement: Movement) -> Movement:
    """Begin a movement that comes out of a plank where the person had come to lie."""
    if not prepared.changes["hip_height_torso"][movement.start] > _START_RISE_TORSO:
        return movement
    lying = np.flatnonzero(prepared.resting[movement.start : movement.peak])
    return replace(movement, start=movement.start + int(lying[-1])) if lying.size else movement


def is_getting_there(prepared: Prepared, phases: Phases) -> bool:
    """Tell whether the movement began with the hips up, from a plank or all fours."""
    rise = prepared.changes["hip_height_torso"][phases.movement.start]
    return phases.movement.began != "unseen" and bool(rise > _START_RISE_TORSO)


def rises_as_plank(
    prepared: Prepared, phases: Phases, *, rise_torso: float, bend_deg: float
) -> bool:
    """Tell whether hips and trunk rise together, the trunk not bent against the thighs.

    Parameters
    ----------
    prepared : Prepared
    phases : Phases
    rise_torso : float
        Hips higher than this,
    bend_deg : float
        and the trunk raised against the thighs by less than this.
    """
    rise = median_over(prepared.changes["hip_height_torso"], phases.top)
    trunk = median_over(prepared.displacement, phases.top)
    thigh = median_over(prepared.changes["thigh_inclination_deg"], phases.top)
    return rise > rise_torso and trunk - thigh < bend_deg


def find_planks(
    prepared: Prepared,
    phases: Phases,
    *,
    rise_torso: float,
    trunk_deg: float,
    elbow_deg: float,
    shortest_s: float,
    beyond_s: float = 0.0,
) -> list[tuple[int, int]]:
    """Return when the hips are up, the trunk low and the elbows straight, for long enough.

    Where the movement ended by resting half-way, `beyond_s` of that rest is looked at too: a
    push-up rests at its top, with the trunk lower than on the way.
    """
    with np.errstate(invalid="ignore"):
        plank = (
            (prepared.changes["hip_height_torso"] > rise_torso)
            & (prepared.displacement < trunk_deg)
            & (prepared.shot.signals["elbow_deg"] > elbow_deg)
        )
    start, end = phases.whole
    if phases.movement.ended == "valley":
        time_s = prepared.shot.time_s
        end = int(np.searchsorted(time_s, time_s[end] + beyond_s, side="right")) - 1
    return find_sustained(prepared.shot.time_s, plank, start, end, shortest_s)


def find_hips_up(
    fault_id: str,
    prepared: Prepared,
    span: tuple[int, int],
    timing: FaultTiming,
    *,
    minor_torso: float,
    major_torso: float,
    thigh_deg: float,
) -> list[Finding]:
    """Return a finding if the hips leave the floor.

    Parameters
    ----------
    fault_id : str
    prepared : Prepared
    span : (first, last)
        Frames to look at, inclusive.
    timing : FaultTiming
    minor_torso, major_torso : float
        Above the first it is of severity 1, above the second of the fault's own.
    thigh_deg : float
        The lesser one only if the thighs slope by more than this too.
    """
    rise = prepared.changes["hip_height_torso"]
    with np.errstate(invalid="ignore"):
        thigh_up = prepared.changes["thigh_inclination_deg"] > thigh_deg
    time_s = prepared.shot.time_s
    return find_excess(fault_id, time_s, rise, major_torso, span, timing) or find_excess(
        fault_id, time_s, rise, minor_torso, span, timing, also=thigh_up, severity=1
    )


def find_feet_up(
    fault_id: str,
    prepared: Prepared,
    span: tuple[int, int],
    timing: FaultTiming,
    *,
    knee_bend_deg: float,
    ankle_rise_torso: float,
) -> list[Finding]:
    """Return a finding if the knees bend or the feet leave the floor, against rest."""
    time_s, changes = prepared.shot.time_s, prepared.changes
    return find_excess(
        fault_id, time_s, changes["knee_deg"], -knee_bend_deg, span, timing, below=True
    ) or find_excess(
        fault_id, time_s, changes["ankle_height_torso"], ankle_rise_torso, span, timing
    )
