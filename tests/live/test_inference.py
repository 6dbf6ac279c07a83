"""The pose of the newest picture."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.live.capture import Capture, CapturedFrame
from formcheck.live.inference import FramePoser, Inference, PeopleCounter
from formcheck.live.moment import PosedFrame
from formcheck.live.pace import PaceWatch
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.people import PeopleFinder
from formcheck.pose.pose import Pose
from formcheck.video.sources.paced_file import PacedFile
from formcheck.video.sources.source import Captured
from tests.support.poses import BlockLandmarker, picture_of, standing_pose
from tests.support.sample_film import read_sample, write_film


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    film = read_sample()
    folder = tmp_path_factory.mktemp("clip")
    return write_film(folder / "clip.mp4", film[:20])


class ResizedSource:
    """Gives every picture of a clip, the second half of them in half the size."""

    every_frame = True
    title = "camera"

    def __init__(self, clip: Path) -> None:
        self._file = PacedFile(clip, every_frame=True, speed=1000.0)
        self._count = 0

    def read(self) -> Captured | None:
        captured = self._file.read()
        self._count += 1
        if captured is None or self._count <= 10:
            return captured
        return Captured(np.ascontiguousarray(captured.rgb[::2, ::2]), captured.captured_s)

    def close(self) -> None:
        self._file.close()


def _run(capture: Capture, bundle: Bundle, *, count: bool = False) -> list[PosedFrame]:
    frames: list[PosedFrame] = []
    inference = Inference(bundle, capture, frames.append)
    inference.count_people(count)
    capture.start()
    inference.start()
    _wait_until_ended(inference)
    inference.close()
    capture.close()
    inference.raise_error()
    return frames


def _wait_until_ended(inference: Inference) -> None:
    for _ in range(3000):
        if inference.ended:
            return
        threading.Event().wait(0.02)
    raise AssertionError("inference never ended")


def _playing(clip: Path) -> Capture:
    return Capture(lambda: PacedFile(clip, every_frame=True, speed=1000.0))


def test_the_person_of_every_frame_in_order(clip: Path, bundle: Bundle) -> None:
    frames = _run(_playing(clip), bundle, count=True)
    assert len(frames) == 20
    assert np.all(np.diff([frame.time_s for frame in frames]) > 0)
    assert all(frame.pose is not None for frame in frames[1:])
    assert frames[-1].people == 1


def test_a_size_that_changes(clip: Path, bundle: Bundle) -> None:
    frames = _run(Capture(lambda: ResizedSource(clip)), bundle)
    before, after = frames[9], frames[-1]
    assert before.pose is not None
    assert after.pose is not None
    assert after.rgb.shape[1] == before.rgb.shape[1] // 2
    ratio = after.pose.xy_px[:, 0].mean() / before.pose.xy_px[:, 0].mean()
    assert ratio == pytest.approx(0.5, abs=0.05)


def test_a_slow_computer_gets_lighter_work_step_by_step(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A film larger than the smaller picture, and a model that counts as another one."""
    large = [cv2.resize(picture, (1280, 720)) for picture in read_sample()[:8]]
    clip = write_film(tmp_path / "large.mp4", np.stack(large))
    slow_from = iter([False, False, True, False, True, False, True, True])
    monkeypatch.setattr(PaceWatch, "note", lambda *_: next(slow_from))
    lighter = replace(bundle, sha256="0" * 64)
    frames: list[PosedFrame] = []
    inference = Inference(bundle, _playing(clip), frames.append, lambda: lighter)
    inference._capture.start()
    inference.start()
    _wait_until_ended(inference)
    inference.close()
    inference.raise_error()
    assert inference.take_reliefs() == ["lite_model", "smaller_picture"]
    assert inference.take_reliefs() == []
    assert inference.too_slow
    assert [frame.rgb.shape[1] for frame in frames] == [1280] * 5 + [640] * 3
    assert all(frame.pose is not None for frame in frames[5:])


def test_without_a_lighter_model_the_picture_alone_gets_smaller(
    clip: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PaceWatch, "note", lambda *_: True)
    inference = Inference(bundle, _playing(clip), lambda _: None, lambda: None)
    inference._capture.start()
    inference.start()
    _wait_until_ended(inference)
    inference.close()
    # The clip is no larger than that.
    assert inference.take_reliefs() == []
    assert inference.too_slow


def test_a_failure_of_the_receiver_is_raised(clip: Path, bundle: Bundle) -> None:
    def fail(_: PosedFrame) -> None:
        raise RuntimeError("no more")

    capture = _playing(clip)
    inference = Inference(bundle, capture, fail)
    capture.start()
    inference.start()
    _wait_until_ended(inference)
    with pytest.raises(RuntimeError, match="no more"):
        inference.raise_error()
    inference.close()
    capture.close()


