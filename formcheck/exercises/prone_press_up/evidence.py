"""What speaks for a press up: arms that push the chest up for a moment. Push-ups speak against."""

from __future__ import annotations

import numpy as np

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence, JudgeShot
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone_rises import Rise, find_prone_movements, find_rises
from formcheck.kinematics.measurements import Measurements

_PRESS_UP = "prone_press_up"
#: Nothing carries the chest, it is lifted with the back. With the hands still beside the
#: shoulders that is a press up done wrongly; with the arms stretched out, another exercise.
_LIFTED_READY = {_PRESS_UP: 0.65, NONE: 0.35}
_LIFTED = {_PRESS_UP: 0.2, NONE: 0.8}
_PUSHED_UP = {_PRESS_UP: 0.15, NONE: 0.85}
#: The thighs of a push-up rise with the trunk, by at least so much.
_THIGH_ENTER_DEG, _THIGH_EXIT_DEG, _PLANK_BEND_DEG = 10.0, 7.0, 15.0


def find_evidence(shot: Measurements, _settings: Settings, _judge: JudgeShot) -> list[Evidence]:
    """Return the rises of a person who lies on the front, and the push-ups.

    Parameters
    ----------
    shot : Measurements
        Of a shot that is spent on the front.

    Returns
    -------
    list of Evidence
    """
    rises = [
        Evidence(rise.movement.start, rise.movement.end, _weigh(rise)) for rise in find_rises(shot)
    ]
    return rises + _find_push_ups(shot)


def _weigh(rise: Rise) -> dict[str, float]:
    if not rise.carried:
        return _LIFTED_READY if rise.elbows_bent else _LIFTED
    return {_PRESS_UP: rise.known * (1.0 - rise.share_of_stay), NONE: 1.0 - rise.known}


def _find_push_ups(shot: Measurements) -> list[Evidence]:
    """Return the rises, and returns, in which trunk and thighs stay in one line."""
    thigh = shot.signals["thigh_inclination_deg"]
    extension = shot.signals["hip_deg"] - 180.0
    seen = thigh[np.isfinite(thigh)]
    if seen.size == 0:
        return []
    signal = thigh - float(np.percentile(seen, 10))
    return [
        Evidence(movement.start, movement.end, _PUSHED_UP)
        for movement in find_prone_movements(shot, signal, _THIGH_ENTER_DEG, _THIGH_EXIT_DEG)
        if movement.whole
        and movement.ended != "left_position"
        and extension[movement.peak] < _PLANK_BEND_DEG
    ]
