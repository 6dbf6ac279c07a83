"""Where the pelvis lies at rest, and on which side of it the person moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.exercises.pelvic_tilt.prepared import PreparedTilt
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.pelvic_tilt.signal import leg_moves
from formcheck.exercises.pelvic_tilt.sources import typical_share
from formcheck.exercises.settings import Settings
from formcheck.reps.judgement import Finding, JudgedMovement, find_sustained
from formcheck.reps.movements import Movement
from formcheck.reps.prepared import Prepared, median_over

#: Flattening opens the hip past the neutral before it by at least this share of the own tilt.
_ABOVE_NEUTRAL_SHARE = 0.35
#: Lying still for so long at the beginning, within this share of the own tilt, shows the neutral.
_STILL_AT_FIRST_S = 2.0
_STILL_SHARE = 0.2
_TILTS = ("counted", "partial")


@dataclass(frozen=True)
class _Neutral:
    """How the pelvis lies between tilts; NaN where it is not known."""

    hip_deg: float
    slide_torso: float


def tell_arches_from_tilts(
    prepared: Prepared, judged: list[JudgedMovement], settings: Settings
) -> list[JudgedMovement]:
    """Turn the movements that come out of an arch into PT-3.

    Both open the hip. Flattening opens it past the neutral before it; the way
    back from an arch only reaches that neutral again, from well below. Nothing
    changes where the neutral was never seen: the person must lie still at the
    beginning. A clip that begins within a long hold cannot be told from that.

    Parameters
    ----------
    prepared : Prepared
    judged : list of JudgedMovement
        In order of time.
    settings : Settings

    Returns
    -------
    list of JudgedMovement
    """
    hip = prepared.shot.signals["shoulder_hip_knee_deg"]
    neutral = _initial_neutral(prepared, judged)
    looked_at = []
    for verdict in judged:
        movement = verdict.movement
        if verdict.kind not in _TILTS:
            looked_at.append(verdict)
            continue
        near_deg = _ABOVE_NEUTRAL_SHARE * _own_tilt(prepared, movement)
        above_deg = median_over(hip, _around(prepared, movement.peak)) - neutral.hip_deg
        arch = _find_arch(prepared, movement, neutral, settings)
        if arch is not None and above_deg < near_deg:
            looked_at.append(JudgedMovement(movement, "other_movement", None, [arch]))
            continue
        looked_at.append(verdict)
        # It may drift, but a low far below it is an arch, not the new neutral.
        drift_deg = hip[movement.end] - neutral.hip_deg
        if movement.ended == "returned" and not abs(drift_deg) > near_deg:
            slide = float(prepared.shot.signals["hip_slide_torso"][movement.end])
            neutral = _Neutral(float(hip[movement.end]), slide)
    return looked_at


def _around(prepared: Prepared, frame: int) -> tuple[int, int]:
    """Return the frames within a quarter second of one, inclusive."""
    time_s = prepared.shot.time_s
    first, stop = np.searchsorted(time_s, [time_s[frame] - 0.25, time_s[frame] + 0.25])
    return int(first), min(int(stop), len(time_s) - 1)


def _own_tilt(prepared: Prepared, movement: Movement) -> float:
    """Return the own tilt in degrees, from how far a movement reaches in both units."""
    inside = slice(movement.start, movement.end + 1)
    percent = prepared.displacement[inside]
    hip_deg = prepared.shot.signals["shoulder_hip_knee_deg"][inside]
    known = np.isfinite(percent) & np.isfinite(hip_deg)
    reach_percent = float(np.ptp(percent[known])) if known.any() else 0.0
    return float(100.0 * np.ptp(hip_deg[known]) / reach_percent) if reach_percent else float("nan")


def _initial_neutral(prepared: Prepared, judged: list[JudgedMovement]) -> _Neutral:
    """Return how a person lies who is still at the beginning; NaN if nobody is."""
    hip = np.where(prepared.in_position, prepared.shot.signals["shoulder_hip_knee_deg"], np.nan)
    seen = np.flatnonzero(np.isfinite(hip))
    tilts = [verdict.movement for verdict in judged if verdict.kind in _TILTS]
    if not tilts or seen.size == 0:
        return _Neutral(float("nan"), float("nan"))
    time_s = prepared.shot.time_s
    last = int(np.searchsorted(time_s, time_s[seen[0]] + _STILL_AT_FIRST_S)) - 1
    span = (int(seen[0]), last)
    first = hip[span[0] : span[1] + 1]
    spread_deg = float(np.nanmax(first) - np.nanmin(first))
    if not spread_deg < _STILL_SHARE * _own_tilt(prepared, tilts[0]):
        return _Neutral(float("nan"), float("nan"))
    slide = median_over(prepared.shot.signals["hip_slide_torso"], span)
    return _Neutral(float(np.nanmedian(first)), slide)


def _find_arch(
    prepared: Prepared, movement: Movement, neutral: _Neutral, settings: Settings
) -> Finding | None:
    """Return the arch that a movement comes out of, or falls into, if there is one."""
    limits, signals = settings.of(PelvicTiltSettings).faults, prepared.shot.signals
    hip = signals["shoulder_hip_knee_deg"]
    low = min((movement.start, movement.end), key=lambda frame: float(hip[frame]))
    span = _around(prepared, low)
    below_deg = median_over(hip, span) - neutral.hip_deg
    footward = median_over(signals["hip_slide_torso"], span) - neutral.slide_torso
    if below_deg < limits.arch_hip_deg and footward < limits.arch_slide_torso:
        return Finding("PT-3", *span, below_deg, limits.arch_hip_deg)
    return None


#: Before and after arching the person lies in position for at least so long.
_LYING_S = 1.0


def find_arching(prepared: PreparedTilt, settings: Settings) -> list[Finding]:
    """Return every stretch in which the pelvis is rolled forward past the neutral.

    Landmarks and picture together must show what the bounds on the hip angle
    and the slide come to; the finding gives it as the hip angle.

    Parameters
    ----------
    prepared : PreparedTilt
    settings : Settings

    Returns
    -------
    list of Finding
    """
    own, tilt = settings.of(PelvicTiltSettings), prepared.tilt
    limits = own.faults
    if not tilt.neutral_known:
        return []
    bounds = {
        "shoulder_hip_knee_deg": limits.arch_hip_deg,
        "hip_slide_torso": limits.arch_slide_torso,
    }
    share = float(np.mean([typical_share(name, bound) for name, bound in bounds.items()]))
    deg_a_share = limits.arch_hip_deg / share
    with np.errstate(invalid="ignore"):
        arched = prepared.in_position & (tilt.displacement < share)
    time_s, findings = prepared.shot.time_s, []
    for span in find_sustained(time_s, arched, 0, len(arched) - 1, settings.fault_timing.min_s):
        if leg_moves(prepared.shot, span):
            continue
        deepest = float(np.nanmin(tilt.displacement[span[0] : span[1] + 1]))
        if deepest > -own.states.largest_tilt and _stays_down(prepared, span):
            findings.append(Finding("PT-3", *span, deg_a_share * deepest, limits.arch_hip_deg))
    return findings


def _stays_down(prepared: PreparedTilt, span: tuple[int, int]) -> bool:
    """Tell arching from what comes before and after lifting hips or a leg."""
    time_s = prepared.shot.time_s
    near = (time_s >= time_s[span[0]] - _LYING_S) & (time_s <= time_s[span[1]] + _LYING_S)
    lying = np.isfinite(prepared.displacement) & prepared.in_position
    return bool(lying[near].all()) and bool(time_s[span[0]] - _LYING_S > time_s[lying][0])
