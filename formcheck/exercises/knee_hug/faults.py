"""The faults of the knee hug, KH-1 to KH-9 of clinical-spec §6."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.knee_hug.legs import legs_of, moving_sides
from formcheck.exercises.knee_hug.settings import KneeHugSettings
from formcheck.exercises.settings import Settings
from formcheck.kinematics.legs import SIDES
from formcheck.pose.landmarks import Side, other_side
from formcheck.reps.faulting import find_excess
from formcheck.reps.holds import find_hold_too_short
from formcheck.reps.judgement import Finding, JudgedMovement, MovingSide, find_sustained
from formcheck.reps.prepared import Phases, Prepared, median_over
from formcheck.reps.settings import FaultTiming

#: A leg that rests less drawn up than this lies straight.
_STRAIGHT_DEG = 25.0
#: Speed is that of the middle of the way, between these shares of it: when legs cross, the
#: landmarks jump, and a jump is no pull.
_MIDDLE = (0.2, 0.8)
#: No leg is drawn up or let fall faster; landmarks that seem to have changed legs.
_FASTEST_LEG_DEG_S = 330.0
#: Within this of its usual height at the top the leg is held, not on its way.
_HELD_WITHIN_DEG = 2.0
_FEWEST_HELD_FRAMES = 5
#: A hand on the kneecap may read as so much above it; on the thigh it is further up.
_ABOVE_KNEE_TORSO = 0.03
#: So many repetitions must be low before it is worth a word.
_LOW_REPS = 2
#: The other leg must be seen for so much of the top to say that it rested.
_SEEN_SHARE = 0.5


def find_lifted_head(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """KH-1: head or shoulders off the floor; one finding, the first that applies."""
    limits = settings.of(KneeHugSettings).faults
    for name, bound in (
        ("ear_height_torso", limits.ear_rise_torso),
        ("shoulder_height_torso", limits.shoulder_rise_torso),
    ):
        rise = prepared.changes[name]
        with np.errstate(invalid="ignore"):
            spans = find_sustained(
                prepared.shot.time_s, rise > bound, *phases.whole, limits.lift_min_s
            )
        if spans:
            worst = max(float(rise[first : last + 1].max()) for first, last in spans)
            return [Finding("KH-1", spans[0][0], spans[-1][1], worst, bound)]
    return []


def find_other_leg(
    prepared: Prepared, phases: Phases, side: MovingSide, settings: Settings
) -> list[Finding]:
    """KH-2: the leg that should rest comes along; only where it is seen apart from the other."""
    if side == "both":
        return []
    limits, shot, other = settings.of(KneeHugSettings).faults, prepared.shot, other_side(side)
    limits, shot, other = settings.of(KneeHugSettings).faults, prepared.shot, other_side(side)
    distinct = _sees_apart(prepared, other, settings)
    with np.errstate(invalid="ignore"):
        straight = legs_of(prepared)[other].level_deg < _STRAIGHT_DEG
    timing = FaultTiming(min_s=limits.other_min_s, min_share=1.0)
    drawn_up = find_excess(
        "KH-2",
        shot.time_s,
        legs_of(prepared)[other].displacement_deg,
        limits.other_leg_deg,
        phases.top,
        timing,
        also=distinct,
    )
    lifted = find_excess(
        "KH-2",
        shot.time_s,
        prepared.changes[f"{other}_ankle_height_torso"],
        limits.other_ankle_torso,
        phases.top,
        timing,
        also=distinct & straight,
    )
    return drawn_up or [replace(finding, unit="torso") for finding in lifted]


def find_untold(
    prepared: Prepared, phases: Phases, side: MovingSide, settings: Settings
) -> frozenset[str]:
    """Return KH-2 where the resting leg was hardly seen apart, KH-7 where no hand was seen."""
    untold = set()
    top = slice(phases.top[0], phases.top[1] + 1)
    if side == "both" or not (
        _sees_apart(prepared, other_side(side), settings)[top].mean() >= _SEEN_SHARE
    ):
        untold.add("KH-2")
    hands = (prepared.shot.signals[f"{one}_wrist_knee_torso"] for one in moving_sides(side))
    if any(np.isnan(median_over(hand, phases.hold or phases.top)) for hand in hands):
        untold.add("KH-7")
    return frozenset(untold)


def _sees_apart(prepared: Prepared, other: Side, settings: Settings) -> BoolArray:
    """Return when the resting leg's knee is seen, and apart from the other one."""
    limits, signals = settings.of(KneeHugSettings).faults, prepared.shot.signals
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (signals[f"{other}_knee_visibility_0_to_1"] >= limits.other_visibility)
            & (signals["knees_apart_torso"] > limits.knees_apart_torso)
        )


def find_tail_up(
    prepared: Prepared, phases: Phases, side: MovingSide, settings: Settings
) -> list[Finding]:
    """KH-3: the tailbone curls off the floor; with both legs it may a little more."""
    limits = settings.of(KneeHugSettings).faults
    bound = limits.tail_both_torso if side == "both" else limits.tail_single_torso
    return find_excess(
        "KH-3",
        prepared.shot.time_s,
        prepared.changes["hip_height_torso"],
        bound,
        phases.loaded,
        settings.fault_timing,
    )


