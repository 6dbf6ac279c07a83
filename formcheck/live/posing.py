"""From one live picture to the person in it, with all that the judge needs beside."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.live.capture import CapturedFrame
from formcheck.live.moment import PosedFrame
from formcheck.pose.camera_step import CameraWatch
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.people import PeopleFinder, Picture
from formcheck.pose.picture_change import picture_change, small_grey
from formcheck.pose.pose import Pose

#: So often the people are counted, while that is wanted.
_COUNT_EVERY_S = 2.0
#: More people than before must be seen again after this time: lone false finds do not last.
_CONFIRM_AFTER_S = 0.5


class Tracker(Protocol):
    """Finds the followed person; `formcheck.pose.following.Follower` is one."""

    def detect(self, picture: Picture, time_s: float, time_ms: int) -> Pose | None:
        """Return the person in the next frame, None if not seen."""


class FramePoser:
    """Looks at the frames one after the other, as `formcheck.pose.span_tracking` does.

    All frames must be of one size; begin with a new one when it changes.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._camera = CameraWatch()
        self._watcher = ImageMotionWatcher()
        self._grey_before: NDArray[np.float32] | None = None
        self._first_s: float | None = None
        self._time_ms = -1

    def look(self, frame: CapturedFrame, people: int) -> PosedFrame:
        """Return what is known of a frame; the latency is left 0."""
        # Counted from the first frame: the model smooths by it, and a clip is to look the same
        # whenever it is played.
        if self._first_s is None:
            self._first_s = frame.time_s
        self._time_ms = max(round((frame.time_s - self._first_s) * 1000), self._time_ms + 1)
        pose = self._tracker.detect(frame.rgb, frame.time_s, self._time_ms)
        grey = small_grey(frame.rgb)
        change = picture_change(self._grey_before, grey)
        self._grey_before = grey
        return PosedFrame(
            time_s=frame.time_s,
            rgb=frame.rgb,
            pose=pose,
            picture_change=change,
            camera_step_px=self._camera.step_px(frame.rgb),
            image_motion=self._watcher.watch(frame.rgb, frame.time_s, pose),
            people=people,
            latency_s=0.0,
        )


class PeopleCounter:
    """Counts the people now and then; a second one is believed when seen twice."""

    def __init__(self, finder: PeopleFinder) -> None:
        self._finder = finder
        self._due_s = -np.inf
        self._doubted = 0
        self.people = 0

    def look(self, picture: Picture, time_s: float) -> None:
        """Count in this picture if it is time to."""
        if time_s < self._due_s:
            return
        found = len(self._finder.find(picture))
        if found > max(1, self.people) and not self._doubted:
            self._doubted, self._due_s = found, time_s + _CONFIRM_AFTER_S
            return
        self.people = min(found, self._doubted) if self._doubted else found
        self._doubted, self._due_s = 0, time_s + _COUNT_EVERY_S
