"""Landmarks as they would be had the picture been turned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.pose.track import PoseTrack


def turn_track(track: PoseTrack, clockwise_deg: int) -> PoseTrack:
    """Return the landmarks of the same clip with its picture turned.

    Parameters
    ----------
    track : PoseTrack
    clockwise_deg : int
        A multiple of 90.

    Returns
    -------
    PoseTrack
        As far as landmarks tell: a model that looks at the turned picture itself may see more.
    """
    turned = track
    for _ in range(clockwise_deg // 90 % 4):
        turned = _turn_quarter(turned)
    return turned


def _turn_quarter(track: PoseTrack) -> PoseTrack:
    step_px, motion = track.camera_step_px, track.image_motion
    xy_px = _turn_vectors(track.xy_px)
    xy_px[..., 0] += track.height_px - 1
    return replace(
        track,
        xy_px=xy_px,
        world_m=_turn_vectors(track.world_m.astype(np.float64)),
        width_px=track.height_px,
        height_px=track.width_px,
        camera_step_px=None if step_px is None else _turn_vectors(step_px),
        image_motion=None if motion is None else _turn_vectors(motion),
    )


def _turn_vectors(values: FloatArray) -> FloatArray:
    """Return a copy whose first two columns, right and down, are turned by a quarter."""
    turned = values.copy()
    turned[..., 0], turned[..., 1] = -values[..., 1], values[..., 0]
    return turned
