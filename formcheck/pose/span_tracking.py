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
from formcheck.pose.stillness import StillnessWatch
from formcheck.video.frame import Frame
from formcheck.video.prefetch import prefetch
from formcheck.video.reader import VideoFile

_FRAMES_AHEAD = 2


class _Detect(Protocol):
    """Finds the person in the next frame; the time increases from call to call."""

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
        with closing(FreshStart(self._new_landmarker, self._new_looker)) as tracker:

            def detect(frame: Frame, time_ms: int, *, may_be_cut: bool) -> Pose | None:
                return tracker.detect(frame.rgb, frame.time_s, time_ms, may_be_cut=may_be_cut)

            return self._track(span, detect, thrifty=self._thrifty)

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

    def _track(self, span: Span, detect: _Detect, *, thrifty: bool = False) -> Rows:
        rows = Rows()
        scene = SceneWatch()
        camera = CameraWatch()
        watcher = ImageMotionWatcher()
        looker = _Looker(detect, thrifty=thrifty)
        decoded = self._video.frames(span.warm_up_from_s, stop=self._stop)
        with closing(prefetch(decoded, _FRAMES_AHEAD)) as frames:
            for frame in self._until_stopped(frames):
                belongs, ends = frame.time_s >= span.start_s, frame.time_s >= span.end_s
                seen = scene.look(small_grey(frame.rgb), frame.time_s)
                # Where spans meet, both look; and whoever is there after a cut is looked for anew.
                look = looker.is_needed(frame) or ends or seen.may_be_cut
                look = look or (belongs and not rows.time_s)
                pose = looker.look(frame, may_be_cut=seen.may_be_cut) if look else looker.pose
                if ends:
                    rows.end_before(frame.time_s, pose)
                    break
                step_px = camera.step_px(frame.rgb)
                if belongs:
                    motion = watcher.watch(frame.rgb, frame.time_s, pose)
                    rows.add(
                        frame.time_s,
                        pose,
                        seen.change,
                        step_px,
                        motion,
                        seen.fade_s,
                        looked_at=look,
                    )
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

    def __init__(self, detect: _Detect, *, thrifty: bool) -> None:
        self._detect = detect
        self._stillness = StillnessWatch() if thrifty else None
        self._time_ms = -1
        self.pose: Pose | None = None

    def is_needed(self, frame: Frame) -> bool:
        """Take the next frame and tell whether the last look does not hold for it."""
        self._time_ms = max(round(frame.time_s * 1000), self._time_ms + 1)
        return self._stillness is None or not self._stillness.is_as_before(frame.rgb, frame.time_s)

    def look(self, frame: Frame, *, may_be_cut: bool) -> Pose | None:
        """Return the person in the frame that was taken last."""
        height_px, width_px = frame.rgb.shape[:2]
        found = self._detect(frame, self._time_ms, may_be_cut=may_be_cut)
        self.pose = keep_outside(found, frame.place, (width_px, height_px))
        if self._stillness is not None:
            self._stillness.note_look(frame.time_s, self.pose)
        return self.pose
