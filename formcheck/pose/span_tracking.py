"""Tracking the person through one span of a clip."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from formcheck.pose.bundle_file import Bundle
from formcheck.pose.camera_step import CameraWatch
from formcheck.pose.following import Follower
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import PeopleFinder
from formcheck.pose.picture_change import picture_change, small_grey
from formcheck.pose.pose import Pose, keep_outside
from formcheck.pose.rows import Rows
from formcheck.pose.spans import Span
from formcheck.pose.stillness import StillnessWatch
from formcheck.video.frame import Frame
from formcheck.video.prefetch import prefetch
from formcheck.video.reader import VideoFile

_FRAMES_AHEAD = 2

#: Finds the person in a frame; the time in milliseconds increases from call to call.
Detect = Callable[[Frame, int], Pose | None]


class Stopped(Exception):  # noqa: N818 (not an error: the work is no longer wanted)
    """The tracking was told to stop."""


class SpanTracker:
    """Tracks spans of one clip; may run in several threads at once.

    Parameters
    ----------
    video : VideoFile
    bundle : Bundle
    stop : threading.Event
        When set, tracking ends with `Stopped` at the next frame.
    on_frame : callable
        Called without arguments after every processed frame, in the thread.
    thrifty : bool
        Whether the model looks only where something about one person moves.
    """

    def __init__(
        self,
        video: VideoFile,
        bundle: Bundle,
        stop: threading.Event,
        on_frame: Callable[[], None],
        *,
        thrifty: bool = False,
    ) -> None:
        self._video = video
        self._bundle = bundle
        self._stop = stop
        self._on_frame = on_frame
        self._thrifty = thrifty

    def track_one(self, span: Span) -> Rows:
        """Track a span of a clip in which there is one person."""
        with Landmarker(self._bundle) as landmarker:

            def detect(frame: Frame, time_ms: int) -> Pose | None:
                poses = landmarker.detect(frame.rgb, time_ms)
                return poses[0] if poses else None

            return self._track(span, detect, thrifty=self._thrifty)

    def track_among_others(self, span: Span) -> Rows:
        """Track a span, staying with the largest person at its beginning."""
        with (
            Landmarker(self._bundle, "image") as landmarker,
            closing(
                Follower(lambda: Landmarker(self._bundle), PeopleFinder(landmarker))
            ) as follower,
        ):

            def detect(frame: Frame, time_ms: int) -> Pose | None:
                return follower.detect(frame.rgb, frame.time_s, time_ms)

            return self._track(span, detect)

    def _track(self, span: Span, detect: Detect, *, thrifty: bool = False) -> Rows:
        rows = Rows()
        grey_before = None
        camera = CameraWatch()
        watcher = ImageMotionWatcher()
        looker = _Looker(detect, thrifty=thrifty)
        decoded = self._video.frames(span.warm_up_from_s, stop=self._stop)
        with closing(prefetch(decoded, _FRAMES_AHEAD)) as frames:
            for frame in self._until_stopped(frames):
                belongs, ends = frame.time_s >= span.start_s, frame.time_s >= span.end_s
                # Where spans meet, both look.
                look = looker.is_needed(frame) or ends or (belongs and not rows.time_s)
                pose = looker.look(frame) if look else looker.pose
                if ends:
                    rows.end_before(frame.time_s, pose)
                    break
                grey = small_grey(frame.rgb)
                step_px = camera.step_px(frame.rgb)
                if belongs:
                    change = picture_change(grey_before, grey)
                    motion = watcher.watch(frame.rgb, frame.time_s, pose)
                    rows.add(frame.time_s, pose, change, step_px, motion, looked_at=look)
                grey_before = grey
        return rows

    def _until_stopped(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        for frame in frames:
            if self._stop.is_set():
                raise Stopped
            yield frame
            self._on_frame()
        if self._stop.is_set():
            # The frames ended early: what was tracked is not the whole span.
            raise Stopped


class _Looker:
    """Shows frames to the model: all of them, or those in which something has moved.

    Attributes
    ----------
    pose : Pose or None
        The person at the last look.
    """

    def __init__(self, detect: Detect, *, thrifty: bool) -> None:
        self._detect = detect
        self._stillness = StillnessWatch() if thrifty else None
        self._time_ms = -1
        self.pose: Pose | None = None

    def is_needed(self, frame: Frame) -> bool:
        """Take the next frame and tell whether the last look does not hold for it."""
        self._time_ms = max(round(frame.time_s * 1000), self._time_ms + 1)
        return self._stillness is None or not self._stillness.is_as_before(frame.rgb, frame.time_s)

    def look(self, frame: Frame) -> Pose | None:
        """Return the person in the frame that was taken last."""
        height_px, width_px = frame.rgb.shape[:2]
        found = self._detect(frame, self._time_ms)
        self.pose = keep_outside(found, frame.place, (width_px, height_px))
        if self._stillness is not None:
            self._stillness.note_look(frame.time_s, self.pose)
        return self.pose
