"""PT-3: the low back arches past its neutral instead of flattening."""

from __future__ import annotations

import numpy as np

from formcheck.exercises.pelvic_tilt.limbs import leg_moves
from formcheck.exercises.pelvic_tilt.prepared import PreparedTilt
from formcheck.exercises.pelvic_tilt.sources import typical_share
from formcheck.exercises.settings import Settings
from formcheck.session.judgement import Finding, find_sustained

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
    limits, tilt = settings.pelvic_tilt.faults, prepared.tilt
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
        if deepest > -settings.pelvic_tilt.states.largest_tilt and _stays_down(prepared, span):
            findings.append(Finding("PT-3", *span, deg_a_share * deepest, limits.arch_hip_deg))
    return findings


def _stays_down(prepared: PreparedTilt, span: tuple[int, int]) -> bool:
    """Tell arching from what comes before and after lifting hips or a leg."""
    time_s = prepared.shot.time_s
    near = (time_s >= time_s[span[0]] - _LYING_S) & (time_s <= time_s[span[1]] + _LYING_S)
    lying = np.isfinite(prepared.displacement) & prepared.in_position
    return bool(lying[near].all()) and bool(time_s[span[0]] - _LYING_S > time_s[lying][0])
