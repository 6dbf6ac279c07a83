from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import CameraError, InputError, UsageError
from formcheck.video.sources.opening import is_file_source, open_source
from tests.support.clips import brightness_ramp, write_clip


def test_a_file_is_played(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", brightness_ramp(), 3)
    source = open_source(str(clip), every_frame=True)
    assert source.every_frame
    assert source.read() is not None
    source.close()


def test_a_missing_file_is_said_to_be_missing() -> None:
    with pytest.raises(InputError, match="no file"):
        open_source("no-such-clip.mp4")


def test_a_file_that_is_no_video(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("hello", encoding="utf-8")
    with pytest.raises(InputError):
        open_source(str(tmp_path / "text.mp4"))


def test_an_address_of_another_kind() -> None:
    with pytest.raises(UsageError, match="ftp://"):
        open_source("ftp://camera/video")


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_an_address_where_nothing_answers_keeps_the_password_to_itself(scheme: str) -> None:
    with pytest.raises(CameraError) as caught:
        open_source(f"{scheme}://me:secret@127.0.0.1:9/video")
    assert "127.0.0.1:9/video" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    ("text", "is_file"),
    [("0", False), ("/dev/video2", False), ("rtsp://x/y", False), ("clip.mp4", True)],
)
def test_what_is_a_file(text: str, is_file: bool) -> None:
    assert is_file_source(text) == is_file
