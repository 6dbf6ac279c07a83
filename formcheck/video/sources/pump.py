"""Reading a device in a thread of its own, so that whoever waits for it can be let go at once.

A call into a camera driver or a network library may block for seconds and
cannot be broken off; only the thread that is inside it waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from formcheck.errors import CameraError
from formcheck.video.sources.source import Captured

#: Without a picture for this long a source counts as lost.
STALL_S = 2.0
#: Cameras take a second or two to wake up, network cameras longer.
_OPENING_S = 10.0
#: A device that still answers is let go within this time.
_PARTING_S = 0.9


class Device(Protocol):
    """A camera or stream that is open; used by one thread only."""

    def read(self) -> Captured:
        """Wait for the next picture; CameraError if there will be none."""

    def close(self) -> None:
        """Let go of it."""


class PumpedSource:
    """A source that reads a device in its own thread and keeps the newest picture.

    Parameters
    ----------
    title : str
        What to call it in messages.
    open_device : callable
        Opens the device; runs in the thread that reads it.
    stall_s : float
        Time without a picture after which `read` gives up.

    Raises
    ------
    CameraError
        If the device cannot be opened, or does not answer in time.
    """

    every_frame = False

    def __init__(
        self, title: str, open_device: Callable[[], Device], *, stall_s: float = STALL_S
    ) -> None:
        self.title = title
        self._open_device = open_device
        self._stall_s = stall_s
        self._changed = threading.Condition()
        self._open = False
        self._closed = False
        self._newest: Captured | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._pump, name=f"reading {title}", daemon=True)
        self._thread.start()
        try:
            self._wait_until_open()
        except BaseException:
            self.close()
            raise

    def read(self) -> Captured | None:
        """Wait for a picture that was not read before; see `Source.read`."""
        with self._changed:
            self._changed.wait_for(self._has_news, self._stall_s)
            if self._closed:
                return None
            newest, self._newest = self._newest, None
            if newest is not None:
                return newest
            if self._error is not None:
                raise self._error
        raise CameraError(
            f"No picture has come from {self.title} for {self._stall_s:g} seconds.",
            "Check its cable or its network connection.",
        )

    def close(self) -> None:
        """Let go of the device; waits for a moment until that is done."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join(_PARTING_S)

    def _has_news(self) -> bool:
        return self._newest is not None or self._error is not None or self._closed

    def _wait_until_open(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._open or self._error is not None, _OPENING_S)
            if self._open:
                return
            if self._error is not None:
                raise self._error
            raise CameraError(
                f"No answer has come from {self.title}.",
                "Check that it is switched on and connected, then try again.",
            )

    def _pump(self) -> None:
        try:
            device = self._open_device()
            try:
                self._note_open()
                while not self._closed:
                    self._offer(device.read())
            finally:
                device.close()
        except BaseException as error:  # handed to whoever reads
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _note_open(self) -> None:
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def _offer(self, captured: Captured) -> None:
        with self._changed:
            self._newest = captured
            self._changed.notify_all()
