"""The faults of the pelvic tilt (clinical-spec §5)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.pelvic_tilt.signal import LIFTED_SHARE, find_hook_lying
from formcheck.exercises.settings import Settings
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.faulting import find_excess
from formcheck.reps.holds import find_hold_too_short
from formcheck.reps.judgement import Finding, JudgedMovement, find_sustained
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Phases, Prepared, median_over

#: A head that is up so shortly before sitting, or after, belongs to getting up or lying down.
_GETTING_UP_S = 0.5
#: In a bridge the shoulders stay down; where they rise by this share of the hips it is getting up.
_SHOULDER_SHARE = 0.5
#: A back that is not let go for so long after a tilt is meant to rest like that.
_HALF_REST_S = 0.7


def find_pushing_legs(
    prepared: Prepared, span: tuple[int, int], settings: Settings
) -> list[Finding]:
    """PT-4: the knee moves from where it was, or bends or straightens."""
    limits, timing = settings.of(PelvicTiltSettings).faults, settings.fault_timing
    signals, time_s, start = prepared.shot.signals, prepared.shot.time_s, span[0]
    moved = np.hypot(
        signals["knee_across_torso"] - signals["knee_across_torso"][start],
        signals["knee_height_torso"] - signals["knee_height_torso"][start],
    )
    bent = np.abs(signals["knee_deg"] - signals["knee_deg"][start])
    knees = find_excess("PT-4", time_s, moved, limits.knee_move_torso, span, timing)
    angles = find_excess("PT-4", time_s, bent, limits.knee_change_deg, span, timing)
    return knees or [replace(finding, unit="deg") for finding in angles]


def find_rushed(
    prepared: Prepared, phases: Phases, prescribed_s: float, settings: Settings
) -> list[Finding]:
    """PT-6: held too short, or over too soon; one finding, the first that applies."""
    limits, time_s = settings.of(PelvicTiltSettings).faults, prepared.shot.time_s
    shortest_s = prescribed_s - limits.hold_tolerance_s
    first, last = phases.whole
    lasted_s = float(time_s[last] - time_s[first])
    short = find_hold_too_short("PT-6", prepared, phases, shortest_s)
    if short or lasted_s >= limits.shortest_period_s:
        return short
    return [Finding("PT-6", first, last, lasted_s, limits.shortest_period_s)]


def find_small(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """PT-2: less than half of the own tilt."""
    peak = phases.movement.peak
    percent = float(prepared.displacement[peak])
    bound = 100.0 * settings.of(PelvicTiltSettings).faults.small_share
    return [Finding("PT-2", peak, peak, percent, bound)] if percent < bound else []


def find_bridges(prepared: Prepared, settings: Settings) -> list[JudgedMovement]:
    """PT-1: every lift of the hips is a bridge, not a tilt."""
    limits, time_s = settings.of(PelvicTiltSettings).faults, prepared.shot.time_s
    rise = prepared.changes["hip_height_torso"]
    opening = prepared.changes["shoulder_hip_knee_deg"]
    shoulders = prepared.changes["shoulder_height_torso"]
    with np.errstate(invalid="ignore"):
        off_floor = rise > LIFTED_SHARE * limits.bridge_rise_torso
        bridging = (rise > limits.bridge_rise_torso) | (
            off_floor & (opening > limits.bridge_hip_deg)
        )
    # What was not seen, as at the beginning of a clip, does not speak against lying.
    hook_lying = find_hook_lying(prepared.shot) | ~prepared.shot.seen
    bridges: list[JudgedMovement] = []
    for start, stop in find_runs(off_floor):
        span = (start, stop - 1)
        long_enough = find_sustained(time_s, bridging, *span, settings.fault_timing.min_s)
        if not long_enough or not _stays_lying(time_s, hook_lying, span):
            continue
        peak = start + int(np.nanargmax(rise[start:stop]))
        if shoulders[peak] > _SHOULDER_SHARE * rise[peak]:
            continue
        finding = Finding("PT-1", *span, float(rise[peak]), limits.bridge_rise_torso)
        if rise[peak] <= limits.bridge_rise_torso:
            widest = float(np.nanmax(opening[start:stop]))
            finding = Finding("PT-1", *span, widest, limits.bridge_hip_deg, unit="deg")
        movement = Movement(start, peak, span[1], "rest", "returned")
        # Hips that rise turn thighs and shanks as well: PT-4 would say the same once more.
        bridges.append(JudgedMovement(movement, "other_movement", None, [finding]))
    return bridges


def find_not_relaxed(
    prepared: Prepared, counted: list[JudgedMovement], settings: Settings
) -> list[Finding]:
    """PT-8: after a tilt the back is not let go for long enough."""
    limits, time_s = settings.of(PelvicTiltSettings).faults, prepared.shot.time_s
    bound = 100.0 * settings.of(PelvicTiltSettings).states.exit_share
    step_s = np.diff(time_s, append=time_s[-1])
    findings = [
        finding for verdict in counted for finding in _find_half_rest(prepared, verdict, bound)
    ]
    told = {finding.start for finding in findings}
    for before, after in pairwise(counted):
        between = slice(before.movement.peak, after.movement.peak + 1)
        percent = prepared.displacement[between]
        with np.errstate(invalid="ignore"):
            relaxed_s = float(step_s[between][percent < bound].sum())
        end = before.movement.end
        if relaxed_s < limits.relax_s and np.isfinite(percent).all() and end not in told:
            findings.append(Finding("PT-8", end, end, float(percent.min()), bound))
    return findings


def _find_half_rest(prepared: Prepared, tilt: JudgedMovement, bound: float) -> list[Finding]:
    """Return a finding if the pelvis lies half let go after a tilt."""
    end, time_s = tilt.movement.end, prepared.shot.time_s
    if tilt.movement.ended != "valley" or time_s[-1] - time_s[end] < _HALF_REST_S:
        return []
    lasting = slice(end, int(np.searchsorted(time_s, time_s[end] + _HALF_REST_S)))
    percent = prepared.displacement[lasting]
    if not np.all(percent > bound):
        return []
    return [Finding("PT-8", end, lasting.stop - 1, float(np.min(percent)), bound)]


def find_nothing(prepared: Prepared, prescribed_s: float, settings: Settings) -> list[Finding]:
    """PT-2: the person lies ready for long enough to tilt once, and nothing is seen to tilt."""
    ready = np.flatnonzero(prepared.in_position & np.isfinite(prepared.displacement))
    if ready.size == 0:
        return []
    span = (int(ready[0]), int(ready[-1]))
    lasted_s = prepared.shot.time_s[span[1]] - prepared.shot.time_s[span[0]]
    percent = float(np.max(prepared.displacement[ready]))
    bound = 100.0 * settings.of(PelvicTiltSettings).faults.small_share
    if lasted_s <= prescribed_s or not percent < bound:
        return []
    return [Finding("PT-2", *span, percent, bound)]


def find_head_lifting(prepared: Prepared, settings: Settings) -> list[Finding]:
    """PT-5: head or shoulders come up while the hips stay down."""
    limits, time_s = settings.of(PelvicTiltSettings).faults, prepared.shot.time_s
    hook_lying = find_hook_lying(prepared.shot)
    hip_rise = prepared.changes["hip_height_torso"]
    with np.errstate(invalid="ignore"):
        hips_down = hook_lying & ~(hip_rise > LIFTED_SHARE * limits.bridge_rise_torso)
    findings = []
    for name, bound in (
        ("ear_height_torso", limits.ear_rise_torso),
        ("shoulder_height_torso", limits.shoulder_rise_torso),
    ):
        rise = prepared.changes[name]
        with np.errstate(invalid="ignore"):
            lifted = hips_down & (rise > bound)
        for span in find_sustained(time_s, lifted, 0, len(rise) - 1, settings.fault_timing.min_s):
            if _stays_lying(time_s, hook_lying, span):
                worst = float(np.nanmax(rise[span[0] : span[1] + 1]))
                findings.append(Finding("PT-5", *span, worst, bound))
    return _drop_overlapping(findings)


def find_feet(prepared: Prepared, first: JudgedMovement, settings: Settings) -> list[Finding]:
    """PT-7: the knees are bent too sharply or too little before the first tilt."""
    limits = settings.of(PelvicTiltSettings).faults
    span = _just_before(prepared, first.movement.start)
    knee = median_over(prepared.shot.signals["knee_deg"], span)
    if knee < limits.knee_setup_min_deg:
        return [Finding("PT-7", *span, knee, limits.knee_setup_min_deg)]
    if knee > limits.knee_setup_max_deg:
        return [Finding("PT-7", *span, knee, limits.knee_setup_max_deg)]
    return []


def _just_before(prepared: Prepared, start: int) -> tuple[int, int]:
    """Return the judged frames of the second before a movement, inclusive."""
    time_s = prepared.shot.time_s
    judged = np.flatnonzero(prepared.shot.seen & (time_s >= time_s[start] - 1.0))
    return min(int(judged[0]), start), start


def _stays_lying(time_s: FloatArray, hook_lying: BoolArray, span: tuple[int, int]) -> bool:
    """Tell lifting head or hips from lying down and getting up: it begins and ends lying."""
    near = (time_s >= time_s[span[0]] - _GETTING_UP_S) & (time_s <= time_s[span[1]] + _GETTING_UP_S)
    near[span[0] : span[1] + 1] = False
    return bool(hook_lying[near].all())


def _drop_overlapping(findings: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda item: (item.start, -item.end)):
        if not kept or finding.start > kept[-1].end:
            kept.append(finding)
    return kept
