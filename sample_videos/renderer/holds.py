"""How long a position was truly held, by the clinical specification's meaning of a hold."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .truth import Truth

MAIN_SIGNALS = {
    "standing_back_extension": "lean_deg",
    "seal_stretch": "trunk_inclination_deg",
    "prone_press_up": "trunk_inclination_deg",
    "pelvic_tilt": "shoulder_hip_knee_deg",
    "knee_hug": "knee_to_chest_deg",
}
_HOLD_SHARE = 0.80
_HOLD_SPEED_DEG_S = 5.0
_HUG_HOLD_SPEED_DEG_S = 8.0
_TILT_HOLD_SPEED = 0.25


def main_signal(truth: Truth, exercise: str) -> npt.NDArray[np.float64]:
    """Return the signal by which a repetition of an exercise is counted.

    A tilt is followed by how far the pelvis has rolled, because the angle at the
    hip changes with a lifted head too.
    """
    if exercise == "pelvic_tilt":
        return truth.amount
    return truth.signals[MAIN_SIGNALS[exercise]]


def find_hold(truth: Truth, number: int, exercise: str, variant: str = "") -> npt.NDArray[np.bool_]:
    """Return the frames in which a repetition is held.

    That is at 80 % or more of its range and slower than 5 degrees/s (knee hug: 8
    degrees/s; tilt: a quarter of its range/s), and in the seal stretch only while the
    hips stay down.

    Parameters
    ----------
    truth : Truth
    number : int
        Of the repetition, counted from 1.
    exercise : str

    Returns
    -------
    ndarray of bool, shape (frames,)
    """
    values = main_signal(truth, exercise)
    inside = truth.repetition == number
    base = float(np.median(values[truth.rest]))
    peak = float(np.max(values[inside]))
    speed = np.abs(np.gradient(values, truth.time_s))
    slow = _HUG_HOLD_SPEED_DEG_S if exercise == "knee_hug" else _HOLD_SPEED_DEG_S
    if exercise == "pelvic_tilt":
        # So small a movement is always slower than that: its speed counts in ranges a second.
        slow = _TILT_HOLD_SPEED * (peak - base)
    held = inside & (values - base >= _HOLD_SHARE * (peak - base)) & (speed < slow)
    if exercise == "seal_stretch":
        held &= ~hips_off_floor(truth)
    return np.asarray(held)


def hips_off_floor(truth: Truth) -> npt.NDArray[np.bool_]:
    """Frames of a seal stretch in which SS-1 is there."""
    rise, thigh = truth.signals["hip_rise_torso"], truth.change("thigh_inclination_deg")
    return np.asarray((rise > 0.10) | ((rise > 0.05) & (thigh > 6.0)))


def hold_length_s(truth: Truth, held: npt.NDArray[np.bool_]) -> float:
    """Return the length of held frames in seconds."""
    return float(np.sum(np.gradient(truth.time_s)[held]))
