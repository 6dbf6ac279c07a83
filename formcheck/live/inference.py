"""The pose of the newest picture, again and again, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.live.capture import Capture, CapturedFrame
from formcheck.live.moment import PosedFrame
from formcheck.pose.bundle import Bundle
from formcheck.pose.camera_step import CameraWatch
from formcheck.pose.following import Follower
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.native_memory import limit_heaps
from formcheck.pose.people import PeopleFinder, Picture
from formcheck.pose.picture_change import picture_change, small_grey
from formcheck.pose.pose import Pose

#: So often the people are counted, while that is wanted.
_COUNT_EVERY_S = 2.0
#: More people than before must be seen again after this time: lone false finds do not last.
_CONFIRM_AFTER_S = 0.5

_POLL_S = 0.2


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


class Inference:
    """Takes the newest picture, finds the person, hands both on; older pictures are passed over.

    Parameters
    ----------
    bundle : Bundle
        The pose model.
    capture : Capture
        Started by the caller, before or after.
    deliver : callable
        Called with every `PosedFrame`, in order, in this thread; what it waits for is
        missed by the camera.

    Raises
    ------
    ModelError
        If the model cannot be loaded.
    """

    def __init__(
        self, bundle: Bundle, capture: Capture, deliver: Callable[[PosedFrame], None]
    ) -> None:
        limit_heaps()
        self._bundle = bundle
        self._capture = capture
        self._deliver = deliver
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._counting = threading.Event()
        self._error: BaseException | None = None
        self._single = Landmarker(bundle, "image")
        self._finder = PeopleFinder(self._single)
        self._counter = PeopleCounter(self._finder)
        self._follower = self._new_follower()
        self._poser = FramePoser(self._follower)
        self._size: tuple[int, ...] = ()
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)

    @property
    def ended(self) -> bool:
        """Whether the source is at its end and its last picture was handed on, or work failed."""
        return self._ended.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def count_people(self, wanted: bool = True) -> None:
        """Count the people every two seconds from now on, or no longer.

        A count takes as long as two or three pictures, so it is not done during a set;
        one person is assumed then.
        """
        if wanted:
            self._counting.set()
        else:
            self._counting.clear()

    def raise_error(self) -> None:
        """Raise what went wrong in the thread, if anything did."""
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Stop after the picture in work and free the model; may be called twice."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        elif not self._ended.is_set():
            self._free()

    def _new_follower(self) -> Follower:
        return Follower(lambda: Landmarker(self._bundle), self._finder)

    def _run(self) -> None:
        try:
            self._follow()
        except BaseException as error:  # raised again by `raise_error`
            self._error = error
        finally:
            self._free()

    def _free(self) -> None:
        self._follower.close()
        self._single.close()
        self._ended.set()

    def _follow(self) -> None:
        taken = 0
        while not self._stop.is_set():
            over = self._capture.state == "ended"
            frame = self._capture.newest(taken, _POLL_S)
            if frame is None:
                if over:
                    return
                continue
            taken = frame.number
            self._begin_anew_if_resized(frame)
            self._look(frame)

    def _look(self, frame: CapturedFrame) -> None:
        posed = self._poser.look(frame, self._counter.people if self._counting.is_set() else 1)
        latency_s = max(0.0, self._capture.now_s() - frame.time_s)
        self._deliver(replace(posed, latency_s=latency_s))
        if self._counting.is_set():
            self._counter.look(frame.rgb, frame.time_s)

    def _begin_anew_if_resized(self, frame: CapturedFrame) -> None:
        """Forget what was measured in pixels of another size."""
        if self._size not in ((), frame.rgb.shape):
            self._follower.close()
            self._follower = self._new_follower()
            self._poser = FramePoser(self._follower)
        self._size = frame.rgb.shape