def find_too_fast(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """KH-4: yanked or bounced; KH-9: dropped."""
    limits = settings.of(KneeHugSettings).faults
    findings = []
    if (pull := _middle_speed(prepared, phases, down=False)) > limits.pull_speed_deg_s:
        findings.append(Finding("KH-4", *phases.out, pull, limits.pull_speed_deg_s))
    elif (spread := _held_spread_deg(prepared, phases)) > limits.bounce_sd_deg:
        findings.append(Finding("KH-4", *phases.top, spread, limits.bounce_sd_deg, unit="deg"))
    if (drop := _middle_speed(prepared, phases, down=True)) > limits.drop_speed_deg_s:
        findings.append(Finding("KH-9", *phases.back, drop, limits.drop_speed_deg_s))
    return findings


def _middle_speed(prepared: Prepared, phases: Phases, *, down: bool) -> float:
    """Return the mean speed over the middle of the way, degrees per second.

    0 if it was not seen, or if the landmarks jumped.
    """
    start, peak, end = phases.movement.start, phases.movement.peak, phases.movement.end
    # Always from the top outwards.
    frames = np.arange(peak, end + 1) if down else np.arange(peak, start - 1, -1)
    way, times_s = prepared.displacement[frames], prepared.shot.time_s[frames]
    low, high = (share * way[0] for share in _MIDDLE)
    if not np.isfinite(way).all() or not (way <= low).any():
        return 0.0
    foot = int(np.argmax(way <= low))
    top = int(np.flatnonzero(way[:foot] >= high)[-1])
    elapsed_s = abs(_crossing_s(times_s, way, foot, low) - _crossing_s(times_s, way, top + 1, high))
    speed = float((high - low) / elapsed_s) if elapsed_s > 0 else np.inf
    return speed if speed < _FASTEST_LEG_DEG_S else 0.0


def _crossing_s(times_s: FloatArray, way: FloatArray, after: int, level: float) -> float:
    """Return when a falling way passes a level just before a frame."""
    above, below = way[after - 1], way[after]
    share = (above - level) / (above - below) if above > below else 1.0
    return float(times_s[after - 1] + share * (times_s[after] - times_s[after - 1]))


def _held_spread_deg(prepared: Prepared, phases: Phases) -> float:
    """Return the standard deviation about the trend while the leg is at the top."""
    first, last = phases.top
    values = prepared.displacement[first : last + 1]
    times_s = prepared.shot.time_s[first : last + 1]
    with np.errstate(invalid="ignore"):
        high = np.flatnonzero(values >= median_over(values, (0, len(values))) - _HELD_WITHIN_DEG)
    if high.size == 0:
        return 0.0
    held = slice(high[0], high[-1] + 1)
    known = np.isfinite(values[held])
    if known.sum() < _FEWEST_HELD_FRAMES:
        return 0.0
    trend = np.polyfit(times_s[held][known], values[held][known], 1)
    return float(np.std(values[held][known] - np.polyval(trend, times_s[held][known])))


def find_held_briefly(prepared: Prepared, phases: Phases, settings: Settings) -> list[Finding]:
    """KH-5: let go before the prescribed hold is over."""
    own = settings.of(KneeHugSettings)
    return find_hold_too_short(
        "KH-5", prepared, phases, own.dose.hold_s - own.faults.hold_tolerance_s
    )


def find_on_kneecap(
    prepared: Prepared, phases: Phases, side: MovingSide, settings: Settings
) -> list[Finding]:
    """KH-7: a hand on the kneecap, on the side of the shin."""
    bound, signals = settings.of(KneeHugSettings).faults.kneecap_torso, prepared.shot.signals
    span = phases.hold or phases.top
    for one in moving_sides(side):
        distance = median_over(signals[f"{one}_wrist_knee_torso"], span)
        below = median_over(signals[f"{one}_hand_below_knee_torso"], span)
        if distance < bound and below > -_ABOVE_KNEE_TORSO:
            return [Finding("KH-7", *span, distance, bound)]
    return []


def find_too_far_away(
    prepared: Prepared, judged: list[JudgedMovement], settings: Settings
) -> list[Finding]:
    """KH-6: at least two repetitions stay well below the own best of that side, or the target."""
    own = settings.of(KneeHugSettings)
    findings = []
    for side in (*SIDES, "both"):
        tries = [
            verdict.movement
            for verdict in judged
            if verdict.details.side == side
            and verdict.kind in ("counted", "partial")
            and verdict.movement.whole
        ]
        peaks = [float(prepared.signal[movement.peak]) for movement in tries]
        bound = own.faults.close_share * max([*peaks, own.states.target_deg])
        findings += [
            Finding("KH-6", movement.peak, movement.peak, peak, bound)
            for movement, peak in zip(tries, peaks, strict=True)
            if peak < bound
        ]
    return findings if len(findings) >= _LOW_REPS else []


def find_uneven_sides(
    prepared: Prepared, judged: list[JudgedMovement], settings: Settings
) -> list[Finding]:
    """KH-8: the mean peaks of the two sides differ."""
    bound = settings.of(KneeHugSettings).faults.asymmetry_deg
    counted = [verdict for verdict in judged if verdict.kind == "counted"]
    means = []
    for side in SIDES:
        peaks = [
            prepared.signal[verdict.movement.peak]
            for verdict in counted
            if verdict.details.side == side
        ]
        means.append(float(np.mean(peaks)) if peaks else float("nan"))
    difference = means[0] - means[1]
    if not abs(difference) > bound:
        return []
    span = (counted[0].movement.start, counted[-1].movement.end)
    return [Finding("KH-8", *span, difference, bound)]
