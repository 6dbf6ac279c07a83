"""Posed frames of stick people for the tests of live work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.live.moment import PosedFrame
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

WIDTH_PX, HEIGHT_PX = 640, 480
DAYLIGHT, DUSK = 150, 30

_ARM = {Landmark.RIGHT_ELBOW: (0.05, -0.45), Landmark.RIGHT_WRIST: (0.05, -0.95)}


def posed(
    time_s: float,
    pose: Pose | None,
    *,
    level: int = DAYLIGHT,
    people: int = 1,
    size_px: tuple[int, int] = (WIDTH_PX, HEIGHT_PX),
) -> PosedFrame:
    """Return a frame of plain grey with a person in it."""
    return PosedFrame(
        time_s=time_s,
        rgb=np.full((size_px[1], size_px[0], 3), level, np.uint8),
        pose=pose,
        picture_change=0.0,
        camera_step_px=(0.0, 0.0),
        image_motion=np.full((len(PATCHES), COLUMNS), np.nan, np.float32),
        people=people,
        latency_s=0.02,
    )


def pose_at(track: PoseTrack, index: int) -> Pose:
    """Return the pose of one frame of a track."""
    return Pose(
        track.xy_px[index], track.visibility[index], track.presence[index], track.world_m[index]
    )


def with_hand_up(pose: Pose, torso_px: float) -> Pose:
    """Return the pose with the right arm stretched upwards in the picture."""
    xy_px = pose.xy_px.copy()
    for landmark, offset_torso in _ARM.items():
        xy_px[landmark] = xy_px[Landmark.RIGHT_SHOULDER] + torso_px * np.array(offset_torso)
    return replace(pose, xy_px=xy_px)


def moved(pose: Pose, right_px: float = 0.0, down_px: float = 0.0, scale: float = 1.0) -> Pose:
    """Return the pose enlarged about the picture's middle, then shifted."""
    middle = np.array([WIDTH_PX, HEIGHT_PX]) / 2
    return replace(
        pose, xy_px=(pose.xy_px - middle) * scale + middle + np.array([right_px, down_px])
    )
