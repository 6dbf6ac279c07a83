"""The pose of the newest picture, again and again, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, Protocol

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.live.capture import Capture, CapturedFrame
from formcheck.live.moment import PosedFrame
from formcheck.live.pace import PaceWatch
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.camera_step import CameraWatch
from formcheck.pose.following import Follower
from formcheck.pose.image_motion import ImageMotionWatcher
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.native_memory import limit_heaps
from formcheck.pose.people import PeopleFinder
from formcheck.pose.picture_change import small_grey
from formcheck.pose.pose import Pose
from formcheck.pose.scene_change import SceneWatch

#: So often the people are counted, while that is wanted.
_COUNT_EVERY_S = 2.0
#: More people than before must be seen again after this time: lone false finds do not last.
_CONFIRM_AFTER_S = 0.5

_POLL_S = 0.2

#: What is done, one after the other, on a computer that is too slow.
Relief = Literal["lite_model", "smaller_picture"]
#: Longer side of the smaller picture.
_SMALLER_PX = 640


class Tracker(Protocol):
    """Finds the followed person; `formcheck.pose.following.Follower` is one."""

    def detect(
        self, picture: Pixels, time_s: float, time_ms: int, *, may_be_cut: bool
    ) -> Pose | None:
        """Return the person in the next frame, None if not seen."""


class FramePoser:
    """Looks at the frames one after the other, as `formcheck.pose.span_tracking` does.

    All frames must be of one size; begin with a new one when it changes.
    """

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._camera = CameraWatch()
        self._watcher = ImageMotionWatcher()
        self._scene = SceneWatch()
        self._first_s: float | None = None
        self._time_ms = -1

    def look(self, frame: CapturedFrame, people: int) -> PosedFrame:
        """Return what is known of a frame; the latency is left 0."""
        # Counted from the first frame: the model smooths by it, and a clip is to look the same
        # whenever it is played.
        if self._first_s is None:
            self._first_s = frame.time_s
        self._time_ms = max(round((frame.time_s - self._first_s) * 1000), self._time_ms + 1)
        seen = self._scene.look(small_grey(frame.rgb), frame.time_s)
        pose = self._tracker.detect(
            frame.rgb, frame.time_s, self._time_ms, may_be_cut=seen.may_be_cut
        )
        return PosedFrame(
            time_s=frame.time_s,
            rgb=frame.rgb,
            pose=pose,
            picture_change=seen.change,
            fade_s=seen.fade_s,
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

    def look(self, picture: Pixels, time_s: float) -> None:
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
    find_lighter : callable, optional
        Returns a quicker model that is on this computer, None without one; asked when
        this one proves too slow.

    Raises
    ------
    ModelError
        If the model cannot be loaded.
    """

    def __init__(
        self,
        bundle: Bundle,
        capture: Capture,
        deliver: Callable[[PosedFrame], None],
        find_lighter: Callable[[], Bundle | None] | None = None,
    ) -> None:
        limit_heaps()
        self._bundle = bundle
        self._find_lighter = find_lighter
        self._smaller = False
        self._pace = PaceWatch()
        self._reliefs: deque[Relief] = deque()
        self._too_slow = False
        self._capture = capture
        self._deliver = deliver
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._counting = threading.Event()
        self._error: BaseException | None = None
        self._load()
        self._size: tuple[int, ...] = ()
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)

    @property
    def ended(self) -> bool:
        """Whether the source is at its end and its last picture was handed on, or work failed."""
        return self._ended.is_set()

    @property
    def too_slow(self) -> bool:
        """Whether this computer cannot keep up, after all that could be done about it."""
        return self._too_slow

    @property
    def unsure(self) -> bool:
        """Whether it is too early to tell; see `PaceWatch`."""
        return self._pace.unsure

    def take_reliefs(self) -> list[Relief]:
        """Return what was done since the last call because the computer was too slow."""
        taken = []
        while self._reliefs:
            taken.append(self._reliefs.popleft())
        return taken

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

    def _load(self) -> None:
        self._single = Landmarker(self._bundle, "image")
        self._finder = PeopleFinder(self._single)
        self._counter = PeopleCounter(self._finder)
        self._follower = self._new_follower()
        self._poser = FramePoser(self._follower)

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
        self._unload()
        self._ended.set()

    def _unload(self) -> None:
        self._follower.close()
        self._single.close()

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
            began_s = time.monotonic()
            frame = replace(frame, rgb=_shrunk(frame.rgb)) if self._smaller else frame
            self._begin_anew_if_resized(frame)
            self._look(frame)
            now_s = time.monotonic()
            self._see_to_pace(now_s, now_s - began_s)

    def _look(self, frame: CapturedFrame) -> None:
        posed = self._poser.look(frame, self._counter.people if self._counting.is_set() else 1)
        latency_s = max(0.0, self._capture.now_s() - frame.time_s)
        self._deliver(replace(posed, latency_s=latency_s))
        if self._counting.is_set():
            self._counter.look(frame.rgb, frame.time_s)

    def _see_to_pace(self, now_s: float, work_s: float) -> None:
        slow = self._pace.note(now_s, work_s)
        relief = self._relieve() if slow else None
        if relief is not None:
            self._reliefs.append(relief)
            self._pace = PaceWatch()
        self._too_slow = slow and relief is None

    def _relieve(self) -> Relief | None:
        """Make the work lighter, if it can be made so; return how."""
        find, self._find_lighter = self._find_lighter, None
        lighter = None if find is None else find()
        if lighter is not None and lighter.sha256 != self._bundle.sha256:
            self._unload()
            self._bundle = lighter
            self._load()
            return "lite_model"
        if not self._smaller and max(self._size) > _SMALLER_PX:
            self._smaller = True
            return "smaller_picture"
        return None

    def _begin_anew_if_resized(self, frame: CapturedFrame) -> None:
        """Forget what was measured in pixels of another size."""
        if self._size not in ((), frame.rgb.shape):
            self._follower.close()
            self._follower = self._new_follower()
            self._poser = FramePoser(self._follower)
        self._size = frame.rgb.shape


def _shrunk(rgb: Pixels) -> Pixels:
    height_px, width_px = rgb.shape[:2]
    scale = _SMALLER_PX / max(width_px, height_px)
    if scale >= 1.0:
        return rgb
    size_px = (max(1, round(scale * width_px)), max(1, round(scale * height_px)))
    return np.asarray(cv2.resize(rgb, size_px, interpolation=cv2.INTER_AREA), np.uint8)
