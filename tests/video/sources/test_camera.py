from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from formcheck.errors import CameraError
from formcheck.video.sources import camera
from formcheck.video.sources.camera import open_camera
from tests.video.sources.reading import read_on

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="devices are files on Linux only")


class FakeCapture:
    """Stands for an OpenCV camera that gives two pictures and stops."""

    opened = True
    size_px = (64, 48)
    released = 0

    def __init__(self, device: int | str, backend: int) -> None:
        self.device = device
        self._left = 2

    def isOpened(self) -> bool:  # noqa: N802 (OpenCV's name)
        return self.opened

    def set(self, _key: int, _value: float) -> bool:
        return True

    def grab(self) -> bool:
        self._left -= 1
        return self._left >= 0

    def retrieve(self) -> tuple[bool, Any]:
        bgr = np.zeros((self.size_px[1], self.size_px[0], 3), np.uint8)
        bgr[..., 0] = 200
        return True, bgr

    def release(self) -> None:
        type(self).released += 1


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeCapture]:
    kind = type("OneFakeCapture", (FakeCapture,), {})
    monkeypatch.setattr(cv2, "VideoCapture", kind)
    monkeypatch.setattr(camera, "_check_device", lambda _: None)
    return kind


def test_pictures_are_rgb_and_the_camera_is_let_go(fake: type[FakeCapture]) -> None:
    source = open_camera(0)
    captured = source.read()
    assert captured is not None
    assert captured.rgb.shape == (48, 64, 3)
    assert captured.rgb[0, 0].tolist() == [0, 0, 200]
    source.close()
    assert fake.released == 1


def test_large_pictures_are_shrunk(fake: type[FakeCapture]) -> None:
    fake.size_px = (1920, 1080)
    source = open_camera(0)
    captured = source.read()
    assert captured is not None
    assert captured.rgb.shape == (720, 1280, 3)
    source.close()


def test_a_camera_that_is_pulled_out(fake: type[FakeCapture]) -> None:
    source = open_camera(0)
    with pytest.raises(CameraError, match="stopped"):
        read_on(source)
    source.close()
    assert fake.released == 1


def test_a_busy_camera(fake: type[FakeCapture]) -> None:
    fake.opened = False
    with pytest.raises(CameraError, match="busy") as caught:
        open_camera(0)
    assert "Close other programs" in caught.value.hint


@linux_only
def test_a_camera_that_is_not_there() -> None:
    with pytest.raises(CameraError, match="There is no camera /dev/video87") as caught:
        open_camera(87)
    assert caught.value.exit_code == 5
    assert caught.value.hint


@linux_only
def test_a_device_that_is_no_camera() -> None:
    with pytest.raises(CameraError, match="not a camera"):
        open_camera("/dev/null")


@linux_only
def test_a_camera_that_one_may_not_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    device = tmp_path / "video0"
    device.touch()
    monkeypatch.setattr(camera, "takes_pictures", lambda _: None)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(CameraError, match="no permission") as caught:
        open_camera(str(device))
    assert "usermod" in caught.value.hint
