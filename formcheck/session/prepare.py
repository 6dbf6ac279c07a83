"""Steps that the rules of every exercise share when they prepare a shot."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from formcheck.kinematics.measurements import Measurements
from formcheck.session.rest import (
    compute_reference,
    compute_rest_level,
    compute_running_reference,
    compute_running_rest_level,
)

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def compute_level(
    shot: Measurements, signal: FloatArray, resting: BoolArray, *, spread: float, causal: bool
) -> FloatArray:
    """Return the rest level at every frame: one value, or the value known so far.

    Parameters
    ----------
    shot : Measurements
    signal : (F,) float
    resting : (F,) bool
    spread : float
        See `compute_rest_level`.
    causal : bool

    Returns
    -------
    (F,) float
    """
    if causal:
        return compute_running_rest_level(shot.time_s, signal, resting, spread=spread)
    return np.full_like(signal, compute_rest_level(signal, resting, spread=spread))


def compute_changes(
    shot: Measurements, resting: BoolArray, *, causal: bool
) -> Mapping[str, FloatArray]:
    """Return every signal as the change from its median at rest.

    Absolute joint angles are 6 to 7 degrees off even from the side; changes
    from the person's own rest are not (clinical-spec §0.7).
    """
    if causal:
        return {
            name: values - compute_running_reference(shot.time_s, values, resting)
            for name, values in shot.signals.items()
        }
    return {
        name: values - compute_reference(values, resting) for name, values in shot.signals.items()
    }


def find_still(velocity: FloatArray, speed: float) -> BoolArray:
    """Return the frames that move slower than `speed`; False where not seen."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(velocity) < speed)
