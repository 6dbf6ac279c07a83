"""The faults SS-1 to SS-8 of a seal stretch."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.seal_stretch.arms import choose_variant
from formcheck.exercises.seal_stretch.hold import time_hold
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone import find_feet_up, find_hips_up
from formcheck.reps.faulting import find_excess
from formcheck.reps.judgement import Finding, find_sustained
from formcheck.reps.prepared import Phases, Prepared, median_over
from formcheck.reps.settings import FaultTiming
from formcheck.reps.swings import find_turns

#: Elbows that are ahead open on flat forearms too: they must have left the floor by this share.
_OFF_FLOOR_SHARE = 0.5
#: Sunk for good: slower than this share of the holding speed, for so long.
_SUNK_SPEED_SHARE = 0.5
_SUNK_S = 1.0
#: Rocking shows within these times; over minutes everybody shifts now and then.
_SWINGS_WITHIN_S = 30.0
_SPREAD_WITHIN_S = 10.0
#: Up, down and up again: who settles down after coming up, or shifts once, does not rock.
_FEWEST_TURNS = 3


def find_posture_faults(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """Return SS-1 to SS-6 of one movement."""
    limits, timing = settings.of(SealSettings).faults, settings.fault_timing
    hips = find_hips_up(
        "SS-1",
        prepared,
        phases.loaded,
        timing,
        minor_torso=limits.hip_rise_minor_torso,
        major_torso=limits.hip_rise_major_torso,
        thigh_deg=limits.thigh_inclination_deg,
    )
    feet = find_feet_up(
        "SS-5",
        prepared,
        phases.loaded,
        timing,
        knee_bend_deg=limits.knee_bend_deg,
        ankle_rise_torso=limits.ankle_rise_torso,
    )
    head = _find_hunched(prepared, phases, settings) + _find_head_back(prepared, phases, settings)
    return hips + _find_arm_faults(prepared, phases, settings) + head + feet


def _find_arm_faults(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """SS-2 and SS-6, which only the forearms can show, and only while they carry a hold."""
    if phases.hold is None:
        return []
    if choose_variant(prepared, phases.movement, settings) != "forearms":
        return []
    limits, timing = settings.of(SealSettings).faults, settings.fault_timing
    time_s, signals, span = prepared.shot.time_s, prepared.shot.signals, phases.top
    above = signals["elbow_above_wrist_torso"]
    with np.errstate(invalid="ignore"):
        off_floor = above > _OFF_FLOOR_SHARE * limits.forearm_rise_torso
    lifted = find_excess(
        "SS-6",
        time_s,
        signals["elbow_deg"],
        limits.forearm_elbow_deg,
        span,
        timing,
        also=off_floor,
    ) or find_excess("SS-6", time_s, above, limits.forearm_rise_torso, span, timing, unit="torso")
    ahead = median_over(signals["elbow_ahead_torso"], span)
    if ahead > limits.elbow_ahead_torso:
        place = [Finding("SS-2", *span, ahead, limits.elbow_ahead_torso, severity=0)]
    elif ahead < limits.elbow_behind_torso:
        place = [Finding("SS-2", *span, ahead, limits.elbow_behind_torso)]
    else:
        place = []
    return place + lifted


def _find_hunched(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """SS-3: ear to shoulder much shorter in the hold than at its longest on the way up."""
    limits = settings.of(SealSettings).faults
    length = prepared.shot.signals["ear_shoulder_torso"]
    rising = length[phases.movement.start : phases.top[0] + 1]
    rising = rising[np.isfinite(rising)]
    if rising.size == 0:
        return []
    least = limits.neck_length_share * float(rising.max())
    timing = FaultTiming(min_s=limits.neck_length_s, min_share=1.0)
    return find_excess("SS-3", prepared.shot.time_s, length, least, phases.top, timing, below=True)


def _find_head_back(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """SS-4: the head tipped back against lying flat, or the nose high above the ear."""
    limits, timing = settings.of(SealSettings).faults, settings.fault_timing
    time_s, span = prepared.shot.time_s, phases.top
    return find_excess(
        "SS-4", time_s, prepared.changes["neck_deg"], limits.neck_deg, span, timing
    ) or find_excess(
        "SS-4",
        time_s,
        prepared.shot.signals["nose_above_ear_torso"],
        limits.nose_above_ear_torso,
        span,
        timing,
        unit="torso",
    )


def find_hold_faults(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """Return SS-7 and SS-8 of one movement that was held.

    Nobody is told to have ended early whose hold was not seen to its end, or from its beginning.
    """
    if phases.hold is None:
        return []
    stays = time_hold(prepared, phases.movement, settings).stays
    rocked = [_find_rocking(prepared, stay, settings) for stay in stays]
    # Once is enough. Who went down in between, and came up for another stay, has not rocked.
    rocking = next((findings for findings in rocked if findings), [])
    if not phases.movement.end_seen:
        return rocking
    sunk = _find_sunk(prepared, phases, settings)
    if not sunk and phases.movement.start_seen:
        sunk = _find_too_short(prepared, phases, settings)
    return sunk + rocking


def _find_sunk(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """SS-7: the chest falls below the middle of the hold, and not on the way to rest."""
    assert phases.hold is not None
    seal, rise, time_s = settings.of(SealSettings), prepared.displacement, prepared.shot.time_s
    first, last = phases.hold
    middle = median_over(rise, phases.hold)
    bound = middle - seal.faults.sink_deg
    with np.errstate(invalid="ignore"):
        low = (rise < bound) & (rise > seal.states.exit_deg)
        slow = np.abs(prepared.velocity) < _SUNK_SPEED_SHARE * seal.states.hold_speed_deg_s
        up = first + np.flatnonzero(rise[first : last + 1] >= bound)
    # Who has not come up yet has not sunk.
    first_up, last_up = int(up[0]), int(up[-1])
    # Before that it was sunk for a while, after it for good: or on the way to rest, but not slowly.
    spans = find_sustained(time_s, low, first_up, last_up, settings.fault_timing.min_s)
    spans += find_sustained(time_s, low & slow, last_up, phases.movement.end, _SUNK_S)
    if not spans:
        return []
    sink = middle - min(float(np.nanmin(rise[start : end + 1])) for start, end in spans)
    return [Finding("SS-7", spans[0][0], spans[-1][1], sink, seal.faults.sink_deg, unit="deg")]


def _find_too_short(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """SS-7: lowered long before the prescribed time."""
    seal = settings.of(SealSettings)
    least_s = seal.faults.hold_share * seal.dose.hold_s
    held_s = time_hold(prepared, phases.movement, settings).in_band_s
    # It is when the chest comes down that two more breaths were due.
    return [] if held_s >= least_s else [Finding("SS-7", *phases.back, held_s, least_s)]


def _find_rocking(prepared: Prepared, hold: tuple[int, int], settings: Settings) -> list[Finding]:
    """SS-8: the trunk goes up and down instead of staying."""
    limits = settings.of(SealSettings).faults
    inside = slice(hold[0], hold[1] + 1)
    seen = np.isfinite(prepared.displacement[inside])
    time_s, rise = prepared.shot.time_s[inside][seen], prepared.displacement[inside][seen]
    turns_s = time_s[find_turns(rise, limits.swing_deg)]
    swings = _most_within(turns_s, _SWINGS_WITHIN_S)
    if swings > limits.swings:
        return [Finding("SS-8", *hold, float(swings), float(limits.swings), unit="")]
    spread = max(
        (
            _spread_deg(time_s, rise, start_s)
            for start_s in turns_s
            if _count_within(turns_s, start_s, _SPREAD_WITHIN_S) >= _FEWEST_TURNS
        ),
        default=0.0,
    )
    return (
        [Finding("SS-8", *hold, spread, limits.rock_sd_deg)]
        if (spread > limits.rock_sd_deg)
        else []
    )


def _most_within(moments_s: FloatArray, window_s: float) -> int:
    """Return the largest number of moments within any window."""
    after = np.searchsorted(moments_s, moments_s + window_s, side="right")
    return int(np.max(after - np.arange(len(moments_s)), initial=0))


def _count_within(moments_s: FloatArray, start_s: float, window_s: float) -> int:
    return int(np.sum((moments_s >= start_s) & (moments_s <= start_s + window_s)))


def _spread_deg(time_s: FloatArray, rise: FloatArray, start_s: float) -> float:
    """Return the standard deviation about the straight trend: sinking slowly is not rocking."""
    inside = (time_s >= start_s) & (time_s <= start_s + _SPREAD_WITHIN_S)
    times, values = time_s[inside] - start_s, rise[inside]
    if len(values) < 3:
        return 0.0
    return float(np.std(values - np.polyval(np.polyfit(times, values, 1), times)))
