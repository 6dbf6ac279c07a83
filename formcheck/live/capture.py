"""The camera's newest picture, whatever happens to the camera."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from formcheck.arrays import Pixels
from formcheck.errors import FormcheckError
from formcheck.video.sources.source import Captured, Source

Item = TypeVar("Item")


class Newest(Generic[Item]):
    """Hands the newest item from one thread to another; the one that puts never waits.

    Whoever draws should wait here for its next picture rather than look by the
    clock: every wait by the clock makes the picture older.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._item: Item | None = None

    def put(self, item: Item) -> None:
        """Put an item there, in place of one that nobody took."""
        with self._changed:
            self._item = item
            self._changed.notify_all()

    def take(self, timeout_s: float = 0.0) -> Item | None:
        """Take the item away; None if none comes within the time."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None, timeout_s)
            item, self._item = self._item, None
        return item


State = Literal["running", "lost", "ended"]
Change = Literal["lost", "back", "ended"]

#: Waits between attempts to open a lost camera again.
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.25, 4.0
#: A step of time longer than this between two pictures means that the computer slept.
_SLEPT_S = 3.0
_LEAST_STEP_S = 0.001
_POLL_S = 0.2


def _clock_through_sleep() -> float:
    """Return a clock that also runs while the computer sleeps."""
    boot_clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if boot_clock is None else time.clock_gettime(boot_clock)


@dataclass(frozen=True)
class Clock:
    """The time; replaced in tests.

    Attributes
    ----------
    monotonic_s : callable
        The clock of `Captured.captured_s`.
    through_sleep_s : callable
        One that runs on while the computer sleeps; the monotonic one may stand still.
    """

    monotonic_s: Callable[[], float] = field(default=time.monotonic)
    through_sleep_s: Callable[[], float] = field(default=_clock_through_sleep)


@dataclass(frozen=True)
class CapturedFrame:
    """A picture of the session.

    Attributes
    ----------
    number : int
        Counts from 1; gaps are pictures that nobody took.
    time_s : float
        Of its capture, seconds since the program began; strictly increasing.
    rgb : (H, W, 3) uint8
    """

    number: int
    time_s: float
    rgb: Pixels


@dataclass(frozen=True)
class CameraChange:
    """The camera was lost, came back, or came to its end at `time_s`."""

    time_s: float
    change: Change


class Capture:
    """Reads a source in a thread and keeps the newest picture only.

    A camera that is unplugged or stalls is opened again and again, ever more
    seldom, until it is back or `close` is called.

    Parameters
    ----------
    open_source : callable
        Opens the camera; called again after a loss.
    began_s : float, optional
        Monotonic time at which the program began; now by default.
    clock : Clock
    """

    def __init__(
        self,
        open_source: Callable[[], Source],
        *,
        began_s: float | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._open_source = open_source
        self._clock = clock or Clock()
        self._began_s = self._clock.monotonic_s() if began_s is None else began_s
        self._news = threading.Condition()
        self._closing = threading.Event()
        self._newest: CapturedFrame | None = None
        self._taken = 0
        self._state: State = "running"
        self._changes: list[CameraChange] = []
        self._source: Source | None = None
        self._slept_s: float | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)

    @property
    def state(self) -> State:
        """How the camera is now."""
        return self._state

    @property
    def began_s(self) -> float:
        """Monotonic time at which times of frames begin."""
        return self._began_s

    def now_s(self) -> float:
        """Return the time on the clock of the frames."""
        return self._clock.monotonic_s() - self._began_s

    def start(self) -> None:
        """Open the camera and begin.

        Raises
        ------
        CameraError, InputError, UsageError
            If it cannot be opened; see `open_source` of `formcheck.video.sources.opening`.
        """
        self._source = self._open_source()
        self._thread.start()

    def newest(self, after: int = 0, timeout_s: float = 0.0) -> CapturedFrame | None:
        """Return the newest picture, if it is newer than number `after`.

        Parameters
        ----------
        after : int
            Number of the last picture that was taken.
        timeout_s : float
            How long to wait for one.
        """
        with self._news:
            self._news.wait_for(lambda: self._is_newer(after) or self._over(), timeout_s)
            if not self._is_newer(after):
                return None
            newest = self._newest
            if newest is not None:
                self._taken = newest.number
                self._news.notify_all()
            return newest

    def take_changes(self) -> list[CameraChange]:
        """Return what happened to the camera since the last call, in order.

        Raises
        ------
        Exception
            What went wrong in the thread that should not, if anything did.
        """
        if self._error is not None:
            raise self._error
        with self._news:
            changes, self._changes = self._changes, []
        return changes

    def close(self) -> None:
        """Switch the camera off; may be called twice, and from any thread."""
        self._closing.set()
        source = self._source
        if source is not None:
            source.close()
        with self._news:
            self._news.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout=1.0)

    def _is_newer(self, after: int) -> bool:
        return self._newest is not None and self._newest.number > after

    def _over(self) -> bool:
        return self._closing.is_set() or self._state == "ended"

    def _run(self) -> None:
        try:
            self._read_on()
        except BaseException as error:  # raised again by `take_changes`
            self._error = error

    def _read_on(self) -> None:
        while not self._closing.is_set() and self._source is not None:
            try:
                captured = self._source.read()
            except FormcheckError:
                self._change("lost")
                self._source.close()
                self._reopen()
                continue
            if captured is None:
                break
            self._offer(captured, wait=self._source.every_frame)
        if self._source is not None:
            self._source.close()
        if not self._closing.is_set():
            self._change("ended")

    def _reopen(self) -> None:
        wait_s = _FIRST_WAIT_S
        while not self._closing.wait(wait_s):
            try:
                self._source = self._open_source()
            except FormcheckError:
                wait_s = min(2.0 * wait_s, _LONGEST_WAIT_S)
            else:
                break
        if self._closing.is_set() and self._source is not None:
            self._source.close()

    def _offer(self, captured: Captured, *, wait: bool) -> None:
        self._note_sleep(captured)
        if self._state == "lost":
            self._change("back")
        with self._news:
            before = self._newest
            number, time_s = 1, captured.captured_s - self._began_s
            if before is not None:
                number, time_s = before.number + 1, max(time_s, before.time_s + _LEAST_STEP_S)
            self._newest = CapturedFrame(number, time_s, captured.rgb)
            self._news.notify_all()
            while wait and self._taken < number and not self._closing.is_set():
                self._news.wait(_POLL_S)

    def _note_sleep(self, captured: Captured) -> None:
        """Tell of a sleep of the computer as of a lost camera: nobody was watched meanwhile."""
        asleep_s = self._clock.through_sleep_s() - self._clock.monotonic_s()
        slept_s = 0.0 if self._slept_s is None else asleep_s - self._slept_s
        self._slept_s = asleep_s
        before = self._newest
        step_s = 0.0 if before is None else captured.captured_s - self._began_s - before.time_s
        if self._state == "running" and max(slept_s, step_s) > _SLEPT_S:
            self._change("lost")

    def _change(self, change: Change) -> None:
        with self._news:
            if change == "lost" and self._state == "lost":
                return
            self._state = "running" if change == "back" else change
            self._changes.append(CameraChange(self.now_s(), change))
            self._news.notify_all()
