from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from formcheck.live.capture import Capture
from formcheck.live.inference import Inference
from formcheck.live.moment import PosedFrame
from formcheck.pose.bundle import Bundle
from formcheck.video.sources.paced_file import PacedFile
from formcheck.video.sources.source import Captured
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
