from __future__ import annotations

import threading

import numpy as np
import pytest

from formcheck.errors import CameraError
from formcheck.video.sources.pump import PumpedSource
from formcheck.video.sources.source import Captured


class FakeDevice:
    """Gives a picture whenever it is allowed to."""

    def __init__(self) -> None:
        self.allowed = threading.Semaphore(0)
        self.given = 0
        self.closed_in: threading.Thread | None = None
        self.broken = False

    def read(self) -> Captured:
        self.allowed.acquire()
        if self.broken:
            raise CameraError("The camera has stopped.")
        self.given += 1
        return Captured(np.zeros((2, 2, 3), np.uint8), float(self.given))

    def close(self) -> None:
        self.closed_in = threading.current_thread()


def _wait_until_given(device: FakeDevice, count: int) -> None:
    # The device asks for the next one only after it has handed over the one before.
    for _ in range(1000):
        if device.given == count:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the device was not read")


def test_pictures_that_nobody_read_are_replaced() -> None:
    device = FakeDevice()
    source = PumpedSource("camera", lambda: device)
    device.allowed.release(3)
    _wait_until_given(device, 3)
    captured = source.read()
    while captured is not None and captured.captured_s < 3.0:
        captured = source.read()
    assert captured is not None
    device.allowed.release()
    following = source.read()
    assert following is not None
    assert following.captured_s == 4.0
    source.close()


def test_a_device_that_stalls_counts_as_lost() -> None:
    device = FakeDevice()
    source = PumpedSource("the camera", lambda: device, stall_s=0.05)
    with pytest.raises(CameraError, match="No picture has come from the camera"):
        source.read()
    source.close()


def test_an_error_of_the_device_reaches_the_reader() -> None:
    device = FakeDevice()
    source = PumpedSource("camera", lambda: device)
    device.broken = True
    device.allowed.release()
    with pytest.raises(CameraError, match="has stopped"):
        source.read()
    source.close()


def test_a_device_that_cannot_be_opened() -> None:
    def refuse() -> FakeDevice:
        raise CameraError("There is no camera.")

    with pytest.raises(CameraError, match="There is no camera"):
        PumpedSource("camera", refuse)


def test_closing_ends_a_read_while_the_device_still_blocks() -> None:
    device = FakeDevice()
    source = PumpedSource("camera", lambda: device, stall_s=60.0)
    answers: list[Captured | None] = []
    reader = threading.Thread(target=lambda: answers.append(source.read()), daemon=True)
    reader.start()
    source.close()
    reader.join(timeout=10)
    assert answers == [None]
    assert device.closed_in is None
    device.allowed.release()
    for _ in range(1000):
        if device.closed_in is not None:
            break
        threading.Event().wait(0.01)
    assert device.closed_in is not None
    assert device.closed_in not in (reader, threading.main_thread())