def test_closing_before_the_start(bundle: Bundle) -> None:
    def nothing() -> Iterator[Captured]:
        yield from ()

    inference = Inference(bundle, Capture(nothing), lambda _: None)  # type: ignore[arg-type]
    inference.close()
    inference.close()
    assert inference.ended


ONE = picture_of([standing_pose(200, 440, 300)])
TWO = picture_of([standing_pose(200, 440, 300), standing_pose(480, 440, 280)])


class FakeTracker:
    """Finds the same pose in every picture."""

    def __init__(self) -> None:
        self.times_ms: list[int] = []
        self.cuts_at_ms: list[int] = []

    def detect(
        self, picture: Pixels, time_s: float, time_ms: int, *, may_be_cut: bool
    ) -> Pose | None:
        self.times_ms.append(time_ms)
        self.cuts_at_ms += [time_ms] if may_be_cut else []
        return standing_pose(200, 440, 300)


def _counter() -> PeopleCounter:
    return PeopleCounter(PeopleFinder(BlockLandmarker()))  # type: ignore[arg-type]


def test_the_person_and_the_change_of_the_picture() -> None:
    poser = FramePoser(FakeTracker())
    first = poser.look(CapturedFrame(1, 0.5, ONE), people=1)
    again = poser.look(CapturedFrame(2, 0.6, ONE), people=1)
    other = poser.look(CapturedFrame(3, 0.7, 255 - ONE), people=2)
    assert first.pose is not None
    assert (first.time_s, first.picture_change, again.picture_change) == (0.5, 0.0, 0.0)
    assert other.picture_change > 0.1
    assert (first.people, other.people) == (1, 2)


def test_the_models_clock_goes_on_even_within_a_millisecond() -> None:
    tracker = FakeTracker()
    poser = FramePoser(tracker)
    for number, time_s in enumerate([7.1, 7.1001, 7.1002, 7.2]):
        poser.look(CapturedFrame(number, time_s, ONE), people=1)
    assert tracker.times_ms == [0, 1, 2, 100]


def test_the_tracker_is_told_where_a_film_that_plays_may_be_cut() -> None:
    tracker = FakeTracker()
    poser = FramePoser(tracker)
    for number in range(20):
        picture = ONE if number < 15 else 255 - ONE
        poser.look(CapturedFrame(number, 0.1 * number, picture), people=1)
    assert tracker.cuts_at_ms == [1500]


def test_a_fade_is_told_when_it_is_over() -> None:
    poser = FramePoser(FakeTracker())
    shares = [0.0] * 10 + [step / 10 for step in range(11)] + [1.0] * 10
    other = 255 - ONE
    told = []
    for number, share in enumerate(shares):
        mixed = ((1 - share) * ONE + share * other).astype(np.uint8)
        told.append(poser.look(CapturedFrame(number, 0.05 * number, mixed), people=1).fade_s)
    assert not any(told[:15])
    assert max(told) == pytest.approx(0.5, abs=0.15)


def test_a_shift_of_the_camera_is_told() -> None:
    random = np.random.default_rng(0)
    room = np.repeat(np.repeat(random.integers(0, 255, (60, 90, 3)), 8, axis=0), 8, axis=1)
    room = room.astype(np.uint8)
    poser = FramePoser(FakeTracker())
    poser.look(CapturedFrame(1, 0.1, np.ascontiguousarray(room[:, 40:680])), people=1)
    moved = poser.look(CapturedFrame(2, 0.2, np.ascontiguousarray(room[:, 20:660])), people=1)
    assert moved.camera_step_px == pytest.approx((20.0, 0.0), abs=4.0)


def test_people_are_counted_every_two_seconds() -> None:
    counter = _counter()
    counter.look(ONE, 0.0)
    assert counter.people == 1
    counter.look(TWO, 1.0)
    assert counter.people == 1


def test_a_second_person_is_believed_when_seen_twice() -> None:
    counter = _counter()
    counter.look(ONE, 0.0)
    counter.look(TWO, 2.0)
    assert counter.people == 1
    counter.look(TWO, 2.3)
    assert counter.people == 1
    counter.look(TWO, 2.5)
    assert counter.people == 2
    counter.look(ONE, 4.6)
    assert counter.people == 1


def test_a_lone_false_find_is_not_believed() -> None:
    counter = _counter()
    for time_s, picture in ((0.0, ONE), (2.0, TWO), (2.5, ONE), (4.5, ONE)):
        counter.look(picture, time_s)
        assert counter.people == 1
