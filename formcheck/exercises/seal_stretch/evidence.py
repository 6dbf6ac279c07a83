"""What speaks for a seal stretch: a chest that is carried by the arms, and stays up."""

from __future__ import annotations

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone_rises import find_rises
from formcheck.kinematics.measurements import Measurements

_SEAL = "seal_stretch"


def find_evidence(shot: Measurements, _settings: Settings, _judge: JudgeShot) -> list[Evidence]:
    """Return the rises that the arms carry, by how long they stay.

    Parameters
    ----------
    shot : Measurements
        Of a shot that is spent on the front.

    Returns
    -------
    list of Evidence
    """
    return [
        Evidence(
            rise.movement.start,
            rise.movement.end,
            {_SEAL: rise.known * rise.share_of_stay, NONE: 1.0 - rise.known},
        )
        for rise in find_rises(shot)
        if rise.carried
    ]
