"""Standing, prone, supine or something else, frame by frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from formcheck.arrays import FloatArray

#: Trunk and thigh steeper than this are upright.
_UPRIGHT_DEG = 50.0
#: A trunk that slopes more than this no longer lies, not even at the top of a press up.
_STEEPEST_LYING_DEG = 68.0
#: Thighs that slope more than this carry the hips off the floor (plank, all fours).
_STEEPEST_PRONE_THIGH_DEG = 24.0


def classify_posture(
    signals: Mapping[str, FloatArray], front_sign: int, headward_sign: int
) -> tuple[str, ...]:
    """Return the posture in every frame.

    Lying with the belly down is prone, with the belly up supine. Which it is
    follows from where the front points, and that is known from the whole shot.

    Parameters
    ----------
    signals : mapping of str to (F,) float
        Needs ``trunk_inclination_deg`` and ``thigh_inclination_deg``.
    front_sign : {-1, +1}
        See `BodyFrame`.
    headward_sign : {-1, +1}
        +1 if a lying person's head points to the right of the picture.

    Returns
    -------
    tuple of str
        ``standing``, ``prone``, ``supine``, ``other``, or ``unknown`` where the
        trunk or the thigh was not seen.
    """
    trunk, thigh = signals["trunk_inclination_deg"], signals["thigh_inclination_deg"]
    belly_down = front_sign == headward_sign
    with np.errstate(invalid="ignore"):
        known = np.isfinite(trunk) & np.isfinite(thigh)
        standing = (trunk > _UPRIGHT_DEG) & (thigh > _UPRIGHT_DEG)
        flat = np.abs(trunk) < _STEEPEST_LYING_DEG
        prone = flat & belly_down & (np.abs(thigh) < _STEEPEST_PRONE_THIGH_DEG)
        supine = flat & (not belly_down)
    choices = np.select(
        [~known, standing, prone, supine],
        ["unknown", "standing", "prone", "supine"],
        default="other",
    )
    return tuple(str(choice) for choice in choices)
