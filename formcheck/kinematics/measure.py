"""From the landmarks of one shot to everything that is measured in it."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.body import BodyFrame, estimate_body_frame, joint_px
from formcheck.kinematics.bumps import compute_bump_offset
from formcheck.kinematics.cuts import find_enlargements
from formcheck.kinematics.enlarged import Enlarged
from formcheck.kinematics.image_signals import compute_image_signals
from formcheck.kinematics.legs import compute_knee_visibility
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.posture import classify_posture
from formcheck.kinematics.roll import estimate_roll_deg, level_picture
from formcheck.kinematics.seen import blank_extrapolated, find_settled
from formcheck.kinematics.settings import ViewSettings
from formcheck.kinematics.signals import compute_signals
from formcheck.kinematics.smoothing import (
    fill_short_gaps,
    filter_by_lowpass,
    filter_by_one_euro,
)
from formcheck.kinematics.swapped_legs import mend_swapped_legs
from formcheck.kinematics.view import (
    compute_body_yaw_deg,
    compute_view_yaw_deg,
    compute_yaw_deg,
    find_turned_away,
    measure_legs,
)
from formcheck.pose.track import PoseTrack

#: Frames after the first seen one from which live input tells the camera's roll.
_ROLL_FRAMES = 60


def measure(track: PoseTrack, settings: ViewSettings, *, causal: bool = False) -> Measurements:
    """Measure one shot.

    Parameters
    ----------
    track : PoseTrack
        A stretch without cuts in which a person is seen.
    settings : ViewSettings
    causal : bool
        True to smooth with the past only, as live input must.

    Returns
    -------
    Measurements
        Signals are NaN in frames that are not settled or in which the person is
        turned too far from side-on, and wherever a landmark that they need lies
        outside the picture.
    """
    in_view = np.isfinite(blank_extrapolated(track, settings.edge_margin))
    enlarged = Enlarged(track.frame_count, find_enlargements(track, settings.cut_threshold))
    track = enlarged.take_back(track)
    body = estimate_body_frame(track)
    xy_px = np.where(in_view, track.xy_px, np.nan)
    settled = find_settled(track, settings.settle_s, short_loss_s=settings.short_loss_s)
    xy_px = np.where(settled[:, None, None], xy_px, np.nan)
    xy_px = mend_swapped_legs(track.time_s, xy_px, body.torso_px, causal=causal)
    moved_px = compute_bump_offset(track, body.torso_px)[:, None]
    # Of an hour each copy of the landmarks takes 50 MB: none is kept longer than it is needed.
    still_px = [xy_px - moved_px]
    del xy_px
    xy_px = _smooth(track.time_s, still_px.pop(), body.torso_px, settings, causal=causal)
    raw_yaw_deg = np.fmax(
        compute_yaw_deg(track, settings.shoulder_breadth_torso), compute_body_yaw_deg(track)
    )
    yaw_deg = compute_view_yaw_deg(track.time_s, raw_yaw_deg, settings.yaw_window_s)
    turned_away = find_turned_away(
        track.time_s, raw_yaw_deg, settings.yaw_turned_deg, measure_legs(track)
    )
    xy_px[turned_away] = np.nan
    roll_deg = estimate_roll_deg(_known_at_start(xy_px) if causal else xy_px, body)
    level_px = level_picture(xy_px, roll_deg)
    signals = compute_signals(level_px, body) | compute_knee_visibility(track)
    headward = _headward_sign(level_px, body)
    del level_px
    posture = classify_posture(signals, body.front_sign, headward)
    image_signals = compute_image_signals(track, xy_px, body, causal=causal)
    xy_px += moved_px
    return Measurements(
        time_s=track.time_s,
        near_side=body.near_side,
        head_direction=_head_direction(posture, body.front_sign, headward),
        torso_px=body.torso_px,
        xy_px=enlarged.put_back(xy_px),
        yaw_deg=yaw_deg,
        roll_deg=roll_deg,
        seen=np.isfinite(signals["shoulder_hip_knee_deg"]),
        posture=posture,
        signals=signals,
        image_signals=image_signals,
    )


def _known_at_start(xy_px: FloatArray) -> FloatArray:
    """Return the first frames in which a body is seen: live, the camera's roll is fixed early."""
    seen = np.flatnonzero(np.isfinite(xy_px).any(axis=(1, 2)))
    return xy_px if seen.size == 0 else xy_px[: seen[0] + _ROLL_FRAMES]


def _smooth(
    time_s: FloatArray,
    xy_px: FloatArray,
    torso_px: float,
    settings: ViewSettings,
    *,
    causal: bool,
) -> FloatArray:
    flat = xy_px.reshape(len(time_s), -1)
    if causal:
        # In torso lengths, so that the filter does the same at every picture size.
        shape, flat_torso = xy_px.shape, flat / torso_px
        del xy_px, flat
        smooth = filter_by_one_euro(time_s, flat_torso)
        smooth *= torso_px
        return smooth.reshape(shape)
    smooth = np.empty_like(flat)
    for column in range(flat.shape[1]):
        filled = fill_short_gaps(time_s, flat[:, column], settings.gap_fill_s)
        smooth[:, column] = filter_by_lowpass(time_s, filled, settings.smoothing_cutoff_hz)
    return smooth.reshape(xy_px.shape)


def _headward_sign(xy_px: FloatArray, body: BodyFrame) -> int:
    offset = joint_px(xy_px, "shoulder", body.near_side) - joint_px(xy_px, "hip", body.near_side)
    along = offset[np.isfinite(offset[:, 0]), 0]
    return 1 if along.size == 0 or np.median(along) >= 0 else -1


def _head_direction(posture: tuple[str, ...], front_sign: int, headward_sign: int) -> int:
    upright = sum(name == "standing" for name in posture)
    return front_sign if upright > len(posture) / 2 else headward_sign
