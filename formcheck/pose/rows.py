"""Collecting what was seen frame by frame, and joining it into a track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from formcheck.arrays import Float32Array
from formcheck.pose.census import Census
from formcheck.pose.image_layout import COLUMNS, PATCHES
from formcheck.pose.image_threads import join_threads
from formcheck.pose.landmarks import LANDMARK_COUNT
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

_XY, _VISIBILITY, _PRESENCE, _WORLD = slice(0, 2), 2, 3, slice(4, 7)
_NOBODY = np.full((LANDMARK_COUNT, 7), np.nan, dtype=np.float32)
_NO_MOTION = np.full((len(PATCHES), COLUMNS), np.nan, dtype=np.float32)


@dataclass
class Rows:
    """What was seen in a run of frames; the lists have one item a frame.

    Attributes
    ----------
    time_s : list of float
    landmarks : list of (33, 7) float32
        Position, visibility, presence and world position, in the model's own
        precision; NaN where nobody was found.
    picture_change : list of float
    camera_step_px : list of (float, float)
    fade_s : list of float
    image_motion : list of (patches, 5) float32
    looked_at : list of bool
        Where the model did not look, `landmarks` are bridged once it looks again.
    first_pose : Pose or None
        The person in the first frame.
    next_pose : Pose or None
        The person in the frame after the last, for comparison with the next run.
    """

    time_s: list[float] = field(default_factory=list)
    landmarks: list[Float32Array] = field(default_factory=list)
    picture_change: list[float] = field(default_factory=list)
    camera_step_px: list[tuple[float, float]] = field(default_factory=list)
    fade_s: list[float] = field(default_factory=list)
    image_motion: list[Float32Array] = field(default_factory=list)
    looked_at: list[bool] = field(default_factory=list)
    first_pose: Pose | None = None
    next_pose: Pose | None = None

    def add(
        self,
        time_s: float,
        pose: Pose | None,
        change: float,
        step_px: tuple[float, float] = (0.0, 0.0),
        image_motion: Float32Array = _NO_MOTION,
        fade_s: float = 0.0,
        *,
        looked_at: bool = True,
    ) -> None:
        """Append a frame; one that was not looked at has the pose of the last look."""
        if not self.time_s:
            self.first_pose = pose
        row = _NOBODY if pose is None else pack_pose(pose)
        if looked_at:
            self._bridge_to(time_s, row)
        self.time_s.append(time_s)
        self.landmarks.append(row)
        self.looked_at.append(looked_at)
        self.picture_change.append(change)
        self.camera_step_px.append(step_px)
        self.fade_s.append(fade_s)
        self.image_motion.append(image_motion)

    def end_before(self, time_s: float, pose: Pose | None) -> None:
        """Note the person in the frame after the last; the model has looked at it."""
        self.next_pose = pose
        self._bridge_to(time_s, _NOBODY if pose is None else pack_pose(pose))

    def _bridge_to(self, time_s: float, row: Float32Array) -> None:
        """Let the frames since the last look lead evenly from what it saw to a new one.

        Where the new look sees nobody, they keep what the last one saw.
        """
        if not self.looked_at or self.looked_at[-1] or np.isnan(row[0, 0]):
            return
        first = len(self.looked_at) - self.looked_at[::-1].index(True) - 1
        before, from_s = self.landmarks[first], self.time_s[first]
        for index in range(first + 1, len(self.landmarks)):
            share = (self.time_s[index] - from_s) / (time_s - from_s)
            self.landmarks[index] = before + np.float32(share) * (row - before)


def join_rows(
    parts: Sequence[Rows],
    census: Census,
    width_px: int,
    height_px: int,
    *,
    thrifty: bool = False,
) -> PoseTrack:
    """Return the track of consecutive runs of frames.

    Parameters
    ----------
    parts : sequence of Rows
        In the order of time, at least one frame together.
    census : Census
        How many people there were.
    width_px, height_px : int
        Size of the frames.
    thrifty : bool
        Whether there may be frames that the model did not look at.
    """
    time_s = np.array([time_s for part in parts for time_s in part.time_s], dtype=np.float64)
    landmarks = np.stack([row for part in parts for row in part.landmarks])
    return PoseTrack(
        time_s=time_s,
        xy_px=landmarks[..., _XY].astype(np.float64),
        visibility=landmarks[..., _VISIBILITY].astype(np.float64),
        presence=landmarks[..., _PRESENCE].copy(),
        world_m=landmarks[..., _WORLD].copy(),
        picture_change=np.array([change for part in parts for change in part.picture_change]),
        people=census.at(time_s),
        width_px=width_px,
        height_px=height_px,
        camera_step_px=np.array([step for part in parts for step in part.camera_step_px]),
        fade_s=np.array([fade_s for part in parts for fade_s in part.fade_s], dtype=np.float64),
        image_motion=join_threads(time_s, [part.image_motion for part in parts]),
        looked_at=np.array([each for part in parts for each in part.looked_at])
        if thrifty
        else None,
    )


def pack_pose(pose: Pose) -> Float32Array:
    """Return the (33, 7) row of a pose, as `Rows.landmarks` holds it."""
    row = np.empty((LANDMARK_COUNT, 7), dtype=np.float32)
    row[:, _XY] = pose.xy_px
    row[:, _VISIBILITY] = pose.visibility
    row[:, _PRESENCE] = pose.presence
    row[:, _WORLD] = pose.world_m
    return row
