"""Tracking the person through one span of a clip."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Protocol

from formcheck.pose.bundle_file import Bundle
from formcheck.pose.camera_step import CameraWatch
from formcheck.pose.following import Follower
from formcheck.pose.fresh_start import FreshStart
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import PeopleFinder
from formcheck.pose.picture_change import small_grey
from formcheck.pose.pose import Pose, keep_outside
from formcheck.pose.rows import Rows
from formcheck.pose.scene_change import SceneWatch
from formcheck.pose.spans import Span
from formcheck.video.frame import Frame
from formcheck.video.prefetch import prefetch
from formcheck.video.reader import VideoFile

_FRAMES_AHEAD = 2


class _Detect(Protocol):
    """Finds the person in the next frame."""

    def __call__(self, frame: Frame, time_ms: int, *, may_be_cut: bool) -> Pose | None: ...


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
    """

    def __init__(
        self,
        video: VideoFile,
        bundle: Bundle,
        stop: threading.Event,
        on_frame: Callable[[], None],
    ) -> None:
        self._video = video
        self._bundle = bundle
        self._stop = stop
        self._on_frame = on_frame

    def track_one(self, span: Span) -> Rows:
        """Track a span of a clip in which there is one person."""
        with closing(FreshStart(self._new_landmarker, self._new_looker)) as tracker:

            def detect(frame: Frame, time_ms: int, *, may_be_cut: bool) -> Pose | None:
                return tracker.detect(frame.rgb, frame.time_s, time_ms, may_be_cut=may_be_cut)

            return self._track(span, detect)

    def track_among_others(self, span: Span) -> Rows:
        """Track a span, staying with the largest person at its beginning."""
        with (
            self._new_looker() as landmarker,
            closing(Follower(self._new_landmarker, PeopleFinder(landmarker))) as follower,
        ):

            def detect(frame: Frame, time_ms: int, *, may_be_cut: bool) -> Pose | None:
                return follower.detect(frame.rgb, frame.time_s, time_ms, may_be_cut=may_be_cut)

            return self._track(span, detect)

    def _new_landmarker(self) -> Landmarker:
        return Landmarker(self._bundle)

    def _new_looker(self) -> Landmarker:
        return Landmarker(self._bundle, "image")

    def _track(self, span: Span, detect: _Detect) -> Rows:
        rows = Rows()
        scene = SceneWatch()
        camera = CameraWatch()
        watcher = ImageMotionWatcher()
        time_ms = -1
        decoded = self._video.frames(span.warm_up_from_s, stop=self._stop)
        with closing(prefetch(decoded, _FRAMES_AHEAD)) as frames:
            for frame in self._until_stopped(frames):
                time_ms = max(round(frame.time_s * 1000), time_ms + 1)
                height_px, width_px = frame.rgb.shape[:2]
                seen = scene.look(small_grey(frame.rgb), frame.time_s)
                pose = detect(frame, time_ms, may_be_cut=seen.may_be_cut)
                pose = keep_outside(pose, frame.place, (width_px, height_px))
                if frame.time_s >= span.end_s:
                    rows.next_pose = pose
                    break
                step_px = camera.step_px(frame.rgb)
                if frame.time_s >= span.start_s:
                    motion = watcher.watch(frame.rgb, frame.time_s, pose)
                    rows.add(frame.time_s, pose, seen.change, step_px, motion, seen.fade_s)
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
