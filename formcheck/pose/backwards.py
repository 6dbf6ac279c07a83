"""Tracking a person backwards from where she was found late to where she was there already.

A detector may miss somebody for a second or two and then find her; a tracker that
knows where she is sees her in the pictures before as well. Nothing that was found
in the usual order is touched.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.pose.bundle_file import Bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import torso_px, trunk_ends_px
from formcheck.pose.pose import Pose, keep_outside
from formcheck.pose.rows import Rows, pack_pose
from formcheck.video.frame import Frame
from formcheck.video.reader import VideoFile

#: The tracker that goes backwards begins so long after the find, to be steady when it gets there.
_LEAD_S = 1.5
#: Somebody who was there already is found soon; an empty room is not searched for longer.
_LATEST_S = 10.0
#: So many pictures are held at once.
_CHUNK = 16
#: How far shoulders and hips may lie from where the usual order has them, where both see them.
_AGREEMENT_TORSO = 0.15


@dataclass
class _Backwards:
    """A landmarker that is shown pictures from the last to the first."""

    landmarker: Landmarker
    from_s: float
    time_ms: int = -1

    def detect(self, frame: Frame) -> Pose | None:
        self.time_ms = max(round((self.from_s - frame.time_s) * 1000), self.time_ms + 1)
        poses = self.landmarker.detect(frame.rgb, self.time_ms)
        height_px, width_px = frame.rgb.shape[:2]
        return keep_outside(poses[0] if poses else None, frame.place, (width_px, height_px))


def fill_late_find(video: VideoFile, bundle: Bundle, rows: Rows) -> None:
    """Fill in who was missed before the first find in a clip of one person.

    Parameters
    ----------
    video : VideoFile
    bundle : Bundle
        The pose model.
    rows : Rows
        The clip's first frames, from its beginning; rows without a person before the
        first find get one as far back as she can be followed without a break.
    """
    found = next((i for i, row in enumerate(rows.landmarks) if np.isfinite(row[0, 0])), 0)
    if found == 0 or rows.time_s[found] - rows.time_s[0] > _LATEST_S:
        return
    last = int(np.searchsorted(rows.time_s, rows.time_s[found] + _LEAD_S, side="right")) - 1
    with Landmarker(bundle) as landmarker:
        _follow(video, rows, _Backwards(landmarker, rows.time_s[last]), found, last)


def _follow(video: VideoFile, rows: Rows, tracker: _Backwards, found: int, last: int) -> None:
    stop = last + 1
    while stop > 0:
        first = max(0, stop - _CHUNK)
        for index, frame in _read_backwards(video, rows, first, stop):
            pose = tracker.detect(frame)
            if index == found and not _is_same(pose, rows, found):
                return
            if index < found:
                if pose is None:
                    return
                rows.landmarks[index] = pack_pose(pose)
                if index == 0:
                    rows.first_pose = pose
        stop = first


def _read_backwards(video: VideoFile, rows: Rows, first: int, stop: int) -> list[tuple[int, Frame]]:
    frames = video.frames(rows.time_s[first])
    held = [(index, frame) for index, frame in zip(range(first, stop), frames, strict=False)]
    return held[::-1]


def _is_same(pose: Pose | None, rows: Rows, index: int) -> bool:
    """Tell whether the tracker that comes back is with the person who was found."""
    if pose is None:
        return False
    usual = rows.landmarks[index][:, :2].astype(np.float64)
    there = Pose(usual, pose.visibility, pose.presence, pose.world_m)
    apart_px = np.hypot(*(trunk_ends_px(there) - trunk_ends_px(pose)).T)
    return bool(np.all(apart_px <= _AGREEMENT_TORSO * torso_px(pose)))
