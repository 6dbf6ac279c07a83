"""What speaks for a knee hug: a knee that comes to the chest and is held there by the hands."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.kinematics.legs import SIDES
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import find_runs
from formcheck.reps.judgement import find_sustained

_HUG = "knee_hug"
_HUGGED = {_HUG: 0.93, NONE: 0.05}
_TOUCHED = {_HUG: 0.6, NONE: 0.4}
_LEG_LIFTED = {_HUG: 0.25, NONE: 0.75}
#: A knee nearer to the chest than this is drawn up, wherever it rests.
_DRAWN_UP_DEG = 80.0
#: With a hand on it, this is enough where it is so far above its rest.
_HALFWAY_UP_DEG, _RISE_DEG = 70.0, 15.0
#: A foot that is no higher than this above the hip may stand on the floor, near the buttocks.
_FOOT_OFF_TORSO = 0.22
#: A hand holds the leg when it is this near to the knee, or to shin or thigh beside it.
_CLASP_TORSO = 0.45
#: Landmarks spike for about ten frames when legs cross.
_SHORTEST_S = 0.7
#: A hand that is there for so long holds the leg; for less, it touches it.
_HELD_S, _TOUCHED_S = 1.5, 0.4


def find_evidence(shot: Measurements, _settings: Settings, _judge: JudgeShot) -> list[Evidence]:
    """Return when a knee, or both, is drawn up to the chest, with or without the hands."""
    drawn_up = np.zeros(len(shot.time_s), dtype=bool)
    held = np.zeros(len(shot.time_s), dtype=bool)
    for side in SIDES:
        knee_to_chest = shot.signals[f"{side}_knee_to_chest_deg"]
        seen = knee_to_chest[np.isfinite(knee_to_chest)]
        rest = float(np.percentile(seen, 20)) if seen.size else np.nan
        foot = shot.signals[f"{side}_ankle_height_torso"] - shot.signals["hip_height_torso"]
        with np.errstate(invalid="ignore"):
            clasped = shot.signals[f"{side}_hand_leg_torso"] < _CLASP_TORSO
            up = knee_to_chest > _DRAWN_UP_DEG
            up |= clasped & (knee_to_chest > max(_HALFWAY_UP_DEG, rest + _RISE_DEG))
            up &= ~(foot < _FOOT_OFF_TORSO)
        drawn_up |= up
        held |= up & clasped
    last = len(shot.time_s) - 1
    step_s = np.diff(shot.time_s, append=shot.time_s[-1])
    return [
        Evidence(
            start, end, _weigh_hug(float(step_s[start : end + 1][held[start : end + 1]].sum()))
        )
        for start, end in find_sustained(
            shot.time_s, _bridge_gaps(shot.time_s, drawn_up), 0, last, _SHORTEST_S
        )
    ]


def _weigh_hug(held_s: float) -> dict[str, float]:
    if held_s >= _HELD_S:
        return _HUGGED
    return _TOUCHED if held_s >= _TOUCHED_S else _LEG_LIFTED


def _bridge_gaps(time_s: FloatArray, mask: BoolArray) -> BoolArray:
    """Return the mask without interruptions shorter than the shortest movement."""
    bridged = mask.copy()
    for start, stop in find_runs(~mask):
        inner = start > 0 and stop < len(mask)
        if inner and time_s[stop] - time_s[start] < _SHORTEST_S:
            bridged[start:stop] = True
    return bridged
