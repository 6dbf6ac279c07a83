"""What speaks for a pelvic tilt: tilts and arches; hips that lift speak against it."""

from __future__ import annotations

from formcheck.arrays import FloatArray
from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import JudgedMovement, ShotJudgement

_TILT = "pelvic_tilt"
_ARCHING = "PT-3"
_TILTED = {_TILT: 0.88, NONE: 0.12}
#: As small as what breathing, or a leg that stirs, does to the hip.
_SMALL_TILT = {_TILT: 0.5, NONE: 0.5}
_ARCHED = {_TILT: 0.65, NONE: 0.35}
_LIFTED_HIPS = {_TILT: 0.25, NONE: 0.75}
#: A leg that stirs closes the hip for a moment; somebody who arches stays there.
_SHORTEST_ARCH_S = 1.0


def find_evidence(shot: Measurements, _settings: Settings, judge: JudgeShot) -> list[Evidence]:
    """Return the tilts, arches and bridges of a person who lies on the back.

    A leg that is drawn up rolls the pelvis, so a movement that another exercise claims is no tilt.

    Parameters
    ----------
    shot : Measurements
        Of a shot that is spent on the back.
    judge : JudgeShot
        By the rules of this exercise.

    Returns
    -------
    list of Evidence
    """
    judgement = judge()
    return [] if judgement is None else _weigh_tilts(judgement, shot.time_s)


def _weigh_tilts(judgement: ShotJudgement, time_s: FloatArray) -> list[Evidence]:
    weighed = [
        Evidence(verdict.movement.start, verdict.movement.end, shares, yields=True)
        for verdict in judgement.movements
        if (shares := _weigh_tilt(verdict)) is not None
    ]
    arches = [
        Evidence(finding.start, finding.end, _ARCHED, yields=True)
        for finding in judgement.findings
        if finding.fault_id == _ARCHING
        and time_s[finding.end] - time_s[finding.start] >= _SHORTEST_ARCH_S
    ]
    return weighed + [item for item in arches if not item.overlaps(weighed)]


def _weigh_tilt(verdict: JudgedMovement) -> dict[str, float] | None:
    if verdict.kind == "counted":
        return _TILTED
    if verdict.kind == "partial":
        return _SMALL_TILT
    if verdict.kind == "not_seen" or not verdict.findings:
        return None
    # Arching is a tilt the wrong way; bridging is another exercise.
    arching = any(finding.fault_id == _ARCHING for finding in verdict.findings)
    return _ARCHED if arching else _LIFTED_HIPS
