"""What speaks for a forward bend: a standing person who leans forward and comes up again."""

from __future__ import annotations

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements

#: How sure a movement makes: the rest belongs to movements that are no exercise.
_SHARES = {
    "counted": {"forward_bend": 0.85, NONE: 0.15},
    "partial": {"forward_bend": 0.5, NONE: 0.5},
}


def find_evidence(_shot: Measurements, _settings: Settings, judge: JudgeShot) -> list[Evidence]:
    """Return the bends of a standing person, as the rules of this exercise found them."""
    judgement = judge()
    if judgement is None:
        return []
    return [
        Evidence(verdict.movement.start, verdict.movement.end, _SHARES[verdict.kind])
        for verdict in judgement.movements
        if verdict.kind in _SHARES
    ]
