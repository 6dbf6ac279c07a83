"""What speaks for a standing back extension: bending back; bending forward speaks against it."""

from __future__ import annotations

import numpy as np

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.exercises.standing_back_extension.settings import BackExtensionSettings
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import JudgedMovement, ShotJudgement, find_sustained

_NAME = "standing_back_extension"
_WHOLE = {_NAME: 0.85, NONE: 0.15}
_SMALL = {_NAME: 0.6, NONE: 0.4}
_EITHER = {_NAME: 0.5, NONE: 0.5}
_BOWING = {_NAME: 0.3, NONE: 0.7}
#: Bending forward further than this for so long is a movement of its own.
_BOW_DEG, _BOW_S = 20.0, 0.5
#: Of whom nothing is seen of the way back, below this share of the peak (clinical-spec §1.6), may
#: be falling, unless they stayed bent back for so long: rendered people who fall stay for 0.4 s.
_BACK_SHARE, _STAYS_S = 0.7, 1.0
#: And who leans only as far as counts may drink: on film 1.2 times as far before a fall.
_CLEARLY = 1.5


def find_evidence(shot: Measurements, settings: Settings, judge: JudgeShot) -> list[Evidence]:
    """Return the bends of a standing person, back and forward.

    Parameters
    ----------
    shot : Measurements
        Of a shot that is spent standing.
    settings : Settings
    judge : JudgeShot
        By the rules of this exercise.

    Returns
    -------
    list of Evidence
    """
    judgement = judge()
    if judgement is None:
        return []
    bows = [
        Evidence(start, end, _BOWING)
        for start, end in find_sustained(
            shot.time_s, judgement.displacement < -_BOW_DEG, 0, len(shot.time_s) - 1, _BOW_S
        )
    ]
    count_deg = settings.of(BackExtensionSettings).states.count_deg
    return bows + [
        _weigh(shot, verdict, judgement, count_deg)
        for verdict in judgement.movements
        if verdict.kind in ("counted", "partial")
    ]


def _weigh(
    shot: Measurements, verdict: JudgedMovement, judgement: ShotJudgement, count_deg: float
) -> Evidence:
    """Judge by size: a bend that the clip cuts off is a bend, but who leans back and falls."""
    movement = verdict.movement
    peak, end = judgement.displacement[[movement.peak, movement.end]]
    large = bool(np.nan_to_num(peak) >= count_deg)
    told = end <= _BACK_SHARE * peak or _hold_s(shot, verdict) >= _STAYS_S
    clear = bool(np.nan_to_num(peak) >= _CLEARLY * count_deg)
    if not movement.end_seen and not (clear and told):
        return Evidence(movement.start, movement.end, _EITHER)
    return Evidence(movement.start, movement.end, _WHOLE if large else _SMALL)


def _hold_s(shot: Measurements, verdict: JudgedMovement) -> float:
    if verdict.hold is None:
        return 0.0
    first, last = verdict.hold
    return float(shot.time_s[last] - shot.time_s[first])
