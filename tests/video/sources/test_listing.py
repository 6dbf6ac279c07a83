from __future__ import annotations

import sys
from pathlib import Path

import pytest

from formcheck.video.sources import listing
from formcheck.video.sources.listing import list_cameras, takes_pictures


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    for name in ("video10", "video2", "video3", "videoconference", "null"):
        (tmp_path / name).touch()
    return tmp_path


def test_cameras_come_in_the_order_of_their_numbers(
    monkeypatch: pytest.MonkeyPatch, devices: Path
) -> None:
    monkeypatch.setattr(listing, "takes_pictures", lambda path: path.name != "video3")
    names = devices / "names"
    (names / "video2").mkdir(parents=True)
    (names / "video2" / "name").write_text("Built-in camera\n", encoding="utf-8")
    cameras = list_cameras(devices, names)
    assert [(camera.index, camera.name) for camera in cameras] == [(2, "Built-in camera"), (10, "")]


def test_what_cannot_be_asked_is_listed(monkeypatch: pytest.MonkeyPatch, devices: Path) -> None:
    monkeypatch.setattr(listing, "takes_pictures", lambda _: None)
    assert [camera.index for camera in list_cameras(devices)] == [2, 3, 10]


@pytest.mark.skipif(sys.platform != "linux", reason="devices are files on Linux only")
def test_what_takes_pictures(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    assert takes_pictures(tmp_path / "video0") is False
    assert takes_pictures(Path("/dev/null")) is False
    assert takes_pictures(tmp_path / "video1") is None
    assert list_cameras(tmp_path) == []
