"""What the picture itself shows of thigh, pelvis and chest, along and across the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.kinematics.body import BodyFrame, joint_px
from formcheck.pose.image_layout import PATCHES, SHIFT_X, SHIFT_Y, THREAD, TURN
from formcheck.pose.track import PoseTrack

#: Patches are not looked at in every frame; between two looks so far apart a line is drawn,
_LONGEST_BRIDGE_S = 0.3
#: and the last look stands for so long where the next one is not known yet.
_LONGEST_STAND_S = 0.15

#: The thigh's patch lies in the middle this far from hip to knee.
_PATCH_SHARE = 0.6

#: Every signal, with what it means; zero is where its thread began.
IMAGE_SIGNALS: Mapping[str, str] = {
    "thigh_turn_deg": "turn of the thigh, + the way it turns when the hip opens over a still foot",
    "thigh_carry_torso": "shift of the hip as the thigh carries it, + as for the pelvis",
    "pelvis_roll_torso": "shift of the pelvis, + halfway between towards the head and up",
    "chest_shift_torso": "shift of the chest, + as for the pelvis",
}


@dataclass(frozen=True)
class ImageSignal:
    """A signal from the picture.

    Attributes
    ----------
    values : (F,) float
        NaN where not measured.
    thread : (F,) int
        -1 where not measured. Values of different threads cannot be compared.
    """

    values: FloatArray
    thread: IntArray


def compute_image_signals(
    track: PoseTrack, xy_px: FloatArray, body: BodyFrame, *, causal: bool
) -> dict[str, ImageSignal]:
    """Return every signal of `IMAGE_SIGNALS`; empty if the picture was not looked at.

    Parameters
    ----------
    track : PoseTrack
        One shot.
    xy_px : (F, 33, 2) float
        Smoothed positions, pixels; NaN where not seen.
    body : BodyFrame
    causal : bool
        True to use no frame before its time.

    Returns
    -------
    dict of str to ImageSignal
    """
    if track.image_motion is None:
        return {}
    headward = _headward(xy_px, body)
    if headward is None:
        return {}
    sign = 1.0 if headward[0] >= 0 else -1.0
    # Pictures count y downwards: up is the headward direction turned against the clock or with it.
    diagonal = (headward + sign * np.array([headward[1], -headward[0]])) / np.sqrt(2.0)
    motion = dict(zip(PATCHES, np.moveaxis(track.image_motion, 1, 0), strict=True))
    shift = {name: rows[:, [SHIFT_X, SHIFT_Y]] for name, rows in motion.items()}
    carried = shift["thigh"] + _lever(xy_px, body, motion["thigh"][:, TURN])
    along = {
        name: values @ diagonal / body.torso_px
        for name, values in (shift | {"carried": carried}).items()
    }
    values = {
        "thigh_turn_deg": ("thigh", -sign * motion["thigh"][:, TURN]),
        "thigh_carry_torso": ("thigh", along["carried"]),
        "pelvis_roll_torso": ("pelvis", along["pelvis"]),
        "chest_shift_torso": ("chest", along["chest"]),
    }
    return {
        name: _bridge(track.time_s, measured, motion[patch][:, THREAD], causal=causal)
        for name, (patch, measured) in values.items()
    }


def _lever(xy_px: FloatArray, body: BodyFrame, turn_deg: FloatArray) -> FloatArray:
    """Return how far the hip moves against the middle of the thigh's patch as the thigh turns."""
    hip, knee = (joint_px(xy_px, joint, body.near_side) for joint in ("hip", "knee"))
    thigh = knee - hip
    seen = thigh[np.isfinite(thigh).all(axis=1)]
    to_hip = -_PATCH_SHARE * np.median(seen, axis=0) if seen.size else np.full(2, np.nan)
    # Clockwise on the screen, where y points down.
    return np.asarray(np.radians(turn_deg)[:, None] * np.array([-to_hip[1], to_hip[0]]))


def _headward(xy_px: FloatArray, body: BodyFrame) -> FloatArray | None:
    """Return the mean direction from knee to shoulder, both of which a tilt leaves in place."""
    axis = joint_px(xy_px, "shoulder", body.near_side) - joint_px(xy_px, "knee", body.near_side)
    seen = axis[np.isfinite(axis).all(axis=1)]
    if seen.size == 0:
        return None
    direction = np.median(seen, axis=0)
    length_px = float(np.hypot(*direction))
    return np.asarray(direction / length_px) if length_px > 0 else None


def _bridge(
    time_s: FloatArray, values: FloatArray, thread: FloatArray, *, causal: bool
) -> ImageSignal:
    """Fill the frames between two looks of one thread."""
    looks = np.flatnonzero(np.isfinite(values) & np.isfinite(thread))
    filled, numbers = values.copy(), np.full(len(values), -1, dtype=np.int64)
    numbers[looks] = thread[looks].astype(np.int64)
    between = np.ones(len(values), dtype=bool)
    between[looks] = False
    if not looks.size:
        return ImageSignal(filled, numbers)
    between[: looks[0]] = False
    gap = np.flatnonzero(between)
    # The look before each frame of a gap, and the one after it; behind the last there is none.
    place = np.searchsorted(looks, gap)
    before, after = looks[place - 1], looks[np.minimum(place, looks.size - 1)]
    joined = np.zeros(len(gap), dtype=bool)
    if not causal:
        together = (place < looks.size) & (thread[before] == thread[after])
        joined = together & (time_s[after] - time_s[before] <= _LONGEST_BRIDGE_S)
        bridged = gap[joined]
        filled[bridged] = np.interp(time_s[bridged], time_s[looks], values[looks])
        numbers[bridged] = numbers[before[joined]]
    stands = ~joined & (time_s[gap] - time_s[before] <= _LONGEST_STAND_S)
    filled[gap[stands]], numbers[gap[stands]] = values[before[stands]], numbers[before[stands]]
    return ImageSignal(filled, numbers)
