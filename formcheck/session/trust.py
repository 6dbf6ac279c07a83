"""How far a repetition can be trusted, from what was really seen of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.settings import ViewSettings
from formcheck.pose.landmarks import landmark_of

FloatArray = NDArray[np.float64]

_JOINTS = ("shoulder", "hip", "knee")
#: Trust that is left when the person is turned as far as is still judged.
_TURNED_TRUST = 0.7


def compute_trust(
    shot: Measurements,
    visibility: FloatArray,
    span: tuple[int, int],
    settings: ViewSettings,
) -> float:
    """Return the trust in what was measured over some frames.

    The product of three shares: frames in which shoulder, hip and knee were seen, the
    model's visibility of near shoulder, hip and knee, and a factor that falls
    from 1 at `yaw_ok_deg` to 0.7 at `yaw_max_deg`.

    Parameters
    ----------
    shot : Measurements
    visibility : (F, 33) float
    span : (first, last)
        Inclusive.
    settings : ViewSettings

    Returns
    -------
    float
        0 to 1.
    """
    inside = slice(span[0], span[1] + 1)
    seen = float(shot.seen[inside].mean())
    columns = [landmark_of(joint, shot.near_side) for joint in _JOINTS]
    visible = visibility[inside][:, columns]
    visible = visible[np.isfinite(visible)]
    clear = float(visible.mean()) if visible.size else 0.0
    return seen * clear * _trust_in_view(shot.yaw_deg[inside], settings)


def _trust_in_view(yaw_deg: FloatArray, settings: ViewSettings) -> float:
    known = yaw_deg[np.isfinite(yaw_deg)]
    if known.size == 0:
        return 0.0
    bounds = (settings.yaw_ok_deg, settings.yaw_max_deg)
    return float(np.interp(np.median(known), bounds, (1.0, _TURNED_TRUST)))
