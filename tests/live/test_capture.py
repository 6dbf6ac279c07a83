"""The newest picture of a camera."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from formcheck.errors import CameraError
from formcheck.live.capture import Capture, CapturedFrame, Clock, Newest
from formcheck.video.sources.opening import open_source
from formcheck.video.sources.source import Captured
from tests.support.mjpeg_server import MjpegServer, compress

_PATIENCE_S = 20.0


@dataclass
class FakeSource:
    """Gives pictures captured at the given moments; "lost" breaks it off."""

    moments: Iterator[float | str]
    every_frame: bool = True
    title: str = "camera"
    closed: threading.Event = field(default_factory=threading.Event)

    def read(self) -> Captured | None:
        moment = next(self.moments, None)
        if moment is None or self.closed.is_set():
            return None
        if moment == "lost":
            raise CameraError("gone")
        return Captured(np.zeros((2, 2, 3), np.uint8), float(moment))

    def close(self) -> None:
        self.closed.set()


@dataclass
class FakeClock:
    now_s: float = 100.0
    asleep_s: float = 0.0

    def as_clock(self) -> Clock:
        return Clock(lambda: self.now_s, lambda: self.now_s + self.asleep_s)


def _wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(int(_PATIENCE_S / 0.01)):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")


def _take_all(capture: Capture) -> list[CapturedFrame]:
    frames: list[CapturedFrame] = []
    while capture.state != "ended":
        frame = capture.newest(frames[-1].number if frames else 0, 0.05)
        if frame is not None:
            frames.append(frame)
    return frames


def _capture_of(*moments: float | str) -> Capture:
    remaining = iter(moments)
    return Capture(lambda: FakeSource(remaining), began_s=100.0, clock=FakeClock().as_clock())


def test_times_count_from_the_programs_beginning() -> None:
    capture = _capture_of(100.5, 100.75, 101.0)
    capture.start()
    assert [frame.time_s for frame in _take_all(capture)] == [0.5, 0.75, 1.0]
    assert [change.change for change in capture.take_changes()] == ["ended"]


def test_times_increase_even_if_a_clock_goes_back() -> None:
    capture = _capture_of(100.5, 100.5, 100.2, 101.0)
    capture.start()
    times_s = [frame.time_s for frame in _take_all(capture)]
    assert len(times_s) == 4
    assert np.all(np.diff(times_s) > 0)


def test_only_the_newest_picture_is_kept() -> None:
    moments = [100.0 + index / 10 for index in range(20)]
    source = FakeSource(iter(moments), every_frame=False)
    capture = Capture(lambda: source, began_s=100.0, clock=FakeClock().as_clock())
    capture.start()
    _wait_for(lambda: capture.state == "ended")
    newest = capture.newest()
    assert newest is not None
    assert newest.number == 20
    assert newest.time_s == pytest.approx(1.9)
    assert capture.newest(newest.number) is None


def test_a_lost_camera_is_opened_again_and_the_times_go_on() -> None:
    capture = _capture_of(100.1, "lost", 102.5, 102.6)
    capture.start()
    frames = _take_all(capture)
    assert [frame.time_s for frame in frames] == pytest.approx([0.1, 2.5, 2.6])
    assert [change.change for change in capture.take_changes()] == ["lost", "back", "ended"]
    assert capture.take_changes() == []


def test_opening_again_is_tried_until_it_works() -> None:
    attempts = iter(["first", "missing", "missing", "there"])
    moments = iter([100.1, "lost", 102.0])

    def open_it() -> FakeSource:
        if next(attempts) == "missing":
            raise CameraError("There is no camera.")
        return FakeSource(moments)

    capture = Capture(open_it, began_s=100.0, clock=FakeClock().as_clock())
    capture.start()
    assert len(_take_all(capture)) == 2
    assert [change.change for change in capture.take_changes()] == ["lost", "back", "ended"]


def test_a_camera_that_is_missing_from_the_start_is_the_callers_to_hear() -> None:
    def refuse() -> FakeSource:
        raise CameraError("There is no camera.")

    with pytest.raises(CameraError):
        Capture(refuse).start()


def test_a_sleep_of_the_computer_is_told_as_a_loss() -> None:
    clock = FakeClock()

    def moments() -> Iterator[float | str]:
        yield 100.1
        clock.asleep_s = 600.0
        yield 100.2
        yield 100.3

    capture = Capture(lambda: FakeSource(moments()), began_s=100.0, clock=clock.as_clock())
    capture.start()
    assert len(_take_all(capture)) == 3
    assert [change.change for change in capture.take_changes()] == ["lost", "back", "ended"]


def test_a_giant_step_of_time_is_told_as_a_loss() -> None:
    capture = _capture_of(100.1, 700.0, 700.1)
    capture.start()
    assert len(_take_all(capture)) == 3
    assert [change.change for change in capture.take_changes()] == ["lost", "back", "ended"]


def test_closing_while_the_camera_is_away() -> None:
    capture = _capture_of(100.1, "lost")
    capture.start()
    assert capture.newest(0, _PATIENCE_S) is not None
    _wait_for(lambda: capture.state == "lost")
    capture.close()
    capture.close()
    assert capture.newest(1, 0.0) is None
    assert [change.change for change in capture.take_changes()] == ["lost"]


def test_a_stream_server_that_dies_and_returns() -> None:
    picture = np.full((48, 64, 3), 120, np.uint8)
    with MjpegServer(compress([picture]), fps=30) as server:
        capture = Capture(lambda: open_source(server.address))
        capture.start()
        before = capture.newest(0, _PATIENCE_S)
        assert before is not None
        server.stop()
        _wait_for(lambda: capture.state == "lost")
        server.jpegs[:] = compress([np.full((96, 128, 3), 120, np.uint8)])
        server.start()
        _wait_for(lambda: capture.state == "running")
        after = capture.newest(before.number, _PATIENCE_S)
        assert after is not None
        capture.close()
    assert after.time_s > before.time_s
    assert [change.change for change in capture.take_changes()] == ["lost", "back"]
    newest = capture.newest()
    assert newest is not None
    assert newest.rgb.shape == (96, 128, 3)


def test_a_stream_that_stalls_and_goes_on() -> None:
    with MjpegServer(compress([np.full((48, 64, 3), 120, np.uint8)]), fps=30) as server:
        capture = Capture(lambda: open_source(server.address))
        capture.start()
        assert capture.newest(0, _PATIENCE_S) is not None
        server.stall()
        _wait_for(lambda: capture.state == "lost")
        server.go_on()
        _wait_for(lambda: capture.state == "running")
        capture.close()
    assert [change.change for change in capture.take_changes()] == ["lost", "back"]


def test_what_goes_wrong_in_the_thread_is_not_lost() -> None:
    capture = _capture_of("no moment")
    capture.start()
    _wait_for(lambda: capture._error is not None)
    with pytest.raises(ValueError, match="no moment"):
        capture.take_changes()


def test_what_was_not_taken_is_replaced() -> None:
    newest: Newest[int] = Newest()
    assert newest.take() is None
    newest.put(1)
    newest.put(2)
    assert newest.take() == 2
    assert newest.take() is None


def test_a_wait_ends_when_something_is_put() -> None:
    newest: Newest[int] = Newest()
    taken: list[int | None] = []
    taker = threading.Thread(target=lambda: taken.append(newest.take(60.0)), daemon=True)
    taker.start()
    newest.put(7)
    taker.join(timeout=10)
    assert taken == [7]
